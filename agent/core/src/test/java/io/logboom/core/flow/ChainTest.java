package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.condition.Condition;
import io.logboom.core.config.FilterConfig;
import io.logboom.core.config.OnError;
import io.logboom.core.memory.Blocks;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import io.logboom.spi.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ChainTest {
  private final List<String> letters = new ArrayList<>();
  private final Meter meter = new Meter(Meter.Kind.FILTER, "f", "fake");

  @Test
  void oneEventBecomesNoneOneOrMany() {
    Filter filter =
        (event, next) -> {
          switch (Samples.text(event)) {
            case "none" -> {}
            case "named" -> next.drop("unwanted");
            case "many" -> {
              next.accept(event.with(next.bytes().put("a")));
              next.accept(event.with(next.bytes().put("b")));
            }
            default -> next.accept(event);
          }
        };
    assertThat(run(List.of(step(filter)), "none", "named", "many", "one"))
        .containsExactly("a", "b", "one");
    assertThat(meter.in()).isEqualTo(4);
    assertThat(meter.out()).isEqualTo(3);
    assertThat(meter.drops()).containsEntry("filtered", 1L).containsEntry("unwanted", 1L);
  }

  @Test
  void whatWasHandedOnBeforeAFailureIsTakenBack() {
    Filter filter =
        (event, next) -> {
          next.accept(event.with(next.bytes().put("half")));
          throw new IllegalStateException("broken");
        };
    assertThat(run(List.of(step(filter)), "x")).isEmpty();
    assertThat(letters).containsExactly("f x java.lang.IllegalStateException: broken");
    assertThat(meter.failures()).containsEntry("error", 1L);
  }

  @Test
  void onErrorSaysWhereAFailedEventGoes() {
    Filter filter =
        (_, _) -> {
          throw new MalformedException("no-good", "no good", 7);
        };
    assertThat(run(List.of(step(filter, OnError.DEAD_LETTER)), "x")).isEmpty();
    assertThat(letters).containsExactly("f x no good at byte 7");
    letters.clear();
    assertThat(run(List.of(step(filter, OnError.DROP)), "x")).isEmpty();
    assertThat(letters).isEmpty();
    assertThat(meter.drops()).containsEntry("on-error", 1L);
    assertThat(run(List.of(step(filter, OnError.PASS)), "x")).containsExactly("x");
    assertThat(letters).isEmpty();
    assertThat(meter.failures()).containsEntry("no-good", 3L);
  }

  @Test
  void anEndlessRecursionEndsOnlyItsEvent() {
    Filter filter = (event, next) -> ChainTest.deeper(event, 0);
    assertThat(run(List.of(step(filter)), "x")).isEmpty();
    assertThat(letters).containsExactly("f x java.lang.StackOverflowError");
  }

  @Test
  void anInterruptionIsNoFaultOfTheEvent() {
    Filter sleepy =
        (_, _) -> {
          throw new InterruptedException();
        };
    Filter clumsy =
        (_, _) -> {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("broken off");
        };
    for (var filter : List.of(sleepy, clumsy)) {
      assertThatThrownBy(() -> run(List.of(step(filter, OnError.DROP)), "x"))
          .isInstanceOf(CancellationException.class)
          .hasMessage("f was interrupted: the agent stops");
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(letters).isEmpty();
    assertThat(meter.failures()).isEmpty();
    assertThat(meter.drops()).isEmpty();
  }

  @Test
  void oneBrokenPartOfAnEnvelopeLeavesTheOthersAlone() {
    Filter filter =
        (event, next) -> {
          next.accept(event.with(next.bytes().put("sound")));
          next.reject(
              event.with(next.bytes().put("broken")), new MalformedException("odd", "odd", -1));
        };
    assertThat(run(List.of(step(filter)), "x")).containsExactly("sound");
    assertThat(letters).containsExactly("f broken odd");
  }

  @Test
  void filtersFollowOneAnotherAndAConditionLetsEventsBy() throws Exception {
    Filter bracket =
        (event, next) ->
            next.accept(
                event.with(
                    next.bytes()
                        .put('[')
                        .put(event.array(), event.offset(), event.offset() + event.length())
                        .put(']')));
    var always = step(bracket);
    var some =
        new Step(
            new FilterConfig(
                "g",
                new FakePlugin(bracket),
                new FakePlugin.Nothing(),
                Optional.of(Condition.of("a == 1")),
                OnError.DEAD_LETTER),
            bracket,
            meter);
    assertThat(run(List.of(some, always), "{\"a\":1}", "{\"a\":2}"))
        .containsExactly("[[{\"a\":1}]]", "[{\"a\":2}]");
    assertThat(run(List.of(some), "not json")).isEmpty();
    assertThat(letters).hasSize(1).first().asString().startsWith("g not json");
  }

  @Test
  void anEventLargerThanABlockStaysInOnePiece() {
    var large = "y".repeat(100_000);
    Filter filter =
        (event, next) -> {
          var row = next.bytes().put(event.array(), event.offset(), event.offset() + 1);
          for (int i = 0; i < 100_000; i++) {
            row.put('y');
          }
          next.accept(event.with(row));
        };
    assertThat(run(List.of(step(filter)), "a", "b")).containsExactly("a" + large, "b" + large);
  }

  private List<String> run(List<Step> steps, String... texts) {
    var events = new ArrayList<Event>();
    for (var text : texts) {
      events.add(Samples.event(text));
    }
    var results = new ArrayList<Event>();
    var rows = new Rows(new Blocks(4096, 1 << 20), 100);
    new Chain(
            steps,
            results,
            rows.bytes(),
            (name, _, rejected) ->
                letters.add(name + " " + Samples.text(rejected.event()) + " " + rejected.reason()),
            new Sighting(meter.freshness()))
        .run(events);
    return results.stream().map(Samples::text).toList();
  }

  private Step step(Filter filter) {
    return step(filter, OnError.DEAD_LETTER);
  }

  private Step step(Filter filter, OnError onError) {
    return new Step(
        new FilterConfig(
            "f", new FakePlugin(filter), new FakePlugin.Nothing(), Optional.empty(), onError),
        filter,
        meter);
  }

  private static int deeper(Event event, int depth) {
    return depth < 0 ? 0 : deeper(event, depth + 1) + event.length();
  }

  /** Declares a filter that is there already. */
  private record FakePlugin(Filter filter) implements FilterPlugin<FakePlugin.Nothing> {
    record Nothing() {}

    @Override
    public String type() {
      return "fake";
    }

    @Override
    public Class<Nothing> config() {
      return Nothing.class;
    }

    @Override
    public Filter create(Nothing config, Context context) {
      return filter;
    }
  }
}
