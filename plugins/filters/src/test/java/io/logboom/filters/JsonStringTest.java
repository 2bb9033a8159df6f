package io.logboom.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonStringTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void decodesWhatJacksonDecodes() {
    long seed = Long.getLong("logboom.seed", 42);
    var records = new RandomRecords(seed);
    for (int i = 0; i < 20_000; i++) {
      var value = records.string();
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      assertThat(JsonString.text(utf8, 1, utf8.length - 1))
          .as("seed %s: %s", seed, value)
          .isEqualTo(JSON.readTree(value).asString());
      assertThat(JsonString.halfPair(utf8, 1, utf8.length - 1)).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\\ud800, 0, \uFFFD",
    "a\\udc00b, 1, a\uFFFDb",
    "\\ud83d\\ude00\\ud83d, 12, \uD83D\uDE00\uFFFD",
    "\\ud83d\\ud83d\\ude00, 0, \uFFFD\uD83D\uDE00",
    "\\ud83d\\n, 0, '\uFFFD\n'",
    "\\\\ud800, -1, \\ud800",
    "\\uD83D\\uDE00, -1, \uD83D\uDE00",
    "\\ud83dx\\ude00, 0, \uFFFDx\uFFFD"
  })
  void findsHalfACharacter(String content, int at, String text) {
    byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
    assertThat(JsonString.halfPair(utf8, 0, utf8.length)).isEqualTo(at);
    assertThat(JsonString.text(utf8, 0, utf8.length)).isEqualTo(text);
  }

  @Test
  void decodesInPlace() {
    byte[] utf8 = "a\\n\\u00e9\\\"b".getBytes(StandardCharsets.UTF_8);
    int end = JsonString.decode(utf8, 0, utf8.length, utf8, 0);
    assertThat(new String(utf8, 0, end, StandardCharsets.UTF_8)).isEqualTo("a\n\u00e9\"b");
  }

  @Test
  void anExcerptIsShort() {
    byte[] utf8 = "\u00e9".repeat(1000).getBytes(StandardCharsets.UTF_8);
    assertThat(JsonString.excerpt(utf8, 1, utf8.length)).hasSizeLessThan(80).endsWith("...");
    assertThat(JsonString.excerpt(utf8, 0, 4)).isEqualTo("\u00e9\u00e9");
  }
}
