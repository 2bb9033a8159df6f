package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import io.logboom.spi.Event;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatternFilterTest {
  private static final String RULES =
      """
      rules {
        any { pattern = "{ $.a = * }", severity = low, title = "Any" }
        one { pattern = "{ $.a = 1 }", severity = critical, title = "One" }
        odd { pattern = "{ $.a = 1 || $.a = 3 }" }
      }
      """;

  @Test
  void whatNoRuleMatchesIsDroppedAndCounted() throws Exception {
    var run = run(RULES, "{\"b\":1}", "{\"a\":1}", "text");
    assertThat(run.texts()).containsExactly("{\"a\":1}");
    assertThat(run.dropped()).containsEntry("unmatched", 2).hasSize(1);
    assertThat(run.rejected()).isEmpty();
  }

  @Test
  void anEventComesOutOnceWithAllItsRules() throws Exception {
    var run = run(RULES, "{\"a\":1}", "{\"a\":3}", "{\"a\":2}");
    assertThat(run.out().stream().map(Mark::of).flatMap(Optional::stream))
        .containsExactly(
            new Mark("one", List.of("any", "one", "odd"), Severity.CRITICAL, "One"),
            new Mark("odd", List.of("any", "odd"), Severity.MEDIUM, ""),
            new Mark("any", List.of("any"), Severity.LOW, "Any"));
  }

  @Test
  void theOnlyRuleIsNamedAsTheFilter() throws Exception {
    var run = run("pattern = x, severity = info, title = t", "x");
    assertThat(Mark.of(run.out().getFirst())).contains(Mark.of("pattern", Severity.INFO, "t"));
  }

  @Test
  void filtersThatPassAddUp() throws Exception {
    try (var first =
            Cases.filter(new PatternPlugin(), "rules.f { pattern = a }, unmatched = pass");
        var second =
            Cases.filter(
                new PatternPlugin(),
                "rules.s { pattern = b, severity = high }, unmatched = pass")) {
      var events = List.of(Events.of("a"), Events.of("b"), Events.of("ab"), Events.of("c"));
      assertThat(FilterRun.of(events, first, second).out())
          .extracting(event -> Mark.of(event).map(Mark::rules).orElse(List.of()))
          .containsExactly(List.of("f"), List.of("s"), List.of("f", "s"), List.of());
    }
  }

  @Test
  void markedEventsOfOneOriginShareTheNewOne() throws Exception {
    var out = run(RULES, "{\"a\":1}", "{\"a\":1}", "{\"a\":2}", "{\"a\":1}").out();
    assertThat(out.get(0).origin()).isSameAs(out.get(1).origin());
    assertThat(out.get(2).origin()).isNotEqualTo(out.get(1).origin());
    assertThat(out.get(3).origin()).isEqualTo(out.get(0).origin());
  }

  @Test
  void rulesCountTheirMatches() throws Exception {
    var context = Cases.context();
    try (var filter = Cases.filter(new PatternPlugin(), RULES, context)) {
      FilterRun.of(events("{\"a\":1}", "{\"a\":2}", "{\"c\":2}", "no", "{no"), filter);
    }
    assertThat(context.count("matched.any")).isEqualTo(2);
    assertThat(context.count("matched.one")).isEqualTo(1);
    assertThat(context.count("not-json")).isEqualTo(2);
  }

  @Test
  void onlyRulesThatAskForFieldsMissJson() throws Exception {
    var context = Cases.context();
    try (var filter = Cases.filter(new PatternPlugin(), "pattern = a", context)) {
      FilterRun.of(events("a", "b"), filter);
    }
    assertThat(context.count("not-json")).isZero();
  }

  @Test
  void moreRulesThanBitsInAWord() throws Exception {
    var rules = new StringBuilder("rules {\n");
    for (int i = 0; i < 200; i++) {
      rules.append("r").append(i).append(" { pattern = \"{ $.a > ").append(i).append(" }\" }\n");
    }
    var out = run(rules.append("}").toString(), "{\"a\":130}", "{\"a\":0}").out();
    assertThat(out).hasSize(1);
    assertThat(Mark.of(out.getFirst()).orElseThrow().rules()).hasSize(130).contains("r129");
  }

  private static List<Event> events(String... texts) {
    return List.of(texts).stream().map(Events::of).toList();
  }

  private static FilterRun run(String options, String... texts) throws Exception {
    try (var filter = Cases.filter(new PatternPlugin(), options)) {
      return FilterRun.of(events(texts), filter);
    }
  }
}
