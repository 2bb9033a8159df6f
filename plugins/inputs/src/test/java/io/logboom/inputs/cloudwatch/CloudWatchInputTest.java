package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.spi.Event;
import io.logboom.spi.Glob;
import io.logboom.testkit.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/** What goes well. No emulator shows events late or in small pages: the answers are scripted. */
@Timeout(60)
final class CloudWatchInputTest {
  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void begin() {
    trial = new Trial(folder);
  }

  @AfterEach
  void end() throws IOException {
    trial.close();
  }

  @Test
  @DisplayName("an event says where it comes from, and is the message as it is")
  void origin() {
    trial.logs.put("/app/a", "stream", "{\"a\": \"ü€😀\"} ", 2, 0);
    trial.start().delivered("{\"a\": \"ü€😀\"} ");
    Event event = trial.events.getFirst();
    assertThat(Events.bytes(event))
        .isEqualTo("{\"a\": \"ü€😀\"} ".getBytes(StandardCharsets.UTF_8));
    String id = "%056d".formatted(1);
    assertThat(event.place()).isEqualTo("cloudwatch:/app/a:stream#" + id);
    long time = Instant.parse("2026-11-21T09:59:58Z").toEpochMilli();
    assertThat(event.origin().attributes())
        .containsOnly(
            Map.entry("aws.account", "111122223333"),
            Map.entry("aws.region", "us-east-1"),
            Map.entry("cloudwatch.group", "/app/a"),
            Map.entry("cloudwatch.stream", "stream"),
            Map.entry("cloudwatch.id", id),
            Map.entry("cloudwatch.timestamp", Long.toString(time)),
            Map.entry("cloudwatch.ingestion-time", Long.toString(time + 2000)));
    for (String name : event.origin().attributes().keySet()) {
      assertThat(event.origin().attributes().get(name))
          .isEqualTo(event.origin().with("more", "x").attributes().get(name));
    }
    assertThat(event.origin().attributes().get("s3.key")).isNull();
  }

  @Test
  @DisplayName("scripted: an event that shows up late, and earlier than others, is taken once")
  void lateArrival() {
    trial.logs.put("/app/a", "at once", 0, 0);
    trial.logs.put("/app/a", "four minutes late", 0, 240);
    trial.start().delivered("at once");
    trial.logs.pass(120);
    trial.logs.put("/app/a", "later", 0, 0);
    trial.delivered("at once", "later");
    trial.logs.pass(120);
    trial.delivered("at once", "later", "four minutes late").polled(5);
    trial.delivered("at once", "later", "four minutes late");
    assertThat(trial.context.count("late")).isEqualTo(1);
    assertThat(trial.context.count("seen-again")).isPositive();
  }

  @Test
  @DisplayName("scripted: late events of a busy log group, whose window is not read each time")
  void lateArrivalInABusyLogGroup() {
    trial.logs.pageSize = 5;
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add("event " + i);
      trial.logs.put("/app/a", "event " + i, i, 0);
    }
    trial.logs.put("/app/a", "late", 1, 200);
    trial.start().delivered(all);
    int before = trial.logs.requests().size();
    trial.polled(10);
    // Twenty pages a window: only what is new is asked for in between.
    assertThat(trial.logs.requests().size() - before).isLessThan(60);
    for (int i = 0; i < 20; i++) {
      trial.logs.pass(10);
      all.add("more " + i);
      trial.logs.put("/app/a", "more " + i, 0, 0);
      trial.delivered(all);
    }
    all.add("late");
    trial.delivered(all);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  @DisplayName("scripted: pages of all kinds: small, empty with a token, in no order")
  void paging(boolean empty, boolean unsorted) {
    trial.logs.pageSize = 3;
    trial.logs.emptyPages = empty;
    trial.logs.unsorted = unsorted;
    List<String> all = IntStream.range(0, 50).mapToObj(i -> "event " + i).toList();
    for (int i = 0; i < all.size(); i++) {
      trial.logs.put("/app/a", all.get(i), i * 7 % 50, 0);
    }
    trial.start().delivered(all).polled(3).delivered(all);
  }

  @Test
  @DisplayName("a restart takes up where the last run left off: nothing twice, nothing missed")
  void restart() throws Exception {
    trial.logs.put("/app/a", "one", 0, 0);
    trial.logs.put("/app/a", "late", 0, 200);
    trial.start().delivered("one");
    trial.stop();
    trial.logs.pass(200);
    trial.logs.put("/app/a", "two", 0, 0);
    trial.restart().delivered("late", "two");
    trial.restart().polled(5).delivered(List.of());
  }

  @Test
  @DisplayName("history is read piece by piece, however long, and nothing of it twice")
  void history() {
    trial.logs.pageSize = 10;
    List<String> all = IntStream.range(0, 600).mapToObj(i -> "event " + i).toList();
    for (int i = 0; i < all.size(); i++) {
      // Half of it within an hour a month ago, the rest over a year.
      long age = i < 300 ? 30 * 86_400 + i * 12L : i * 50_000L;
      trial.logs.put("/app/a", all.get(i), age, 0);
    }
    trial.start().delivered(all);
    assertThat(trial.logs.requests().size()).isLessThan(400);
  }

  @ParameterizedTest
  @CsvSource({
    "now, new",
    "30m, 'new,20m old'",
    "2026-11-21T09:00:00Z, 'new,20m old,50m old'",
    "beginning, 'new,20m old,50m old,20d old'"
  })
  @DisplayName("reading starts now, at the beginning, at a time, or so long ago")
  void start(String start, String expected) {
    trial.setup.start = start;
    trial.logs.put("/app/a", "20d old", 20 * 86_400, 0);
    trial.logs.put("/app/a", "50m old", 3000, 0);
    trial.logs.put("/app/a", "20m old", 1200, 0);
    trial.start().polled(1);
    trial.logs.put("/app/a", "new", 0, 0);
    trial.delivered(expected.split(","));
  }

  @Test
  @DisplayName(
      "a log group that appears later is read from when the input first ran, not from then")
  void appearsLater() throws Exception {
    trial.setup.start = "now";
    trial.logs.put("/app/a", "a", 0, 0);
    trial.start().delivered("a");
    trial.stop();
    trial.logs.pass(3600);
    trial.logs.put("/app/b", "before it was found", 600, 0);
    trial.restart().delivered("before it was found");
  }

  @Test
  @DisplayName("log groups come and go")
  void comeAndGo() {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.logs.put("/other", "not mine", 0, 0);
    trial.logs.put("/app/noise", "not wanted", 0, 0);
    trial.setup.exclude = List.of(Glob.of("/app/no*"));
    trial.start().delivered("a");
    trial.logs.put("/app/deep/b", "b", 0, 0);
    trial.delivered("a", "b").counted("log-groups-appeared", 2);
    trial.logs.delete("/app/deep/b");
    trial.counted("log-groups-vanished", 1);
    trial.logs.put("/app/a", "more", 0, 0);
    trial.delivered("a", "b", "more");
  }

  @Test
  @DisplayName("a name needs no looking up, and may be that of a log group yet to come")
  void named() {
    trial.setup.groups("/app/a", "/app/late");
    trial.logs.put("/app/a", "a", 0, 0);
    trial.start().delivered("a").counted("failed-not-found", 1);
    trial.logs.put("/app/late", "b", 0, 0);
    trial.delivered("a", "b");
    assertThat(trial.logs.describes()).isZero();
  }

  @Test
  @DisplayName("log groups of linked accounts are found by pattern, and read by their ARN")
  void linked() {
    String arn = "arn:aws:logs:us-east-1:" + FakeLogs.LINKED + ":log-group:/app/theirs";
    trial.logs.put("/app/mine", "mine", 0, 0);
    trial.logs.put(arn, "theirs", 0, 0);
    trial.setup.linkedAccounts = true;
    trial.start().delivered("mine", "theirs");
    assertThat(trial.events)
        .anySatisfy(
            event ->
                assertThat(event.origin().attributes())
                    .containsEntry("aws.account", FakeLogs.LINKED)
                    .containsEntry("cloudwatch.group", "/app/theirs"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/theirs:*", "/app/**"})
  @DisplayName("an ARN of another account is that account's alone")
  void otherAccount(String name) {
    String arn = "arn:aws:logs:us-east-1:" + FakeLogs.LINKED + ":log-group:";
    trial.logs.put("/app/mine", "mine", 0, 0);
    trial.logs.put(arn + "/app/theirs", "theirs", 0, 0);
    trial.setup.groups(arn + name);
    trial.start().delivered("theirs").polled(2).delivered("theirs");
  }

  @Test
  @DisplayName("the stream prefix and the filter pattern are CloudWatch's to heed")
  void passedThrough() {
    trial.setup.streamPrefix = Optional.of("wanted");
    trial.setup.filterPattern = Optional.of("{ $.a = 1 }");
    trial.logs.put("/app/a", "wanted-1", "yes", 0, 0);
    trial.logs.put("/app/a", "other", "no", 0, 0);
    trial.start().delivered("yes");
    assertThat(trial.logs.requests())
        .allSatisfy(
            request -> {
              assertThat(request.filterPattern()).isEqualTo("{ $.a = 1 }");
              assertThat(request.logStreamNamePrefix()).isEqualTo("wanted");
            });
  }

  @Test
  @DisplayName("a quiet log group that has grown is looked at before its turn")
  void grown() {
    trial.setup.quietInterval = Duration.ofHours(1);
    trial.setup.pollInterval = Duration.ofMinutes(30);
    trial.logs.create("/app/a");
    trial.start().counted("polls", 1);
    trial.logs.put("/app/a", "at last", 0, 0);
    trial.delivered("at last");
  }

  @Test
  @DisplayName("events stamped with a time to come are taken, once")
  void future() {
    trial.logs.put("/app/a", "from the future", -3600, 0);
    trial.start().delivered("from the future");
    trial.logs.pass(7200);
    trial.polled(4).delivered("from the future");
  }

  @Test
  @DisplayName("the lag is what it is at present")
  void lag() {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.start().delivered("a");
    await().atMost(Trial.PATIENCE).until(() -> trial.context.gauged("remembered-bytes") > 0);
    trial.logs.script =
        request -> {
          if (request instanceof FilterLogEventsRequest) {
            throw FakeLogs.error(400, "AccessDeniedException");
          }
        };
    trial.logs.pass(900);
    await().atMost(Trial.PATIENCE).until(() -> trial.context.gauged("lag-seconds") >= 890);
    trial.logs.script = _ -> {};
    await().atMost(Trial.PATIENCE).until(() -> trial.context.gauged("lag-seconds") < 10);
    assertThat(trial.context.gauged("log-groups")).isOne();
  }

  @Test
  @DisplayName("check asks for each entry, and says which one cannot be read")
  void check() throws Exception {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.setup.groups("/app/**", "/nobody/**");
    trial.input().check();
    assertThat(trial.logs.requests()).singleElement().returns(1, request -> request.limit());
    trial.setup.groups("/app/a", "/app/missing");
    assertThatThrownBy(() -> trial.input().check())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/app/missing: not-found: ResourceNotFoundException");
  }
}
