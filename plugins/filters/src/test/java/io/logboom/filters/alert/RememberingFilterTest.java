package io.logboom.filters.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.spi.StatefulFilter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.StatefulRun;
import io.logboom.testkit.TestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RememberingFilterTest {
  private static final Instant NOW = TestContext.NOW;
  private static final Instant OVER = NOW.plus(Duration.ofMinutes(10));
  private static final String GROUPED =
      "group { by = [actor, action], within = 10m, examples = 2 }";
  private static final String DEDUPED = "dedupe.within = 1h";

  private final TestContext context = Cases.context();

  @Test
  void theFirstGoesAtOnceAndThenACount() throws Exception {
    var run = StatefulRun.start(filter(GROUPED));
    var first = run.apply(List.of(event("alice", "CreateUser", 1), event("bob", "CreateUser", 2)));
    assertThat(first.out()).isEmpty();
    assertThat(titles(run, NOW))
        .containsExactly("alice created the IAM user mallory", "bob created the IAM user mallory");
    var more =
        run.apply(IntStream.range(3, 8).mapToObj(i -> event("alice", "CreateUser", i)).toList());
    assertThat(more.dropped()).containsEntry("grouped", 5);
    assertThat(context.gauged("open-groups")).isEqualTo(2);
    assertThat(titles(run, OVER.minusSeconds(1))).isEmpty();
    var closing = objects(run, OVER);
    assertThat(closing).hasSize(1);
    var message = closing.getFirst();
    assertThat(message.get("title").asString())
        .isEqualTo("5 more like this: alice created the IAM user mallory");
    assertThat(message.at("/details/what").toString())
        .isEqualTo("{\"action\":\"CreateUser\",\"actor\":\"alice\"}");
    assertThat(message.at("/details/more").toString())
        .isEqualTo(
            "{\"alerts\":\"5\",\"first\":\"2026-11-05 03:00:03 UTC\","
                + "\"last\":\"2026-11-05 03:00:07 UTC\"}");
    assertThat(message.at("/details/examples").size()).isEqualTo(2);
    assertThat(message.get("record").isNull()).isTrue();
    assertThat(message.get("key").asString()).isEqualTo("id-1");
    assertThat(context.gauged("open-groups")).isZero();
    run.apply(List.of(event("alice", "CreateUser", 9)));
    assertThat(titles(run, OVER)).containsExactly("alice created the IAM user mallory");
  }

  @Test
  void theGravestOfAGroupCounts() throws Exception {
    var run = StatefulRun.start(filter(GROUPED));
    run.apply(
        List.of(
            Mark.of("a", Severity.LOW, "").on(event("alice", "CreateUser", 1)),
            Mark.of("b", Severity.HIGH, "").on(event("alice", "CreateUser", 2)),
            Mark.of("c", Severity.MEDIUM, "").on(event("alice", "CreateUser", 3))));
    run.due(NOW);
    var closing = run.due(OVER).out().getFirst();
    assertThat(Mark.of(closing).orElseThrow())
        .isEqualTo(new Mark("b", List.of("a", "b", "c"), Severity.HIGH, ""));
    assertThat(closing.time()).contains(Instant.parse("2026-11-05T03:00:03Z"));
    assertThat(closing.origin().attributes()).containsEntry(Origin.ALERT, "json");
    assertThat(closing.id().orElseThrow()).startsWith("more-id-1-");
  }

  @Test
  void anEventThatComesTwiceIsToldOnce() throws Exception {
    var run = StatefulRun.start(filter(DEDUPED));
    var event = event("alice", "CreateUser", 1);
    var other = Mark.of("rule", Severity.LOW, "").on(event);
    var plain = Events.of("a line without an id");
    var first = run.apply(List.of(event, event, other, other, plain, plain));
    assertThat(first.dropped()).containsExactly(Map.entry("duplicate", 2));
    assertThat(titles(run, NOW)).hasSize(4);
    assertThat(run.apply(List.of(event)).dropped()).containsEntry("duplicate", 1);
    assertThat(context.gauged("known-ids")).isEqualTo(2);
    run.due(NOW.plus(Duration.ofHours(1)));
    assertThat(context.gauged("known-ids")).isZero();
  }

  @Test
  void timeAndIdStayTheEvents() throws Exception {
    var run = StatefulRun.start(filter(DEDUPED));
    run.apply(List.of(event("alice", "CreateUser", 1)));
    var alert = run.due(NOW).out().getFirst();
    assertThat(alert.id()).contains("id-1");
    assertThat(alert.time()).contains(Instant.parse("2026-11-05T03:00:01Z"));
    assertThat(alert.place()).isEqualTo("test.jsonl");
    assertThat(alert.origin().attributes()).containsEntry(Origin.ALERT, "json");
  }

  @Test
  void nothingIsKnownBeforeItIsSaid() throws Exception {
    var events = List.of(event("alice", "CreateUser", 1), event("alice", "CreateUser", 2));
    for (var options : List.of(DEDUPED, GROUPED, DEDUPED + "\n" + GROUPED)) {
      // Saved before anybody asked what is due: what is known and what is to be said go together.
      var run = StatefulRun.start(filter(options));
      run.apply(events);
      run.save();
      var restarted = run.restart(filter(options));
      assertThat(titles(restarted, NOW)).contains("alice created the IAM user mallory");
      // Never saved: then nothing is known either.
      var forgetful = StatefulRun.start(filter(options));
      forgetful.apply(events);
      forgetful.due(NOW);
      var again = forgetful.restart(filter(options));
      again.apply(events);
      assertThat(titles(again, NOW)).contains("alice created the IAM user mallory");
      // Said, then saved: it is not said again.
      run.due(NOW);
      run.save();
      assertThat(titles(run.restart(filter(options)), NOW)).isEmpty();
    }
  }

  @Test
  void groupsAndIdsOutliveTheAgent() throws Exception {
    var options = DEDUPED + "\n" + GROUPED;
    var run = StatefulRun.start(filter(options));
    run.apply(List.of(event("alice", "CreateUser", 1), event("alice", "CreateUser", 2)));
    run.due(NOW);
    run.save();
    run = run.restart(filter(options));
    assertThat(run.setAside()).isZero();
    var again =
        run.apply(List.of(event("alice", "CreateUser", 1), event("alice", "CreateUser", 3)));
    assertThat(again.dropped()).containsEntry("duplicate", 1).containsEntry("grouped", 1);
    assertThat(titles(run, OVER))
        .containsExactly("2 more like this: alice created the IAM user mallory");
    run.save();
    assertThat(run.entries()).as("two ids for an hour").isEqualTo(3);
    run.due(NOW.plus(Duration.ofHours(2)));
    run.save();
    assertThat(run.entries()).isZero();
  }

  @Test
  void groupsAreBounded() throws Exception {
    var run = StatefulRun.start(filter("group { by = [actor], most = 3 }"));
    run.apply(IntStream.range(0, 10).mapToObj(i -> event("user-" + i, "CreateUser", i)).toList());
    run.apply(IntStream.range(0, 10).mapToObj(i -> event("user-" + i, "CreateUser", i)).toList());
    assertThat(titles(run, NOW)).hasSize(17);
    assertThat(context.gauged("open-groups")).isEqualTo(3);
    assertThat(context.count("ungrouped")).isEqualTo(14);
  }

  @Test
  void idsAreBounded() throws Exception {
    var run = StatefulRun.start(filter("dedupe { within = 1h, most = 5 }"));
    run.apply(IntStream.range(0, 20).mapToObj(i -> event("alice", "CreateUser", i)).toList());
    assertThat(context.gauged("known-ids")).isEqualTo(5);
    assertThat(context.count("forgotten")).isEqualTo(15);
    assertThat(run.apply(List.of(event("alice", "CreateUser", 19))).dropped())
        .containsEntry("duplicate", 1);
    run.save();
    assertThat(run.restart(filter("dedupe { within = 1h, most = 5 }")).setAside()).isZero();
  }

  @Test
  void aGroupIsSmallHoweverManyItCounts() throws Exception {
    var run = StatefulRun.start(filter(GROUPED));
    for (int i = 0; i < 200; i++) {
      var rule = Mark.of("rule-" + i, Severity.LOW, "t".repeat(1_000));
      run.apply(List.of(rule.on(event("a".repeat(10_000), "CreateUser", i))));
    }
    run.due(NOW);
    run.save();
    assertThat(run.bytes()).isLessThan(10_000);
  }

  @Test
  void whenNothingFollowsAllIsSaid() throws Exception {
    var run = StatefulRun.start(filter(GROUPED));
    run.apply(List.of(event("alice", "CreateUser", 1), event("alice", "CreateUser", 2)));
    assertThat(run.last(NOW).out()).hasSize(2);
    assertThat(run.last(NOW).out()).isEmpty();
  }

  @Test
  void whatNoRuleMatchedMayBeDropped() throws Exception {
    var run = StatefulRun.start(filter("unmarked = drop\n" + GROUPED));
    assertThat(run.apply(List.of(event("alice", "CreateUser", 1))).dropped())
        .containsEntry("unmarked", 1);
    assertThat(run.due(NOW).out()).isEmpty();
  }

  private StatefulFilter filter(String options) throws Exception {
    return (StatefulFilter) Cases.filter(new AlertPlugin(), options, context);
  }

  private static List<String> titles(StatefulRun run, Instant now) {
    return objects(run, now).stream().map(alert -> alert.get("title").asString()).toList();
  }

  private static List<JsonNode> objects(StatefulRun run, Instant now) {
    return run.due(now).texts().stream().map(JsonMapper.shared()::readTree).toList();
  }

  private static Event event(String actor, String action, int second) {
    return Events.of(
        """
        {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"%s"},\
        "eventTime":"2026-11-05T03:00:%02dZ","eventSource":"iam.amazonaws.com","eventName":"%s",\
        "requestParameters":{"userName":"mallory"},"eventID":"id-%d"}\
        """
            .formatted(actor, second % 60, action, second));
  }
}
