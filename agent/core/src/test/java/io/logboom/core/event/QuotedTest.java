package io.logboom.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Eight bytes at a time gives what one at a time gives. Another run tries other strings; {@code
 * -Dlogboom.seed=N} repeats one.
 */
final class QuotedTest {
  private static final String LIKELY =
      "\\\\\\\"\"nn//ubfrt0aAxyz!#[]}\u0000\u001f\u007f\u00c3\u00a9";

  @Test
  void judgesAsIfByteForByte() {
    Long only = Long.getLong("logboom.seed");
    long first = only == null ? new Random().nextLong() : only;
    for (long seed = first; seed < first + (only == null ? 300_000 : 1); seed++) {
      byte[] array = array(new Random(seed));
      int from = (int) (seed & 7);
      int to = array.length - (int) (seed >> 3 & 7);
      int expected = expected(array, from, to);
      assertThat(Quoted.end(array, from, to)).as("-Dlogboom.seed=%d", seed).isEqualTo(expected);
      if (expected >= 0) {
        assertThat(Quoted.skip(array, from)).as("-Dlogboom.seed=%d", seed).isEqualTo(expected - 1);
      }
    }
  }

  private static byte[] array(Random random) {
    // From few bytes that make trouble to all there are.
    int kinds = random.nextInt(1, LIKELY.length());
    var text = new StringBuilder();
    for (int left = random.nextInt(16, 64); left > 0; left--) {
      boolean calm = random.nextInt(3) > 0;
      text.append(calm ? 'c' : LIKELY.charAt(random.nextInt(kinds)));
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int expected(byte[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      int c = array[i];
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        if (++i == to) {
          return Scan.INCOMPLETE;
        }
        if ("\"\\/bfnrtu".indexOf(array[i]) < 0) {
          return ~i;
        }
        for (int hex = array[i] == 'u' ? 4 : 0; hex > 0; hex--) {
          if (++i == to) {
            return Scan.INCOMPLETE;
          }
          if ("0123456789abcdefABCDEF".indexOf(array[i]) < 0) {
            return ~i;
          }
        }
      } else if (c == (byte) 0xC3) {
        if (++i == to) {
          return Scan.INCOMPLETE;
        }
        if (array[i] != (byte) 0xA9) {
          return ~i;
        }
      } else if (c < 0x20) {
        return ~i;
      }
    }
    return Scan.INCOMPLETE;
  }
}
