package io.logboom.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.testkit.Events;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkTest {

  @Test
  void anEventThatNoRuleMatchedHasNoMark() {
    assertThat(Mark.of(Events.of("{}"))).isEmpty();
  }

  @Test
  void aMarkStandsInTheOriginAndLeavesTheBytesAlone() {
    var event = Events.of("{\"a\":1}");
    var marked = Mark.of("root-use", Severity.CRITICAL, "Root was used").on(event);
    assertThat(marked.origin().attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rule", "root-use",
                "rules", "root-use",
                "severity", "critical",
                "title", "Root was used"));
    assertThat(Events.text(marked)).isEqualTo("{\"a\":1}");
    assertThat(marked.array()).isSameAs(event.array());
    assertThat(event.origin().attributes()).isEmpty();
    assertThat(Mark.of(marked)).contains(Mark.of("root-use", Severity.CRITICAL, "Root was used"));
  }

  @Test
  void marksAddUpAndTheGravestRuleIsFirst() {
    var event = Events.of("{}");
    event = Mark.of("a", Severity.LOW, "A").on(event);
    event = Mark.of("b", Severity.HIGH, "B").on(event);
    event = Mark.of("c", Severity.HIGH, "C").on(event);
    event = Mark.of("d", Severity.INFO, "D").on(event);
    assertThat(Mark.of(event))
        .contains(new Mark("b", List.of("a", "b", "c", "d"), Severity.HIGH, "B"));
    assertThat(event.origin().attributes()).containsEntry("rules", "a,b,c,d");
  }

  @Test
  void aRuleThatMatchesTwiceIsNamedOnce() {
    var once = Mark.of("a", Severity.LOW, "");
    assertThat(once.and(once).rules()).containsExactly("a");
  }

  @Test
  void theTitleIsTheGravestRulesOwnAlsoWhenItHasNone() {
    var event = Mark.of("a", Severity.LOW, "A").on(Events.of("{}"));
    event = Mark.of("b", Severity.HIGH, "").on(event);
    assertThat(event.origin().attributes()).doesNotContainKey("title");
    assertThat(Mark.of(event).orElseThrow().title()).isEmpty();
  }

  @Test
  void otherAttributesStay() {
    var origin = Events.ORIGIN.with("aws.region", "us-east-1");
    var event = Events.of("{}").with(origin);
    var marked = Mark.of("a", Severity.LOW, "A").on(event);
    assertThat(marked.origin().attributes()).containsEntry("aws.region", "us-east-1");
    assertThat(marked.origin().place()).isEqualTo(origin.place());
  }

  @Test
  void titlesAreOneLineWithoutControlCharacters() {
    assertThat(Mark.of("a", Severity.LOW, "one\r\ntwo\u0000\u0085\u2028three").title())
        .isEqualTo("one  two   three");
  }

  @Test
  void namesThatWouldBreakTheListAreRefused() {
    for (var name : List.of("", " ", "a,b", " a", "a ", "a\nb", "a\u0000")) {
      assertThatThrownBy(() -> Mark.of(name, Severity.LOW, ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be a rule's name");
    }
  }

  @Test
  void attributesThatAreNoMarkAreNone() {
    var marked = Mark.of("a", Severity.LOW, "").on(Events.of("{}"));
    for (var broken :
        List.of(
            Map.of("rule", "b"),
            Map.of("rules", "b,c"),
            Map.of("rules", "a,,"),
            Map.of("severity", "LOW"),
            Map.of("severity", ""))) {
      var origin = marked.origin();
      for (var entry : broken.entrySet()) {
        origin = origin.with(entry.getKey(), entry.getValue());
      }
      assertThat(Mark.of(marked.with(origin))).as("%s", broken).isEmpty();
    }
    assertThat(Mark.of(Events.of("{}").with(Events.ORIGIN.with("rule", "x")))).isEmpty();
  }

  @Test
  void severitiesHaveWordsAndAnOrder() {
    assertThat(Severity.of("critical")).contains(Severity.CRITICAL);
    assertThat(Severity.of("CRITICAL")).isEmpty();
    assertThat(Severity.HIGH).isGreaterThan(Severity.MEDIUM);
    for (var severity : Severity.values()) {
      assertThat(Severity.of(severity.word())).contains(severity);
    }
  }
}
