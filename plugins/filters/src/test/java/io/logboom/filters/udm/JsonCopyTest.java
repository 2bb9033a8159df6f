package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes into a Struct, against the plainest way to say it. */
class JsonCopyTest {

  @Test
  void copiesWhatThePlainestWayCopies() {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    var records = new RandomRecords(seed);
    for (int i = 0; i < 4_000; i++) {
      var value = records.value(0, random.nextBoolean());
      var copy = copy(value, random.nextBoolean());
      assertThat(TrailOracle.JSON.readTree(copy))
          .as("seed %s: %s", seed, value)
          .isEqualTo(TrailOracle.JSON.readTree(quoted(value)));
    }
  }

  /** The same JSON with every number in quotes that a double would change. */
  private static String quoted(String json) {
    var text = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        int end = i + 1;
        while (json.charAt(end) != '"') {
          end += json.charAt(end) == '\\' ? 2 : 1;
        }
        text.append(json, i, end + 1);
        i = end;
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        int end = i;
        while (end < json.length() && "+-.eE0123456789".indexOf(json.charAt(end)) >= 0) {
          end++;
        }
        var number = json.substring(i, end);
        boolean exact = number.length() <= 15 && !number.contains("e");
        text.append(exact ? number : "\"" + number + "\"");
        i = end - 1;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "123456789012345 | 123456789012345",
        "1234567890123456 | \"1234567890123456\"",
        "-0.5 | -0.5",
        "1e5 | \"1e5\"",
        "1E400 | \"1E400\"",
        "[ 1 , true,null ] | [1,true,null]",
        "{ } | {}",
        "{\"a\" : { \"b\" : [ ] } } | {\"a\":{\"b\":[]}}",
        "{\"\":1} | {\"\":1}",
        "\"\\ud800\" | \"\\ufffd\"",
        "\"a\\ud83d\\ude00\\udc00b\" | \"a\\ud83d\\ude00\\ufffdb\"",
        "\"\\\\ud800\" | \"\\\\ud800\"",
        "{\"a\":1,\"a\":2} | {\"a#1\":1,\"a\":2}",
        "{\"a\":1,\"a\":2,\"a#1\":3,\"a\":4} | {\"a#2\":1,\"a#3\":2,\"a#1\":3,\"a\":4}",
        "{\"a\":1,\"\\u0061\":2} | {\"a#1\":1,\"a\":2}",
        "[{\"x\":[{\"b\":1,\"b\":1e5}]},7] | [{\"x\":[{\"b#1\":1,\"b\":\"1e5\"}]},7]",
        "{\"\\ud800\":1} | {\"\ufffd\":1}"
      })
  void copies(String value, String copy) {
    assertThat(copy(value, true)).isEqualTo(copy);
    assertThat(copy(value, false)).isEqualTo(copy);
  }

  @Test
  void whatIsTooDeepIsAString() {
    int depth = JsonCopy.DEEPEST + 2;
    var deep = "[".repeat(depth) + "\"a\"" + "]".repeat(depth);
    var node = TrailOracle.JSON.readTree(copy(deep, true));
    for (int i = 0; i < JsonCopy.DEEPEST; i++) {
      node = node.get(0);
    }
    assertThat(node.asString()).isEqualTo("[[\"a\"]]");
    var twice = "{\"a\":1,\"a\":" + deep + "}";
    var renamed = TrailOracle.JSON.readTree(copy(twice, true)).get("a");
    for (int i = 1; i < JsonCopy.DEEPEST; i++) {
      renamed = renamed.get(0);
    }
    assertThat(renamed.asString()).isEqualTo("[[[\"a\"]]]");
  }

  @Test
  void anObjectMayHaveManyNames() {
    var json = new StringBuilder("{");
    for (int i = 0; i < 1000; i++) {
      json.append(i == 0 ? "" : ",").append("\"n").append(i % 999).append("\":").append(i);
    }
    var copy = TrailOracle.JSON.readTree(copy(json + "}", true));
    assertThat(copy.size()).isEqualTo(1000);
    assertThat(copy.get("n0#1").asInt()).isEqualTo(0);
    assertThat(copy.get("n0").asInt()).isEqualTo(999);
  }

  /** Copies a value that lies among others, or ends with its array. */
  private static String copy(String value, boolean last) {
    byte[] bytes = (" " + value + (last ? "" : " ,\"\\")).getBytes(StandardCharsets.UTF_8);
    int start = JsonCopy.space(bytes, 0);
    var out = new JsonOut(UdmName.spelled(UdmConfig.Casing.SNAKE));
    var row = new Bytes(byte[]::new);
    out.begin(row);
    out.copy(UdmWord.bytes("x"), bytes, start, JsonCopy.end(bytes, start));
    var text = new String(out.end().toByteArray(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("{\"x\":").endsWith("}");
    return text.substring(5, text.length() - 1);
  }
}
