package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import io.logboom.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three columns have a limit, in bytes of their text: cut there, between characters, and counted.
 */
class SnareCutTest {
  private static final int KIB = 1024;

  private final TestContext context = Cases.context();

  @ParameterizedTest
  @EnumSource(names = {"JSON", "TSV", "CSV", "SNARE"})
  void columnsAreCutInEveryFormat(SnareConfig.Format format) throws Exception {
    var row =
        row(
            format,
            field("userAgent", "\"" + "u".repeat(2 * KIB) + "\"")
                + field("requestParameters", "{\"a\": [\"" + "p".repeat(200 * KIB) + "\"]}")
                + field("responseElements", "\"" + "r".repeat(200 * KIB) + "\"")
                + field("errorMessage", "\"" + "e".repeat(2 * KIB) + "\""));
    assertThat(count(row, 'u', KIB)).isEqualTo(KIB);
    assertThat(count(row, 'p', 90 * KIB)).isEqualTo(100 * KIB - "{\"a\":[\"".length());
    assertThat(count(row, 'r', 90 * KIB)).isEqualTo(100 * KIB);
    assertThat(count(row, 'e', KIB)).as("a field without a limit").isEqualTo(2 * KIB);
    assertThat(context.counts())
        .isEqualTo(
            Map.of(
                "cut-request-parameters", 1L, "cut-response-elements", 1L, "cut-user-agent", 1L));
  }

  @ParameterizedTest
  @CsvSource({
    // Of two, three and four bytes, as they are and as escapes, at each distance from the limit.
    "\u00e9, 1023, 0",
    "\u00e9, 1022, 1",
    "\u20ac, 1022, 0",
    "\u20ac, 1021, 1",
    "\uD83D\uDE00, 1023, 0",
    "\uD83D\uDE00, 1021, 0",
    "\uD83D\uDE00, 1020, 1",
    "\\u00e9, 1023, 0",
    "\\u00e9, 1022, 1",
    "\\ud83d\\ude00, 1021, 0",
    "\\ud83d\\ude00, 1020, 1",
    "\\\", 1024, 0",
    "\\\", 1023, 1"
  })
  void aCharacterIsNeverCutInTwo(String character, int before, int kept) throws Exception {
    var agent = "a".repeat(before) + character + "z".repeat(10);
    var row = row(SnareConfig.Format.JSON, field("userAgent", "\"" + agent + "\""));
    var text = SnareOracle.JSON.readTree(row).get("USERAGENT").asString();
    var whole = SnareOracle.JSON.readTree("\"" + character + "\"").asString();
    var expected = "a".repeat(before) + whole.repeat(kept);
    var rest = KIB - expected.getBytes(StandardCharsets.UTF_8).length;
    assertThat(text).isEqualTo(expected + "z".repeat(kept == 0 ? 0 : rest));
    assertThat(context.count("cut-user-agent")).isEqualTo(1);
  }

  @Test
  void theLimitIsOfTheTextNotOfItsEscapes() throws Exception {
    var agent = "\\u0061\\ud800".repeat(KIB / 4);
    var row = row(SnareConfig.Format.JSON, field("userAgent", "\"" + agent + "\""));
    assertThat(row).contains("\"USERAGENT\":\"" + agent + "\"");
    var spaced = "[" + " ".repeat(200 * KIB) + "1]";
    assertThat(row(SnareConfig.Format.JSON, field("requestParameters", spaced)))
        .contains("\"REQUESTPARAMETERS\":\"[1]\"");
    assertThat(context.counts()).isEmpty();
  }

  private String row(SnareConfig.Format format, String fields) throws Exception {
    var options = "host = h, format = " + format.name().toLowerCase(java.util.Locale.ROOT);
    try (var filter = Cases.filter(new SnarePlugin(), options, context)) {
      var event = Events.of("{\"eventTime\":\"2026-01-02T03:04:05Z\"" + fields + "}");
      return FilterRun.of(event, filter).texts().getFirst();
    }
  }

  private static String field(String name, String value) {
    return ",\"" + name + "\":" + value;
  }

  /** How long the run of a letter is that is at least so long. */
  private static int count(String row, char letter, int atLeast) {
    var start = row.indexOf(String.valueOf(letter).repeat(atLeast));
    int end = start;
    while (end < row.length() && row.charAt(end) == letter) {
      end++;
    }
    return end - start;
  }
}
