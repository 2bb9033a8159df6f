package io.logboom.outputs.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Event;
import io.logboom.testkit.Events;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageTest {

  private static String record(Event event) {
    return StandardCharsets.UTF_8.decode(Message.of(event).record().duplicate()).toString();
  }

  @Test
  void anAlertSaysWhatItsFieldsSay() {
    var message =
        Message.of(
            Alerts.of(
                "{\"title\":\"T\",\"text\":\"a\\nb\",\"html\":\"<p>\",\"record\":{\"x\": 1.0}}"));
    assertThat(message.title()).contains("T");
    assertThat(message.text()).isEqualTo("a\nb");
    assertThat(message.html()).contains("<p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":\"T\",\"text\":\"x\",\"record\":{\"x\" : 1.0}} | {\"x\" : 1.0}",
        "{\"title\":\"T\",\"text\":\"x\",\"record\":\"a\\tb\"} | 'a\tb'",
        "{\"title\":\"T\",\"text\":\"x\",\"record\":null} | ''",
        "{\"title\":\"T\",\"text\":\"x\"} | {\"title\":\"T\",\"text\":\"x\"}",
        "{\"title\":\"T\",\"text\":1} | {\"title\":\"T\",\"text\":1}",
      })
  void theRecordIsWhatTheAlertIsAbout(String event, String record) {
    assertThat(record(Alerts.of(event))).isEqualTo(record);
  }

  /** Or anybody could send people mail with HTML of their own. */
  @Test
  void whatOnlyHasItsShapeIsNoAlert() {
    var event = Events.of("{\"title\":\"T\",\"text\":\"x\",\"html\":\"<a href='//x'>x</a>\"}");
    var message = Message.of(event);
    assertThat(message.title()).isEmpty();
    assertThat(message.html()).isEmpty();
    assertThat(message.text()).isEqualTo(Events.text(event));
  }

  @Test
  void whatIsNoAlertSaysItself() {
    for (var event : Events.hostile()) {
      var message = Message.of(event);
      assertThat(message.title()).isEmpty();
      assertThat(message.html()).isEmpty();
      assertThat(message.text()).isEqualTo(Events.text(event));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{severity}] {a.b} {c} {d} {e} {f}. | [high] x 12 true .",
        "{nothing} | Event from test"
      })
  void aTemplateTakesFieldsOfTheEventAndOfItsOrigin(String template, String line) {
    byte[] json =
        "{\"a\":{\"b\":\"x\"},\"c\":12,\"d\":true,\"e\":null,\"f\":[1]}"
            .getBytes(StandardCharsets.UTF_8);
    var event = Events.of(json, Events.ORIGIN.with("severity", "high"), 0);
    assertThat(Template.of(template).fill(event, 100)).isEqualTo(line);
  }

  @Test
  void aLineIsOneLine() {
    assertThat(Line.of(" a\r\n\tb\u2028c\u0085 \u00a0d\0 ", 100)).isEqualTo("a b c d");
    assertThat(Line.of("a\u202Eb\u200Fc\u2066d\uFEFF", 100)).isEqualTo("abcd");
    assertThat(Line.of("a\uD800b", 100)).isEqualTo("a\uFFFDb");
    assertThat(Line.of("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(Line.of("😀😀😀😀", 3)).isEqualTo("😀😀…");
    assertThat(Line.of("ab cd", 4)).isEqualTo("ab…");
    assertThat(Line.of("\n", 4)).isEmpty();
  }
}
