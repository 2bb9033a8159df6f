package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.EventTime;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes from elsewhere than the record; the cases beside show the rest. */
class SnareFilterTest {
  private static final String RECORD = "{\"eventTime\":\"2026-01-02T03:04:05Z\",\"eventID\":\"i\"}";

  @ParameterizedTest
  @CsvSource({
    "1767323045123, 2026-01-02T03:04:05.123Z",
    "1767323045120, 2026-01-02T03:04:05.12Z",
    "1767323045000, 2026-01-02T03:04:05Z",
    "soon, ''",
    "9223372036854775807, ''"
  })
  void cloudWatchsTimeIsAColumn(String millis, String expected) throws Exception {
    var origin = Events.ORIGIN.with(Origin.CLOUDWATCH_TIMESTAMP, millis);
    assertThat(row(Events.of(RECORD).with(origin), "CWLDATETIME")).isEqualTo(expected);
  }

  @Test
  void collectionIsWhenTheOriginWasReceived() throws Exception {
    try (var filter = Cases.filter(new SnarePlugin(), "zone = Asia/Kolkata")) {
      for (int i = 0; i < 100; i++) {
        var received = Instant.parse("2026-01-02T03:04:05Z").plusMillis(i % 40 * 250L);
        var origin = new Origin("in", "place", received, Map.of());
        var run = FilterRun.of(Events.of(RECORD).with(origin), filter);
        var row = SnareOracle.JSON.readTree(run.texts().getFirst());
        var fraction = i % 4 == 0 ? "" : "." + (i % 4 * 25 % 50 == 0 ? "5" : i % 4 * 25);
        assertThat(row.get("COLLECTIONDATETIME").asString())
            .isEqualTo("2026-01-02T08:34:%02d%s+05:30", 5 + i % 40 / 4, fraction);
      }
    }
  }

  @Test
  void theAgentsOwnZoneAndHostAreTheDefaults() throws Exception {
    var zoned = Events.ORIGIN.receivedAt().atZone(ZoneId.systemDefault());
    assertThat(row(Events.of(RECORD), "COLLECTIONDATETIME"))
        .isEqualTo(EventTime.rfc3339Nano(zoned.toInstant(), zoned.getZone()));
    try (var filter = Cases.filter(new SnarePlugin(), "format = snare")) {
      assertThat(FilterRun.of(Events.of(RECORD), filter).texts().getFirst())
          .startsWith(InetAddress.getLocalHost().getHostName() + "\tAWSCloudTrailLog\t1\tDATE=");
    }
  }

  @Test
  void anEventsOwnTimeStandsInForEventTime() throws Exception {
    var event =
        Events.of("{}").identified(Instant.parse("2026-01-02T03:05:00Z").toEpochMilli(), 0, 0);
    assertThat(row(event, "DATETIME")).isEqualTo("2026-01-02T03:05:00Z");
    assertThat(row(event, "TIME")).isEqualTo("03:05:00");
  }

  @Test
  void aTimeBeyondFourDigitsOfAYearIsNone() throws Exception {
    var event = Events.of("{}").identified(Long.MAX_VALUE / 2, 0, 0);
    try (var filter = Cases.filter(new SnarePlugin(), "")) {
      assertThat(FilterRun.of(event, filter).rejected())
          .hasToString("[event-time: the year has more than four digits]");
    }
  }

  @Test
  void theRowKeepsTimeIdAndOrigin() throws Exception {
    var in = Events.of(RECORD);
    int id = RECORD.indexOf("\"i\"") + 1 + in.offset();
    var out = apply(in.identified(1_000, id, id + 1));
    assertThat(out.time()).contains(Instant.ofEpochMilli(1_000));
    assertThat(out.id()).contains("i");
    assertThat(out.origin()).isSameAs(in.origin());
  }

  @Test
  void aLargeRecordMakesALargeRow() throws Exception {
    var text = "\\\"".repeat(2_000_000);
    var out = apply(Events.of(RECORD.replace("}", ",\"big\":\"" + text + "\"}")));
    var row = SnareOracle.JSON.readTree(Events.text(out));
    assertThat(row.get("SNAREDATAMAP").asString()).isEqualTo("{\"big\":\"" + text + "\"}");
  }

  private static Event apply(Event event) throws Exception {
    try (var filter = Cases.filter(new SnarePlugin(), "")) {
      return FilterRun.of(event, filter).out().getFirst();
    }
  }

  private static String row(Event event, String column) throws Exception {
    return SnareOracle.JSON.readTree(Events.text(apply(event))).get(column).asString();
  }
}
