package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The filter and a slow one that shares no code with it agree on every column. */
class SnareOracleTest {
  private static final ZoneId ZONE = ZoneId.of("Australia/Sydney");
  private final SnareOracle oracle = new SnareOracle(ZONE);

  @Test
  void agreesOnRandomRecords() throws Exception {
    long seed = Long.getLong("logboom.seed", 42);
    var records = new RandomRecords(seed);
    try (var filter = filter()) {
      for (int i = 0; i < 5_000; i++) {
        var record = records.next();
        var which = "record " + i + " of seed " + seed;
        var run = FilterRun.of(Events.of(record), filter);
        assertThat(run.rejected()).as(which + ": " + record).isEmpty();
        oracle.check(which, record, Events.ORIGIN.receivedAt(), run.texts().getFirst());
      }
    }
  }

  private static Filter filter() throws Exception {
    return Cases.filter(new SnarePlugin(), "zone = " + ZONE);
  }
}
