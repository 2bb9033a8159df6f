package io.logboom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Event;
import io.logboom.spi.Memory;
import io.logboom.spi.Next;
import io.logboom.spi.StatefulFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The contract is of use only if filters that break it fail it. */
class StatefulFilterContractTest {

  /** Counts texts; a fault of its own can be had. */
  private static class Tally implements StatefulFilter {
    final Map<String, Integer> counts = new TreeMap<>();
    final TreeSet<String> touched = new TreeSet<>();

    @Override
    public synchronized void apply(Event event, Next next) {
      counts.merge(Events.text(event), 1, Integer::sum);
      touched.add(Events.text(event));
      next.drop("counted");
    }

    @Override
    public synchronized boolean restore(byte[] key, byte[] value) {
      var text = new String(key, UTF_8);
      if (!text.startsWith("tally ")) {
        return false;
      }
      counts.put(text.substring(6), Integer.parseInt(new String(value, UTF_8)));
      return true;
    }

    @Override
    public synchronized void due(Instant now, boolean last, Next next) {
      if (last) {
        counts.forEach((text, count) -> next.accept(Events.of(text + " " + count)));
        touched.addAll(counts.keySet());
        counts.clear();
      }
    }

    @Override
    public synchronized void save(Memory memory, boolean all) throws Exception {
      for (var text : all ? counts.keySet() : touched) {
        var key = ("tally " + text).getBytes(UTF_8);
        var count = counts.get(text);
        if (count == null) {
          memory.remove(key);
        } else {
          memory.put(key, String.valueOf(count).getBytes(UTF_8));
        }
      }
      touched.clear();
    }
  }

  private abstract static class Contract extends StatefulFilterContract {
    @Override
    protected List<Event> events() {
      return Events.lines("a\nb\na\nc\nd\na\nb\ne");
    }
  }

  @Test
  void aGoodFilterPasses() {
    var contract =
        new Contract() {
          @Override
          protected StatefulFilter filter() {
            return new Tally();
          }
        };
    assertThatCode(contract::aRestartChangesNothing).doesNotThrowAnyException();
    assertThatCode(contract::whatChangedOnTopOfWhatWasIsEverything).doesNotThrowAnyException();
    assertThatCode(contract::savingWhileOthersApplyLosesNothing).doesNotThrowAnyException();
    assertThatCode(contract::nothingComesAfterTheLast).doesNotThrowAnyException();
    assertThatCode(contract::whatIsNotItsOwnIsNotTakenBack).doesNotThrowAnyException();
  }

  @Test
  void savingOnlyWhatChangedWhenAskedForAllFails() {
    var contract =
        new Contract() {
          @Override
          protected StatefulFilter filter() {
            return new Tally() {
              @Override
              public synchronized void save(Memory memory, boolean all) throws Exception {
                super.save(memory, false);
              }
            };
          }
        };
    assertThatThrownBy(contract::whatChangedOnTopOfWhatWasIsEverything)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void forgettingAtARestartFails() {
    var contract =
        new Contract() {
          @Override
          protected StatefulFilter filter() {
            return new Tally() {
              @Override
              public synchronized boolean restore(byte[] key, byte[] value) {
                return true;
              }
            };
          }
        };
    assertThatThrownBy(contract::aRestartChangesNothing).isInstanceOf(AssertionError.class);
    assertThatThrownBy(contract::whatIsNotItsOwnIsNotTakenBack).isInstanceOf(AssertionError.class);
  }

  @Test
  void givingOutWithoutLettingGoFails() {
    var contract =
        new Contract() {
          @Override
          protected StatefulFilter filter() {
            return new Tally() {
              private boolean given;

              @Override
              public synchronized void due(Instant now, boolean last, Next next) {
                if (last && !given) {
                  counts.forEach((text, count) -> next.accept(Events.of(text + " " + count)));
                }
                given = !given;
              }
            };
          }
        };
    assertThatThrownBy(contract::nothingComesAfterTheLast).isInstanceOf(AssertionError.class);
  }

  @Test
  void aRunKeepsWhatIsSaved() throws Exception {
    var run = StatefulRun.start(new Tally());
    assertThat(run.apply(Events.lines("a\na\nb")).dropped()).containsEntry("counted", 3);
    run.save();
    run.apply(Events.lines("c"));
    assertThat(run.entries()).isEqualTo(2);
    var again = run.restart(new Tally());
    assertThat(again.setAside()).isZero();
    assertThat(again.due(TestContext.NOW).texts()).isEmpty();
    assertThat(again.last(TestContext.NOW).texts()).containsExactly("a 2", "b 1");
    again.save();
    assertThat(again.entries()).isZero();
    assertThat(run.last(TestContext.NOW).texts()).containsExactly("a 2", "b 1", "c 1");
  }
}
