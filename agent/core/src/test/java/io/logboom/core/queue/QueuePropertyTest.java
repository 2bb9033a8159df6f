package io.logboom.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.config.Queueing;
import io.logboom.core.config.Queueing.Sync;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random appends, deliveries out of order and in vain, ends in good order and crashes, against what
 * has to be: whatever was acknowledged and not delivered comes again, and nothing ever changes.
 */
@Timeout(120)
class QueuePropertyTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatWasAcknowledgedComesUntilItIsDelivered(long seed) throws Exception {
    var run = new Run(seed);
    for (int life = 0; life < 6; life++) {
      run.live();
    }
    run.end();
  }

  private record Appended(List<String> texts, Receipt receipt) {}

  private final class Run {
    private final Random random;
    private final long seed;
    private final Queueing options;
    private final Set<String> all = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> delivered = new HashSet<>();
    private Path directory;
    private int number;
    private int lives;

    Run(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      var sync = List.of(Sync.values()).get(random.nextInt(Sync.values().length));
      this.options = Fixture.options(sync, 64 << 20, 64 << 10);
      this.directory = folder.resolve("queue");
    }

    void live() throws Exception {
      var taker = new RandomTaker(random.nextLong());
      var queue = Fixture.open(directory, options, Fixture.meter(), taker);
      var appended = new ArrayList<Appended>();
      for (int step = random.nextInt(200); step >= 0; step--) {
        switch (random.nextInt(4)) {
          case 0, 1 -> appended.add(append(queue));
          case 2 -> taker.settleSome();
          default -> taker.toggle();
        }
      }
      for (var one : appended) {
        if (random.nextInt(20) > 0) {
          one.receipt.await();
        }
      }
      if (random.nextBoolean()) {
        crash(queue, taker, appended);
      } else {
        queue.close();
        remember(taker, appended);
      }
    }

    private Appended append(DiskQueue queue) throws InterruptedException {
      var events = new ArrayList<Event>();
      var texts = new ArrayList<String>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        var text = number++ + " " + "x".repeat(random.nextInt(500));
        texts.add(text);
        events.add(Fixture.event(text, origin(), number));
      }
      all.addAll(texts);
      var receipt = new Receipt();
      if (random.nextInt(3) == 0) {
        queue.append(events, receipt);
      } else {
        queue.append(Fixture.batch(events), receipt);
      }
      return new Appended(texts, receipt);
    }

    private Origin origin() {
      return new Origin("in", "place " + random.nextInt(3), Instant.EPOCH, Map.of());
    }

    /** What is in the files at this moment is all there is, as if the process were gone. */
    private void crash(DiskQueue queue, RandomTaker taker, List<Appended> appended)
        throws Exception {
      var acknowledgedBefore = new HashSet<String>();
      for (var one : appended) {
        if (one.receipt.done()) {
          acknowledgedBefore.addAll(one.texts);
        }
      }
      var copy = Files.createDirectory(folder.resolve("life-" + ++lives));
      copy(directory.resolve("cursor"), copy);
      try (var files = Files.newDirectoryStream(directory, "*.segment")) {
        for (Path file : files) {
          copy(file, copy);
        }
      }
      acknowledged.addAll(acknowledgedBefore);
      delivered.addAll(taker.delivered());
      directory = copy;
      queue.close();
    }

    private static void copy(Path file, Path to) throws IOException {
      try {
        Files.copy(file, to.resolve(file.getFileName()));
      } catch (NoSuchFileException e) {
        // Delivered to its end in the meantime.
        assertThat(file).doesNotExist();
      }
    }

    private void remember(RandomTaker taker, List<Appended> appended) {
      for (var one : appended) {
        if (one.receipt.done()) {
          acknowledged.addAll(one.texts);
        }
      }
      delivered.addAll(taker.delivered());
    }

    void end() throws Exception {
      var taker = Taker.open();
      var meter = Fixture.meter();
      var queue = Fixture.open(directory, options, meter, taker);
      assertThat(queue.awaitEmpty(LONG)).as("seed %d", seed).isTrue();
      queue.close();
      delivered.addAll(taker.texts());
      assertThat(all).as("seed %d", seed).containsAll(delivered);
      assertThat(delivered).as("seed %d", seed).containsAll(acknowledged);
      assertThat(meter.counters())
          .as("seed %d", seed)
          .doesNotContainKeys("queue-events", "queue-bytes");
    }
  }

  /** Delivers some of what it takes, in any order, and fails to deliver some. */
  private static final class RandomTaker implements Downstream {
    private record Taken(List<String> texts, Runnable release, Settlement settlement) {}

    private final Random random;
    private final List<Taken> waiting = new ArrayList<>();
    private final Set<String> delivered = new HashSet<>();
    private boolean refusing;

    RandomTaker(long seed) {
      random = new Random(seed);
    }

    @Override
    public void hand(Batch batch, Settlement settlement) {
      take(batch, settlement);
    }

    @Override
    public boolean offer(Batch batch, Settlement settlement) {
      synchronized (this) {
        if (refusing) {
          return false;
        }
      }
      take(batch, settlement);
      return true;
    }

    private synchronized void take(Batch batch, Settlement settlement) {
      var texts = batch.events().stream().map(Fixture::text).toList();
      waiting.add(new Taken(texts, batch.release(), settlement));
    }

    @Override
    public void flush() {}

    synchronized void toggle() {
      refusing = !refusing;
    }

    void settleSome() {
      var settled = new ArrayList<Taken>();
      var well = new ArrayList<Boolean>();
      synchronized (this) {
        for (int i = waiting.size() / 2; i > 0; i--) {
          var one = waiting.remove(random.nextInt(waiting.size()));
          settled.add(one);
          boolean delivers = random.nextInt(10) > 0;
          well.add(delivers);
          if (delivers) {
            delivered.addAll(one.texts);
          }
        }
      }
      for (int i = 0; i < settled.size(); i++) {
        settled.get(i).release.run();
        settled.get(i).settlement.settled(well.get(i));
      }
    }

    synchronized Set<String> delivered() {
      return new HashSet<>(delivered);
    }
  }
}
