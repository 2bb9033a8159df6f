package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract is of use only if filters that break it fail it. */
class FilterContractTest {

  @Test
  void aGoodFilterPasses() {
    var contract = new Contract(FilterContractTest::copyFields);
    assertThatCode(contract::eightThreadsAtOnceGetWhatOneGets).doesNotThrowAnyException();
    assertThatCode(contract::theEventThatCameInIsUnchanged).doesNotThrowAnyException();
    assertThatCode(contract::hostileEventsAreRejectedOrHandedOn).doesNotThrowAnyException();
    assertThatCode(contract::allocatesNoMoreThanAllowed).doesNotThrowAnyException();
  }

  /** Writes a row that holds the object's first value. */
  private static void copyFields(Event event, Next next) throws MalformedException {
    var fields = event.fields();
    if (fields.size() == 0) {
      next.drop("empty");
      return;
    }
    var row = next.bytes().begin();
    row.put(fields.array(), fields.valueStart(0), fields.valueEnd(0));
    next.accept(event.with(row));
  }

  @Test
  void stateFails() {
    var calls = new AtomicInteger();
    var contract =
        new Contract(
            (event, next) ->
                next.accept(
                    event.with(
                        next.bytes().begin().put(String.valueOf(calls.incrementAndGet() / 1000)))));
    assertThatThrownBy(contract::eightThreadsAtOnceGetWhatOneGets)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void writingIntoTheEventThatCameInFails() {
    var contract =
        new Contract(
            (event, next) -> {
              event.array()[event.offset()] = ' ';
              next.accept(event);
            });
    assertThatThrownBy(contract::theEventThatCameInIsUnchanged).isInstanceOf(AssertionError.class);
  }

  @Test
  void writingBesideTheEventFails() {
    var contract = new Contract((event, _) -> event.array()[event.offset() + event.length()] = 0);
    assertThatThrownBy(contract::theEventThatCameInIsUnchanged).isInstanceOf(AssertionError.class);
  }

  @Test
  void crashingOnAHostileEventFails() {
    var contract =
        new Contract((event, next) -> next.accept(event.with(event.array(), 0, event.array()[9])));
    assertThatThrownBy(contract::hostileEventsAreRejectedOrHandedOn)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("must not throw");
  }

  @Test
  void throwingWhatIsNotDocumentedFails() {
    var contract =
        new Contract(
            (event, _) -> {
              throw new java.io.IOException("no filter does that with " + event.length());
            });
    assertThatThrownBy(contract::hostileEventsAreRejectedOrHandedOn)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void sayingTooMuchFails() {
    var contract =
        new Contract(
            (event, _) -> {
              throw new MalformedException("bad", Events.text(event), -1);
            });
    assertThatThrownBy(contract::hostileEventsAreRejectedOrHandedOn)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void allocatingTooMuchFails() {
    var contract =
        new Contract(
            (event, next) ->
                next.accept(Events.of(Events.text(event).toUpperCase(java.util.Locale.ROOT))));
    assertThatThrownBy(contract::allocatesNoMoreThanAllowed)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("bytes allocated for an event");
  }

  @Test
  void whatWasHandedOnBeforeAnErrorIsTakenBack() {
    var run =
        FilterRun.of(
            Events.of("{}"),
            (event, next) -> {
              next.accept(event);
              next.drop("reason");
              throw new MalformedException("bad", "no good", 3);
            });
    assertThat(run.out()).isEmpty();
    assertThat(run.dropped()).isEmpty();
    assertThat(run.rejected()).hasToString("[bad: no good at byte 3]");
  }

  @Test
  void aRunGoesThroughTheWholeChain() {
    Filter twice =
        (event, next) -> {
          next.accept(event);
          next.accept(event.with(next.bytes().begin().put(Events.text(event) + "'")));
        };
    assertThat(FilterRun.of(Events.of("a"), twice, twice).texts())
        .containsExactly("a", "a'", "a'", "a''");
    assertThat(Events.bytes(Events.of("\u00e9")))
        .isEqualTo("\u00e9".getBytes(StandardCharsets.UTF_8));
    assertThat(Events.lines("a\n\nb"))
        .extracting(Event::place)
        .containsExactly("test.jsonl#1", "test.jsonl#2");
  }

  private static final class Contract extends FilterContract {
    private final Filter filter;

    Contract(Filter filter) {
      this.filter = filter;
    }

    @Override
    protected Filter filter() {
      return filter;
    }

    @Override
    protected List<Event> events() {
      return Events.lines("{\"a\":1}\n{\"b\":\"two\"}\n{}");
    }

    @Override
    protected long allowedBytes() {
      return 96;
    }
  }
}
