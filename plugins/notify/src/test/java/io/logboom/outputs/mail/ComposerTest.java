package io.logboom.outputs.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.outputs.message.Alerts;
import io.logboom.outputs.message.Line;
import io.logboom.outputs.message.Template;
import io.logboom.spi.Event;
import io.logboom.testkit.Events;
import io.logboom.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class ComposerTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static Composer composer(String subject, boolean attach) {
    return new Composer(
        new Addresses(
            Mailbox.of("Sécurité <alerts@example.com>"),
            List.of(Mailbox.of("soc@example.com"), Mailbox.of("\"Call, On\" <call@example.com>")),
            List.of(),
            List.of(Mailbox.of("secret@example.com")),
            List.of(Mailbox.of("answers@example.com"))),
        Template.of(subject),
        attach,
        new TestContext(Path.of("unused")).clock());
  }

  private static String alert(String title, String text, String html) {
    var json = JSON.createObjectNode();
    json.put("id", "e-1").put("title", title).put("text", text).put("html", html);
    json.putObject("record").put("eventID", "e-1");
    return json.toString();
  }

  private static String mail(Composer composer, Event event) {
    return new String(composer.compose(event), StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesAnAlert() {
    var event = Alerts.of(alert("Root in München", "who: rööt\n.\nFrom me", "<p>rööt</p>"));
    byte[] bytes = composer("{title}", true).compose(event);
    var mail = Received.of(bytes);
    assertThat(mail.headers())
        .startsWith(
            "Date: Sat, 21 Nov 2026 10:00:00 +0000",
            "From: =?UTF-8?Q?S=C3=A9curit=C3=A9?= <alerts@example.com>",
            "Reply-To: answers@example.com",
            "To: soc@example.com, \"Call, On\" <call@example.com>",
            "Subject: =?UTF-8?B?Um9vdCBpbiBNw7xuY2hlbg==?=")
        .hasSize(9);
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.header("Message-ID")).matches("<[0-9a-f]{32}@example\\.com>");
    assertThat(mail.header("Content-Type")).startsWith("multipart/mixed");
    assertThat(mail.subject()).isEqualTo("Root in München");
    assertThat(mail.parts())
        .extracting(Received.Leaf::type)
        .containsExactly(
            "text/plain; charset=utf-8", "text/html; charset=utf-8", "application/json");
    assertThat(mail.parts())
        .extracting(Received.Leaf::text)
        .containsExactly("who: rööt\r\n.\r\nFrom me", "<p>rööt</p>", "{\"eventID\":\"e-1\"}");
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain("secret@example.com")
        .contains("Content-Disposition: attachment; filename=\"record.json\"");
  }

  @Test
  void writesOtherEventsAsTheyAre() {
    var origin = Events.ORIGIN.with("title", "Marked");
    byte[] text = {'a', (byte) 0xC3, '\n', 0};
    var plain = Received.of(composer("{title}", false).compose(Events.of(text, origin, 0)));
    assertThat(plain.subject()).isEqualTo("Marked");
    assertThat(plain.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(plain.text()).isEqualTo("a\uFFFD\r\n\0");
    var attached = Received.of(composer("x {a.b} {c}", true).compose(Events.of(text, origin, 0)));
    assertThat(attached.subject()).isEqualTo("x");
    assertThat(attached.parts().getLast())
        .isEqualTo(new Received.Leaf("application/octet-stream", "a\u00c3\n\0"));
  }

  @Test
  void knowsARepeatedMailByItsMessageId() {
    var composer = composer("{title}", false);
    String text = "{\"id\":\"0123-abcd\",\"title\":\"t\",\"text\":\"one\"}";
    int id = text.indexOf("0123-abcd");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var first = Events.of(bytes, Alerts.ORIGIN, 0).with(bytes, 0, bytes.length);
    var named = first.identified(Long.MIN_VALUE, id, id + 9);
    assertThat(mail(composer, named)).isEqualTo(mail(composer, named));
    assertThat(Received.of(composer.compose(named)).header("Message-ID")).startsWith("<0123-abcd.");
    // When a record is read again the text says another time, but the alert is the same.
    assertThat(messageId(text.replace("one", "two"))).isEqualTo(messageId(text));
    // Two alerts about one record are two: mail systems that drop what has an id they know keep
    // both.
    assertThat(messageId(text.replace("\"t\"", "\"u\"")))
        .startsWith("<0123-abcd.")
        .isNotEqualTo(messageId(text));
    // What has no id is told from its like by its place.
    byte[] other = {'x'};
    assertThat(mail(composer, Events.of(other, Alerts.ORIGIN, 1)))
        .isNotEqualTo(mail(composer, Events.of(other, Alerts.ORIGIN, 2)));
  }

  private static String messageId(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int id = text.indexOf("0123-abcd");
    var event =
        Events.of(bytes, Alerts.ORIGIN, 0)
            .with(bytes, 0, bytes.length)
            .identified(Long.MIN_VALUE, id, id + 9);
    return Received.of(composer("{title}", false).compose(event)).header("Message-ID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nBcc: victim@example.com",
        "a\nBcc: victim@example.com\n\nbody",
        "a\r\n\r\n<script>",
        "=?UTF-8?Q?=0D=0ABcc:_victim@example.com?=",
        "a\u2028Bcc: x\u2029b\u0085c\u000bd",
        "\u202Etxt.exe",
        "\uD800 half",
        "x\0y",
        "\r\n.\r\nMAIL FROM:<x>",
        "--=_m\r\nContent-Type: text/html",
      })
  void noFieldGetsOutOfItsPlace(String hostile) {
    check(hostile, hostile + "\r\n--=_a0--\r\n.\r\nQUIT", "<p>x</p>");
  }

  @Test
  void nothingRandomGetsOutOfItsPlace() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String[] bits = {
      "\r",
      "\n",
      ": ",
      "Bcc",
      "=?UTF-8?B?",
      "?=",
      "--",
      "=_a",
      "\0",
      " ",
      "\t",
      "é",
      "😀",
      "\uD83D",
      ".",
      "<",
      "\"",
      "\\",
      "x".repeat(300),
      "日本".repeat(60)
    };
    for (int i = 0; i < 200; i++) {
      var texts = new String[3];
      for (int j = 0; j < 3; j++) {
        var text = new StringBuilder();
        for (int k = random.nextInt(12); k >= 0; k--) {
          text.append(bits[random.nextInt(bits.length)]);
        }
        texts[j] = text.toString();
      }
      try {
        check(texts[0], texts[1], texts[2]);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void check(String title, String text, String html) {
    var event = Alerts.of(alert(title, text, html));
    String raw = mail(composer("{title}", true), event);
    for (String line : raw.split("\r\n", -1)) {
      assertThat(line).hasSizeLessThanOrEqualTo(998).matches("[\\t -~]*");
    }
    var mail = Received.of(composer("{title}", true).compose(event));
    assertThat(mail.headers())
        .extracting(header -> header.substring(0, header.indexOf(':')))
        .containsExactly(
            "Date",
            "From",
            "Reply-To",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type");
    String due = Line.of(sent(title), 200);
    assertThat(mail.subject()).isEqualTo(due.isEmpty() ? "Event from test" : due);
    assertThat(mail.parts()).hasSize(3);
    assertThat(mail.parts().get(0).text()).isEqualTo(lines(text));
    assertThat(mail.parts().get(1).text()).isEqualTo(lines(html));
  }

  /** As mails have them: each line break is CR LF. */
  private static String lines(String text) {
    return sent(text).replaceAll("\r\n|\r|\n", "\r\n");
  }

  /** Half a surrogate pair is not in UTF-8, so the event has a question mark for it. */
  private static String sent(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
