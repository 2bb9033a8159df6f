package io.logboom.filters.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertFilterTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Event CREATE_USER = Samples.events().getFirst();

  @Test
  void theRuleSaysSeverityAndTitle() throws Exception {
    var first = Mark.of("users", Severity.MEDIUM, "{{actor}} did {{action}} to {{target}}");
    var event = Mark.of("all", Severity.LOW, "other").on(first.on(CREATE_USER));
    var alert = object("", event);
    assertThat(alert.get("rule").asString()).isEqualTo("users");
    assertThat(alert.get("rules").toString()).isEqualTo("[\"users\",\"all\"]");
    assertThat(alert.get("severity").asString()).isEqualTo("medium");
    assertThat(alert.get("title").asString())
        .isEqualTo("ana@example.com did CreateUser to mallory");
    assertThat(alert.get("text").asString()).contains("Severity: medium, rule: users, all\n");
  }

  @Test
  void aTitleThatIsNoTemplateIsTakenAsItIs() throws Exception {
    var context = Cases.context();
    try (var filter = Cases.filter(new AlertPlugin(), "", context)) {
      for (var title : List.of("{{nobody}} did it", "{{#actor}} did it", "braces {{")) {
        var event = Mark.of("rule", Severity.LOW, title).on(CREATE_USER);
        var alert = JSON.readTree(FilterRun.of(event, filter).texts().getFirst());
        assertThat(alert.get("title").asString()).isEqualTo(title);
      }
    }
    assertThat(context.count("bad-titles")).isEqualTo(2);
  }

  @Test
  void optionsSayWhatNoRuleSays() throws Exception {
    var options = "severity = high, title = \"{{action}} by {{actor}} ({{actor-type}})\"";
    var alert = object(options, CREATE_USER);
    assertThat(alert.get("title").asString())
        .isEqualTo("CreateUser by ana@example.com (AssumedRole)");
    assertThat(alert.get("severity").asString()).isEqualTo("high");
    assertThat(alert.get("rule").asString()).isEmpty();
    var marked = object(options, Mark.of("rule", Severity.LOW, "").on(CREATE_USER));
    assertThat(marked.get("severity").asString()).isEqualTo("low");
  }

  @ParameterizedTest
  @CsvSource({"'', json", "format = html, html"})
  void anAlertIsSigned(String options, String format) throws Exception {
    try (var filter = Cases.filter(new AlertPlugin(), options)) {
      var alert = FilterRun.of(CREATE_USER, filter).out().getFirst();
      assertThat(alert.origin().attributes()).containsEntry(Origin.ALERT, format);
    }
  }

  @Test
  void whatNoRuleMatchedMayBeDropped() throws Exception {
    try (var filter = Cases.filter(new AlertPlugin(), "unmarked = drop")) {
      var marked = Mark.of("rule", Severity.LOW, "").on(CREATE_USER);
      var run = FilterRun.of(List.of(CREATE_USER, marked), filter);
      assertThat(run.out()).hasSize(1);
      assertThat(run.dropped()).containsEntry("unmarked", 1);
    }
  }

  @Test
  void theObjectHasAllOfIt() throws Exception {
    var alert = object("", CREATE_USER);
    assertThat(alert.propertyNames())
        .containsExactly(
            "id",
            "time",
            "rule",
            "rules",
            "severity",
            "title",
            "key",
            "text",
            "html",
            "markdown",
            "details",
            "record");
    assertThat(alert.get("details").propertyNames())
        .containsExactly("what", "outcome", "who", "target", "where", "when", "parameters");
    assertThat(alert.at("/details/who/MFA").asString()).isEqualTo("no");
    assertThat(alert.get("record")).isEqualTo(JSON.readTree(Events.text(CREATE_USER)));
    assertThat(alert.get("time").asString()).isEqualTo("2026-11-05T03:04:01Z");
  }

  @Test
  void theRecordIsAsItWasSentAndAllInOneLine() throws Exception {
    var alert = text("", Events.of("{\"n\": 1.0e5,\n \"n\":\t\"\\u0041\"}"));
    assertThat(alert).endsWith(",\"record\":{\"n\":1.0e5,\"n\":\"\\u0041\"}}").doesNotContain("\n");
    assertThat(text("", Events.of("not \"JSON\"\u0000")))
        .endsWith(",\"record\":\"not \\\"JSON\\\"\\u0000\"}");
  }

  @Test
  void timeAndIdStayTheEvents() throws Exception {
    byte[] bytes = CREATE_USER.array();
    var event = CREATE_USER.identified(1_000, 5, 8);
    try (var filter = Cases.filter(new AlertPlugin(), "")) {
      var alert = FilterRun.of(event, filter).out().getFirst();
      assertThat(alert.time()).contains(Instant.ofEpochSecond(1));
      assertThat(alert.id()).contains(new String(bytes, 5, 3, UTF_8));
    }
  }

  @Test
  void theColumnsOfAQueryAreShown() throws Exception {
    var row = "{\"createdUser\":\"mallory\",\"count\":5,\"none\":null,\"b\":{\"c\":[1]}}";
    var event = CREATE_USER.with(CREATE_USER.origin().with("row", row));
    var alert = object("", event);
    assertThat(alert.at("/details/row").toString())
        .isEqualTo("{\"createdUser\":\"mallory\",\"count\":\"5\",\"b\":\"{\\\"c\\\":[1]}\"}");
    assertThat(alert.get("text").asString())
        .contains("\nrow\n  createdUser: mallory\n  count: 5\n");
    var strange = CREATE_USER.with(CREATE_USER.origin().with("row", "17 of 20"));
    assertThat(object("", strange).at("/details/row").isMissingNode()).isTrue();
  }

  @Test
  void aRowWithoutWordsIsCalledByItsRule() throws Exception {
    var row = Events.of("{\"bin(5m)\":\"2026-11-05T03:00:00Z\",\"count(*)\":17}");
    var alert = object("", Mark.of("failed-logins", Severity.HIGH, "").on(row));
    assertThat(alert.get("title").asString()).isEqualTo("Rule failed-logins matched");
    assertThat(alert.at("/details/fields/count(*)").asString()).isEqualTo("17");
    assertThat(alert.get("time").asString()).isEqualTo("2026-11-05T03:00:00Z");
  }

  @Test
  void aTitleIsOneLineOfBoundedLength() throws Exception {
    var event = Events.of("{\"message\":\"a\\r\\nBcc: b\\u2028c\\u0000" + "x".repeat(500) + "\"}");
    assertThat(object("", event).get("title").asString())
        .startsWith("a Bcc: b c\\u0000xxx")
        .hasSizeLessThanOrEqualTo(TitleTemplate.LONGEST);
    var titled = object("title = \"{{message}}{{message}}{{message}}\"", event);
    assertThat(titled.get("title").asString()).hasSize(TitleTemplate.LONGEST).endsWith("…");
  }

  @ParameterizedTest
  @EnumSource(AlertConfig.Format.class)
  void whateverTheSizeAMessageFits(AlertConfig.Format format) throws Exception {
    var big =
        new StringBuilder("{\"eventName\":\"Big\",\"eventSource\":\"x\",\"eventVersion\":\"1\"");
    big.append(",\"userAgent\":\"").append("😀é<&\\u202e".repeat(4_000)).append("\"");
    big.append(",\"requestParameters\":{");
    for (int i = 0; i < 1_000; i++) {
      big.append(i == 0 ? "" : ",")
          .append("\"p")
          .append(i)
          .append("\":\"")
          .append("é&\\\"".repeat(50));
      big.append("\"");
    }
    big.append("}}");
    var context = Cases.context();
    var options = "max-size = 16KiB, format = " + format.name().toLowerCase(java.util.Locale.ROOT);
    try (var filter = Cases.filter(new AlertPlugin(), options, context)) {
      var run = FilterRun.of(Events.of(big.toString()), filter);
      assertThat(run.rejected()).isEmpty();
      var message = run.texts().getFirst();
      for (var each :
          format == AlertConfig.Format.JSON ? texts(JSON.readTree(message)) : List.of(message)) {
        assertThat(each.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(16 << 10);
        assertThat(each).contains("too long and are shortened");
      }
      if (format == AlertConfig.Format.SLACK) {
        var slack = JSON.readTree(message);
        assertThat(slack.get("blocks").size()).isLessThanOrEqualTo(50);
        slack
            .findValuesAsString("text")
            .forEach(text -> assertThat(text).hasSizeLessThanOrEqualTo(3_000));
      }
      assertThat(message).isEqualTo(new String(message.getBytes(UTF_8), UTF_8));
    }
    assertThat(context.count("shortened")).isPositive();
  }

  private static List<String> texts(JsonNode alert) {
    return List.of(
        alert.get("text").asString(),
        alert.get("html").asString(),
        alert.get("markdown").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "console.amazonaws.com, console",
    "aws-cli/2.15.0 Python/3.11.6, CLI",
    "'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) aws-sdk-go-v2/1.30',"
        + " Terraform",
    "Boto3/1.34 md/Botocore#1.34, SDK for Python",
    "aws-sdk-java/2.41.22, SDK for Java",
    "'Mozilla/5.0 (X11; Linux x86_64)', browser",
    "cloudformation.amazonaws.com, AWS service",
    "my-program/1.0, ''",
  })
  void tellsWhatItWasDoneWith(String agent, String means) throws Exception {
    var tree = Events.of("{\"userAgent\":\"" + agent + "\"}").tree();
    assertThat(Means.of(Part.of(tree))).isEqualTo(means);
  }

  private static JsonNode object(String options, Event event) throws Exception {
    return JSON.readTree(text(options, event));
  }

  private static String text(String options, Event event) throws Exception {
    try (var filter = Cases.filter(new AlertPlugin(), options)) {
      var run = FilterRun.of(event, filter);
      assertThat(run.rejected()).isEmpty();
      return run.texts().getFirst();
    }
  }
}
