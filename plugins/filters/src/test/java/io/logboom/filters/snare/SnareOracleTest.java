package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
        compare(records.next(), filter, "record " + i + " of seed " + seed);
      }
    }
  }

  private static Filter filter() throws Exception {
    return Cases.filter(new SnarePlugin(), "zone = " + ZONE);
  }

  private void compare(String record, Filter filter, String which) {
    var run = FilterRun.of(Events.of(record), filter);
    assertThat(run.rejected()).as(which + ": " + record).isEmpty();
    var row = SnareOracle.JSON.readTree(run.texts().getFirst());
    var expected = oracle.row(record, Events.ORIGIN.receivedAt());
    assertThat(new ArrayList<>(row.propertyNames()))
        .as(which)
        .isEqualTo(new ArrayList<>(expected.keySet()));
    for (Map.Entry<String, Object> column : expected.entrySet()) {
      var found = row.get(column.getKey());
      if (!found.isString() || !agrees(column.getKey(), found.asString(), column.getValue())) {
        fail(
            "%s: %s is %s, but should be %s, in %s",
            which, column.getKey(), found, column.getValue(), record);
      }
    }
  }

  /** What a cut leaves of an object is no JSON any more; SnareCutTest looks at those. */
  private static boolean agrees(String column, String text, Object expected) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (expected instanceof JsonNode tree) {
      return (column.equals("USERAGENT") && length > 1020 && length <= 1024)
          || SnareOracle.JSON.readTree(text).equals(tree);
    }
    return text.equals(expected);
  }
}
