package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.spi.Output;
import io.logboom.spi.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every output promises; a test class of the output's own extends it and gives it a {@link
 * Store}. Each test writes events with unique ids and then looks into the store, from its side:
 * what was written must be there, whole, and nothing that was not. Duplicates are allowed.
 */
@Timeout(120)
public abstract class OutputContract {

  /** Where events end up: the far side of an output, under the test's control. */
  public interface Store extends AutoCloseable {

    /** A new output to it, as a new process would make it. */
    Output output() throws Exception;

    /** What is durable there, an item an event; JSON as it was written. */
    List<String> events() throws Exception;

    /** Has every write fail from here on, in a way that may pass; some of it may be stored. */
    void fail();

    /** Has every write take for ever from here on. */
    void hang();

    /** Has every write succeed from here on. */
    void work();

    /** An event that no write will ever deliver. */
    Event unacceptable();

    @Override
    void close() throws IOException;
  }

  /** What not every store can be made to do; all true unless a test class says otherwise. */
  public enum Ability {
    /** A write to it can be made to fail. */
    FAILS,
    /** A write to it can be made to take for ever. */
    HANGS,
    /** It turns some events down. */
    REJECTS
  }

  /** Where the events of these tests come from. */
  public static final Origin ORIGIN =
      new Origin("tested", "contract", Instant.parse("2026-11-21T10:00:00Z"), Map.of());

  private static final Duration PROMPT = Duration.ofSeconds(10);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private Store store;
  private final NumberedEvents made = new NumberedEvents();

  /** Makes an empty store. */
  protected abstract Store store() throws Exception;

  /** Whether the store can do this. */
  protected boolean can(Ability ability) {
    return true;
  }

  @BeforeEach
  final void make() throws Exception {
    System.err.println("seed " + seed);
    store = store();
  }

  @AfterEach
  final void remove() throws Exception {
    store.close();
  }

  @Test
  @DisplayName("has a batch durable by the time write returns")
  final void isDurable() throws Exception {
    try (var output = store.output()) {
      var written = new ArrayList<String>();
      for (int i = 0; i < 5; i++) {
        var events = made.more(1 + i * 7);
        output.write(NumberedEvents.batch(events));
        written.addAll(events);
        assertThat(store.events()).containsExactlyInAnyOrderElementsOf(written);
      }
    }
    assertThat(store.events()).hasSize(5 + 10 * 7);
  }

  @Test
  @DisplayName("takes a batch of no events")
  final void takesNothing() throws Exception {
    try (var output = store.output()) {
      output.write(Batch.of(List.of()));
      assertThat(store.events()).isEmpty();
    }
  }

  @Test
  @DisplayName("adds to what an earlier output of the same store has written")
  final void goesOn() throws Exception {
    var written = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      try (var output = store.output()) {
        var events = made.more(4);
        output.write(NumberedEvents.batch(events));
        written.addAll(events);
      }
    }
    assertThat(store.events()).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  @DisplayName("throws IOException when a write fails, and takes the same batch again later")
  final void fails() throws Exception {
    if (!can(Ability.FAILS)) {
      return;
    }
    try (var output = store.output()) {
      var first = made.more(3);
      output.write(NumberedEvents.batch(first));
      var second = NumberedEvents.batch(made.more(20));
      store.fail();
      assertThatThrownBy(() -> output.write(second)).isInstanceOf(IOException.class);
      store.work();
      output.write(second);
      assertThat(store.events()).containsAll(first).containsAll(NumberedEvents.texts(second));
      assertWhole();
    }
  }

  @Test
  @DisplayName("loses nothing and tears nothing when writes fail at random")
  final void survivesFaults() throws Exception {
    if (!can(Ability.FAILS)) {
      return;
    }
    try (var output = store.output()) {
      for (int i = 0; i < 25; i++) {
        var batch = NumberedEvents.batch(made.more(1 + random.nextInt(30)));
        boolean written = false;
        for (int tries = 0; !written; tries++) {
          if (random.nextInt(3) == 0 && tries < 5) {
            store.fail();
          } else {
            store.work();
          }
          try {
            output.write(batch);
            written = true;
          } catch (IOException e) {
            // As it should when the store fails: the engine would wait, then try again.
            assertThat(e.getMessage()).isNotBlank();
          }
        }
        assertThat(store.events()).as("seed %d", seed).containsAll(NumberedEvents.texts(batch));
      }
      assertWhole();
    }
  }

  @Test
  @DisplayName("stops promptly when interrupted, and takes the same batch again later")
  final void isInterrupted() throws Exception {
    if (!can(Ability.HANGS)) {
      return;
    }
    try (var output = store.output()) {
      store.hang();
      var batch = NumberedEvents.batch(made.more(10));
      var thread = Thread.ofVirtual().unstarted(() -> writeUntilInterrupted(output, batch));
      thread.start();
      assertThat(thread.join(Duration.ofMillis(300))).as("ended by itself").isFalse();
      thread.interrupt();
      assertThat(thread.join(PROMPT)).as("ended promptly").isTrue();
      store.work();
      output.write(batch);
      assertThat(store.events()).containsAll(NumberedEvents.texts(batch));
      assertWhole();
    }
  }

  private static void writeUntilInterrupted(Output output, Batch batch) {
    try {
      output.write(batch);
    } catch (InterruptedException | IOException | RejectedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName("keeps what it said was written when interrupted at any moment")
  final void isInterruptedAnywhere() throws Exception {
    var durable = new ArrayList<String>();
    try (var output = store.output()) {
      for (int i = 0; i < 30; i++) {
        var batch = NumberedEvents.batch(made.more(1 + random.nextInt(50)));
        var done = new boolean[1];
        var thread =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        output.write(batch);
                        done[0] = true;
                      } catch (InterruptedException | IOException | RejectedException e) {
                        Thread.currentThread().interrupt();
                      }
                    });
        thread.join(Duration.ofNanos(random.nextInt(3_000_000)));
        thread.interrupt();
        assertThat(thread.join(PROMPT)).as("ended promptly").isTrue();
        if (!done[0]) {
          output.write(batch);
        }
        durable.addAll(NumberedEvents.texts(batch));
      }
      assertThat(store.events()).as("seed %d", seed).containsAll(durable);
      assertWhole();
    }
  }

  @Test
  @DisplayName("takes batches from many threads at once")
  final void isThreadSafe() throws Exception {
    try (var output = store.output();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var batches =
          IntStream.range(0, 60).mapToObj(_ -> NumberedEvents.batch(made.more(12))).toList();
      var writes = new ArrayList<Future<Void>>();
      for (var batch : batches) {
        writes.add(
            threads.submit(
                () -> {
                  output.write(batch);
                  return null;
                }));
      }
      for (var write : writes) {
        write.get();
      }
      assertThat(store.events())
          .containsExactlyInAnyOrderElementsOf(
              batches.stream().flatMap(batch -> NumberedEvents.texts(batch).stream()).toList());
    }
  }

  @Test
  @DisplayName("keeps events whole that stand between hostile ones")
  final void bearsHostility() throws Exception {
    try (var output = store.output()) {
      var good = made.more(20);
      var events = new ArrayList<Event>();
      for (int i = 0; i < good.size(); i++) {
        events.add(NumberedEvents.event(good.get(i)));
        events.add(NumberedEvents.event(Hostile.TEXTS.get(i % Hostile.TEXTS.size())));
      }
      int rejected = 0;
      try {
        output.write(Batch.of(events));
      } catch (RejectedException e) {
        rejected = e.rejected().size();
        assertThat(e.rejected()).noneMatch(r -> good.contains(NumberedEvents.text(r.event())));
      }
      var stored = store.events();
      assertThat(stored).containsAll(good);
      assertThat(stored.size() + rejected).as("stored and rejected").isEqualTo(events.size());
    }
  }

  @Test
  @DisplayName("names the events it cannot deliver, and delivers the others")
  final void rejects() throws Exception {
    if (!can(Ability.REJECTS)) {
      return;
    }
    try (var output = store.output()) {
      var good = made.more(7);
      var events = new ArrayList<>(good.stream().map(NumberedEvents::event).toList());
      var bad = store.unacceptable();
      events.add(3, bad);
      var thrown =
          catchThrowableOfType(RejectedException.class, () -> output.write(Batch.of(events)));
      assertThat(thrown).isNotNull();
      assertThat(thrown.rejected()).hasSize(1);
      assertThat(thrown.rejected().getFirst().event()).isSameAs(bad);
      assertThat(thrown.rejected().getFirst().reason()).isNotBlank().doesNotContain("\n");
      assertThat(store.events()).containsAll(good);
    }
  }

  @Test
  @DisplayName("keeps no event after write has returned: its arrays are used again")
  final void keepsNothing() throws Exception {
    var written = new ArrayList<String>();
    try (var output = store.output()) {
      for (int i = 0; i < 5; i++) {
        var events = made.more(9);
        var batch = NumberedEvents.batch(events);
        output.write(batch);
        batch.events().forEach(event -> Arrays.fill(event.array(), (byte) '?'));
        written.addAll(events);
      }
    }
    assertThat(store.events()).containsExactlyInAnyOrderElementsOf(written);
  }

  /** All that is stored was once written: nothing is torn, and nothing mixed. */
  private void assertWhole() throws Exception {
    assertThat(store.events()).as("whole; seed %d", seed).isSubsetOf(made.all());
  }
}
