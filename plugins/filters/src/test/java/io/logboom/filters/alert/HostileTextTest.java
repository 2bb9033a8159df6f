package io.logboom.filters.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever somebody writes into the fields of an event, its alert has the shape of any other's, and
 * there is nothing in it that is not to be seen.
 */
class HostileTextTest {
  private static final Logger LOG = LoggerFactory.getLogger(HostileTextTest.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A link, wherever a program would see one. */
  private static final Pattern LINK =
      Pattern.compile("(?i)(?<!\\[)://|://(?!])|\\bwww\\.|\\b(javascript|mailto|data):(?=\\S)");

  private static final List<String> TEXTS =
      List.of(
          "a\r\nBcc: all@example.com\r\n\r\nbody",
          "a\nb\n\nc",
          "\u0085\u2028\u2029\u000B\f",
          "\u001b[31mred\u001b[0m\u001b]8;;http://192.0.2.1\u0007",
          "\u202Egnp.exe \u2066x\u2069 \u200F\u061C",
          "zero\u200Bwidth\u200D\uFEFF\u00AD\u2060\u3164",
          "\u0000\u0001\u007F\u009B31m",
          "\uD83D\uDE00 👩‍👩‍👧 e\u0301\u0301\u0301",
          "\uD800 half",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "' onmouseover='alert(1)",
          "</td></tr></table><h1>x</h1>",
          "<!-- --><style>*{display:none}</style>",
          "<a href=\"http://192.0.2.1/\">here</a>",
          "&lt;b&gt; &amp;amp; &#60;",
          "http://192.0.2.1/x https://user:pass@example.com www.example.com",
          "javascript:alert(1) mailto:a@example.com data:text/html,x",
          "[here](http://192.0.2.1) ![x](http://192.0.2.1/p.png)",
          "**bold** _em_ ~~gone~~ # head",
          "# head\n- item\n> quote\n1. one\n---\n===\n| a | b |\n|---|---|",
          "```\ncode\n```",
          "`tick` ``two`` ```three``` ````",
          "`",
          "``",
          "    indented",
          "\\ backslash \\` \\",
          "[ref]: http://192.0.2.1 'x'",
          "<http://192.0.2.1> <a@example.com>",
          "<!channel> <!here> <@U0123456> <#C0123456> <!subteam^S0123456>",
          "<http://192.0.2.1|Log in here>",
          "*bold* _it_ ~no~ :smile: &lt;!channel&gt; @here @channel",
          "\",\"type\":\"mrkdwn\",\"text\":\"<!channel>",
          "\"}]}]},{\"type\":\"image\",\"image_url\":\"http://192.0.2.1/p.png\"",
          "\\\",\"x\":\"\\",
          "\\u0022,\\u003c!channel\\u003e",
          "{{title}} {{{record}}} {{#lines}} {{>x}} {{=<% %>=}}",
          "{{DATE(2026-01-01T00:00:00Z,SHORT)}} ${x} ${jndi:ldap://192.0.2.1/a} @{x}",
          "<at>everyone</at>",
          "$(reboot) `reboot` ; rm -rf / | x && y",
          "'; DROP TABLE alerts; --",
          "=cmd|' /C calc'!A0",
          "%0d%0aBcc:%20a@example.com =?utf-8?B?eA==?=",
          "x".repeat(5_000),
          "😀".repeat(3_000),
          "<&\"'>".repeat(2_000));

  @ParameterizedTest
  @EnumSource(AlertConfig.Format.class)
  void noTextBreaksOut(AlertConfig.Format format) throws Exception {
    check(format, TEXTS);
  }

  @ParameterizedTest
  @EnumSource(AlertConfig.Format.class)
  void norDoRandomMixtures(AlertConfig.Format format) throws Exception {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    var texts = new ArrayList<String>();
    for (int i = 0; i < Integer.getInteger("logboom.rounds", 40); i++) {
      var text = new StringBuilder();
      for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
        var piece = TEXTS.get(random.nextInt(TEXTS.size() - 3));
        int from = random.nextInt(piece.length());
        text.append(piece, from, from + 1 + random.nextInt(piece.length() - from));
        if (random.nextInt(4) == 0) {
          text.appendCodePoint(random.nextInt(0x11_0000));
        }
      }
      texts.add(text.toString());
    }
    LOG.info("seed {}", seed);
    check(format, texts);
  }

  @TestFactory
  List<DynamicTest> norDoTheNaughtyStrings() {
    var folder = System.getProperty("logboom.corpus");
    if (folder == null) {
      LOG.info("no -Dlogboom.corpus=DIR: the naughty strings are not tried");
      return List.of();
    }
    var file = Path.of(folder).resolve("naughty-strings/blns.json");
    return List.of(AlertConfig.Format.values()).stream()
        .map(format -> dynamicTest(format.name(), () -> check(format, naughty(file))))
        .toList();
  }

  private static List<String> naughty(Path file) throws Exception {
    var texts = new ArrayList<String>();
    JSON.readTree(Files.readString(file)).forEach(text -> texts.add(text.asString()));
    assertThat(texts).hasSizeGreaterThan(400);
    // An empty field is one that is not there: then a line is missing, and that is right.
    texts.removeIf(String::isBlank);
    return texts;
  }

  private static void check(AlertConfig.Format format, List<String> texts) throws Exception {
    var options = "format = " + format.name().toLowerCase(Locale.ROOT);
    try (var filter = Cases.filter(new AlertPlugin(), options)) {
      var harmless = Shape.of(format, alert(filter, "harmless"));
      var failed = Shape.of(format, alert(filter, "harm less"));
      assertThat(failed).isEqualTo(harmless);
      var longer = Shape.of(format, alert(filter, "x".repeat(5_000)));
      for (var text : texts) {
        var message = alert(filter, text);
        var shape = Shape.of(format, message);
        if (message.contains("shortened")) {
          // A message that says so has a line more for that, and may have fewer of others.
          assertThat(longer).as(text).containsAll(shape);
        } else {
          assertThat(shape).as(text).isEqualTo(harmless);
        }
        Shape.texts(format, message, true).forEach(each -> seen(format, each, text));
        Shape.texts(format, message, false).forEach(each -> unlinked(each, text));
      }
    }
  }

  private static void unlinked(String shown, String text) {
    // Only the card's own schema has one.
    var words = shown.replace("http://adaptivecards.io/schemas/adaptive-card.json", "");
    assertThat(LINK.matcher(words).find()).as("a link of %s in %s", text, shown).isFalse();
  }

  private static void seen(AlertConfig.Format format, String shown, String text) {
    var hidden = shown.codePoints().filter(c -> c != '\n' && Plain.isHidden(c)).findFirst();
    assertThat(hidden).as(text).isEmpty();
    if (format == AlertConfig.Format.SLACK) {
      assertThat(shown).as(text).doesNotContain("<", ">");
    }
    if (format == AlertConfig.Format.TEAMS) {
      assertThat(shown).as(text).doesNotContain("{{", "${");
    }
  }

  /** An alert about a record that has the text wherever a sender can write what he likes. */
  private static String alert(Filter filter, String text) {
    var record = JSON.createObjectNode();
    record.put("eventVersion", "1.08").put("eventName", "Create" + text).put("eventSource", text);
    record.put("eventTime", "2026-11-05T03:04:05Z").put("awsRegion", text).put("eventID", text);
    record.put("sourceIPAddress", text).put("userAgent", text).put("recipientAccountId", text);
    record.put("errorCode", text).put("errorMessage", text);
    record.putObject("userIdentity").put("type", "IAMUser").put("userName", text).put("arn", text);
    record.putObject("requestParameters").put("userName", text).put(text, text);
    var run = FilterRun.of(Events.of(JSON.writeValueAsString(record)), filter);
    assertThat(run.rejected()).as(text).isEmpty();
    return run.texts().getFirst();
  }
}
