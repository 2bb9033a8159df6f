package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.filters.Mark;
import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.StatefulFilter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.StatefulRun;
import io.logboom.testkit.TestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows, late events, limits, restarts. The clock stands at {@link TestContext#NOW}. */
class StatsTest {
  private static final Instant NOW = TestContext.NOW;
  private final TestContext context = Cases.context();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          stats count(*) by bin(5m) ; {"bin(5m)":"2026-11-21T09:00:00.000Z","count(*)":3}
          stats count(*) as n, sum(b) as bytes by user ; {"@window":"2026-11-21T09:00:00.000Z","user":"ann","n":2,"bytes":30} {"@window":"2026-11-21T09:00:00.000Z","user":"bob","n":1,"bytes":5}
          filter b > 5 | stats max(b) - min(b) as range by datefloor(@timestamp, 1h) ; {"datefloor(@timestamp, 1h)":"2026-11-21T09:00:00.000Z","range":10}
          stats avg(b) by bin(5m) | filter `avg(b)` > 100 ;
          stats count(*) as n by user, bin(5m) | fields n * 2 as twice | display user, twice ; {"user":"ann","twice":4} {"user":"bob","twice":2}
          stats count(*) as n by toupper(user) as u | limit 1 ; {"@window":"2026-11-21T09:00:00.000Z","u":"ANN","n":2}
          stats count(nothing), sum(nothing), count_distinct(user), pct(b, 50), latest(user) by bin(5m) ; {"bin(5m)":"2026-11-21T09:00:00.000Z","count(nothing)":0,"count_distinct(user)":2,"pct(b, 50)":10,"latest(user)":"ann"}
          """)
  void rowsOf(String query, String rows) throws Exception {
    var run = StatefulRun.start(filter(query, StatsTest::usual));
    run.apply(
        List.of(
            event("09:00:00", "{\"user\":\"ann\",\"b\":10}"),
            event("09:01:00", "{\"user\":\"bob\",\"b\":5}"),
            event("09:04:59.999", "{\"user\":\"ann\",\"b\":20}")));
    var expected = rows == null ? new String[0] : rows.split(" (?=\\{)");
    var texts = run.last(NOW).texts().stream().sorted().map(StatsTest::rounded).toList();
    assertThat(texts).containsExactly(Arrays.stream(expected).sorted().toArray(String[]::new));
  }

  /** A percentile is off by half a percent. */
  private static String rounded(String row) {
    return row.replaceAll("(\"pct[^:]*\":)9\\.9\\d+|(\"pct[^:]*\":)10\\.0\\d+", "$1$210");
  }

  @Test
  void aWindowIsGivenOutOnceEventsAreBeyondItsGrace() throws Exception {
    var run = StatefulRun.start(filter("stats count(*) as n by bin(5m)", StatsTest::usual));
    run.apply(List.of(event("09:04:00", "{}"), event("09:05:59", "{}")));
    assertThat(run.due(NOW).texts()).isEmpty();
    assertThat(run.apply(List.of(event("09:03:00", "{}"))).dropped()).containsEntry("counted", 1);
    run.apply(List.of(event("09:06:00", "{}")));
    assertThat(run.due(NOW).texts())
        .containsExactly("{\"bin(5m)\":\"2026-11-21T09:00:00.000Z\",\"n\":2}");
    assertThat(run.apply(List.of(event("09:04:59", "{}"))).dropped()).containsEntry("late", 1);
    assertThat(run.due(NOW).texts()).isEmpty();
    assertThat(run.last(NOW).texts())
        .containsExactly("{\"bin(5m)\":\"2026-11-21T09:05:00.000Z\",\"n\":2}");
  }

  /** On a quiet stream the clock says so; what comes after all adds to it in a row of its own. */
  @Test
  void aQuietStreamGoesByTheClock() throws Exception {
    var run = StatefulRun.start(filter("stats count(*) as n by bin(5m)", StatsTest::usual));
    run.apply(List.of(event("09:59:00", "{}")));
    assertThat(run.due(NOW.plusSeconds(59)).texts()).isEmpty();
    assertThat(run.due(NOW.plusSeconds(60)).texts()).hasSize(1);
    run.apply(List.of(event("09:59:30", "{}")));
    assertThat(run.due(NOW.plusSeconds(61)).texts())
        .containsExactly("{\"bin(5m)\":\"2026-11-21T09:55:00.000Z\",\"n\":1}");
  }

  /** A clock that is ahead does not make the others late. */
  @Test
  void anEventFromTheFutureMakesNobodyLate() throws Exception {
    var run = StatefulRun.start(filter("stats count(*) as n by bin(5m)", StatsTest::usual));
    run.apply(List.of(event("23:00:00", "{}")));
    assertThat(run.apply(List.of(event("09:59:00", "{}"))).dropped()).containsEntry("counted", 1);
  }

  @Test
  void rowsAreMarkedAndHaveTheirTime() throws Exception {
    var run = StatefulRun.start(filter("stats count(*) by bin(5m)", StatsTest::usual));
    run.apply(List.of(event("09:04:00", "{}")));
    var row = run.last(NOW).out().getFirst();
    assertThat(row.time()).contains(Instant.parse("2026-11-21T09:00:00Z"));
    assertThat(Mark.of(row)).get().extracting(Mark::rule).isEqualTo("insights");
  }

  /** Limits and dedup behind stats are about the rows of one window. */
  @Test
  void aLimitBehindStatsIsForEachWindow() throws Exception {
    var run =
        StatefulRun.start(
            filter("stats count(*) as n by bin(5m), u | dedup n | limit 1", StatsTest::usual));
    for (var time : new String[] {"09:01:00", "09:06:00", "09:11:00"}) {
      run.apply(List.of(event(time, "{\"u\":1}"), event(time, "{\"u\":2}")));
    }
    assertThat(run.last(NOW).texts()).hasSize(3);
  }

  @Test
  void aSecondStatsIsRefused() {
    assertThatThrownBy(() -> Query.of("stats count(*) as n by bin(5m) | stats max(n)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only one stats")
        .hasMessageContaining("character 34");
  }

  /** A million different keys in little memory: all are counted, and what was given up is told. */
  @Test
  void aMillionGroupsShareWhatThereIs() throws Exception {
    var filter =
        filter(
            "stats count(*) as n, count_distinct(id) as d by id",
            _ -> limits(1_000, new DataSize(64 << 20)));
    var run = StatefulRun.start(filter);
    var time = NOW.minusSeconds(1);
    for (int i = 0; i < 1_000_000; i += 1_000) {
      var events = new ArrayList<Event>();
      for (int j = i; j < i + 1_000; j++) {
        events.add(event(time, "{\"id\":" + j + "}"));
      }
      run.apply(events);
    }
    run.save();
    assertThat(run.entries()).isEqualTo(1_001);
    assertThat(context.gauged("groups.insights")).isEqualTo(1_000);
    assertThat(context.gauged("group-bytes.insights")).isLessThan(1 << 20);
    assertThat(context.counts()).containsEntry("remaining-events", 999_000L);
    var rows = run.last(NOW).texts();
    assertThat(rows).hasSize(1_001);
    var remaining = rows.stream().filter(row -> row.contains("\"@remaining\":1")).toList();
    assertThat(remaining).hasSize(1);
    assertThat(remaining.getFirst()).contains("\"n\":999000,");
    assertThat(context.gauged("group-bytes.insights")).isZero();
  }

  /** However large keys and values are, no more memory is taken than is given. */
  @Test
  void memoryIsBoundedWhateverTheKeysHold() throws Exception {
    var filter =
        filter(
            "stats count_distinct(v) as d, pct(v, 90), sortsLast(k) by k",
            _ -> limits(1_000_000, new DataSize(4 << 20)));
    var run = StatefulRun.start(filter);
    var random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      var key = "k".repeat(random.nextInt(3_000)) + i % 5_000;
      run.apply(
          List.of(event(NOW, "{\"k\":\"" + key + "\",\"v\":" + random.nextInt(1 << 20) + "}")));
    }
    assertThat(context.gauged("group-bytes.insights")).isBetween(3L << 20, (4L << 20) + 10_000);
    assertThat(context.counts().get("remaining-events")).isPositive();
    assertThat(run.last(NOW).texts()).anyMatch(row -> row.contains("\"@remaining\":1"));
    assertThat(context.gauged("group-bytes.insights")).isZero();
  }

  /** There are no more windows than is good, whatever times events claim. */
  @Test
  void windowsAreBounded() throws Exception {
    var run = StatefulRun.start(filter("stats count(*) by bin(1s)", StatsTest::usual));
    var dropped = new TreeMap<String, Integer>();
    for (int i = 0; i < 10_010; i++) {
      run.apply(List.of(event(NOW.plusSeconds(i), "{}")))
          .dropped()
          .forEach((reason, count) -> dropped.merge(reason, count, Integer::sum));
    }
    assertThat(dropped).isEqualTo(Map.of("counted", 10_000, "too-many-windows", 10));
  }

  /** Rows add up to a model's, with saves and restarts at random. */
  @Test
  void rowsAreThoseOfAModelHoweverOftenItIsRestarted() throws Exception {
    for (int seed = 1; seed <= 30; seed++) {
      var random = new Random(seed);
      var query = "stats count(*) as n, sum(b) as s by user, bin(1m)";
      var run = StatefulRun.start(filter(query, StatsTest::usual));
      var expected = new TreeMap<String, long[]>();
      var rows = new TreeMap<String, long[]>();
      var time = NOW.minus(Duration.ofHours(1));
      for (int step = 0; step < 300; step++) {
        time = time.plusMillis(random.nextInt(3_000));
        int user = random.nextInt(5);
        int bytes = random.nextInt(1_000);
        run.apply(List.of(event(time, "{\"user\":" + user + ",\"b\":" + bytes + "}")));
        var window = Instant.ofEpochSecond(time.getEpochSecond() / 60 * 60);
        add(expected, window + " " + user, 1, bytes);
        switch (random.nextInt(10)) {
          case 0 -> run.save();
          case 1 -> {
            collect(run.due(NOW).texts(), rows);
            run.save();
          }
          case 2 -> {
            run.save();
            run = run.restart(filter(query, StatsTest::usual));
            assertThat(run.setAside()).isZero();
          }
          default -> {}
        }
      }
      collect(run.last(NOW).texts(), rows);
      assertThat(rows.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
      rows.forEach((key, values) -> assertThat(values).as(key).isEqualTo(expected.get(key)));
    }
  }

  private static void collect(List<String> texts, Map<String, long[]> rows) {
    for (var text : texts) {
      var parts =
          text.replaceAll(
                  "\\{\"user\":(\\d+),\"bin\\(1m\\)\":\"([^\"]+)\\.000Z\",\"n\":(\\d+),\"s\":(\\d+)\\}",
                  "$2Z $1 $3 $4")
              .split(" ", -1);
      add(rows, parts[0] + " " + parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }
  }

  private static void add(Map<String, long[]> to, String key, long count, long sum) {
    to.merge(key, new long[] {count, sum}, (a, b) -> new long[] {a[0] + b[0], a[1] + b[1]});
  }

  /** What was remembered of another query does not mix with this one. */
  @Test
  void stateOfAnotherQueryIsNotTakenBack() throws Exception {
    var run = StatefulRun.start(filter("stats count(*) as n by bin(5m)", StatsTest::usual));
    run.apply(List.of(event("09:04:00", "{}")));
    run.save();
    assertThat(run.restart(filter("stats count(*) as m by bin(5m)", StatsTest::usual)).setAside())
        .isEqualTo(1);
    assertThat(run.restart(filter("stats count(*) as n by bin(5m)", StatsTest::usual)).setAside())
        .isZero();
  }

  private static StatsConfig usual(StatsConfig config) {
    return config;
  }

  private static StatsConfig limits(int groups, DataSize memory) {
    return new StatsConfig(Duration.ofMinutes(1), Duration.ofMinutes(5), groups, memory);
  }

  private StatefulFilter filter(String query, java.util.function.UnaryOperator<StatsConfig> stats) {
    var config =
        new InsightsConfig(
            Optional.of(Query.of(query)),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            InsightsConfig.Unmatched.DROP,
            InsightsConfig.Emit.ROW,
            1_000,
            stats.apply(Rows.STATS));
    return (StatefulFilter) new InsightsPlugin().create(config, context);
  }

  private static Event event(String time, String text) {
    return event(Instant.parse("2026-11-21T" + time + "Z"), text);
  }

  static Event event(Instant time, String text) {
    return Events.of(text).identified(time.toEpochMilli(), 0, 0);
  }
}
