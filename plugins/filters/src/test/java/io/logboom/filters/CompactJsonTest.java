package io.logboom.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the plainest way to say it, on random values wherever they may lie in an array. */
class CompactJsonTest {
  private static final byte MARK = '#';

  @Test
  void writesWhatThePlainestWayWrites() {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    var records = new RandomRecords(seed);
    for (int i = 0; i < 20_000; i++) {
      var value = records.value(0, random.nextInt(3) == 0);
      var compact = compact(value);
      assertThat(plain(value, random)).as("seed %s: %s", seed, value).isEqualTo(compact);
      assertThat(quoted(value, random))
          .as("seed %s: %s", seed, value)
          .isEqualTo(compact.replace("\\", "\\\\").replace("\"", "\\\""));
    }
  }

  private static String compact(String json) {
    var text = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        text.append(c).append(json.charAt(++i));
        continue;
      }
      inside ^= c == '"';
      if (inside || " \t\r\n".indexOf(c) < 0) {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String plain(String value, Random random) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    int before = random.nextInt(9);
    byte[] from = placed(utf8, before, random);
    byte[] to = new byte[3 + utf8.length + CompactJson.SLACK];
    Arrays.fill(to, MARK);
    int end = CompactJson.plain(from, before, before + utf8.length, to, 3);
    assertThat(to).startsWith(MARK, MARK, MARK);
    return new String(to, 3, end - 3, StandardCharsets.UTF_8);
  }

  private static String quoted(String value, Random random) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    int before = random.nextInt(9);
    byte[] from = placed(utf8, before, random);
    byte[] to = new byte[3 + 2 * utf8.length + CompactJson.SLACK];
    Arrays.fill(to, MARK);
    int end = CompactJson.quoted(from, before, before + utf8.length, to, 3);
    assertThat(to).startsWith(MARK, MARK, MARK);
    return new String(to, 3, end - 3, StandardCharsets.UTF_8);
  }

  /** Among quotes and backslashes that are none of its business, or at the very end. */
  private static byte[] placed(byte[] bytes, int before, Random random) {
    byte[] array = new byte[before + bytes.length + (random.nextBoolean() ? 0 : 9)];
    Arrays.fill(array, (byte) (random.nextBoolean() ? '"' : '\\'));
    System.arraycopy(bytes, 0, array, before, bytes.length);
    return array;
  }
}
