package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How streams are cut into messages, in whatever pieces they come. */
final class FramesTest {
  private static final int LIMIT = 40;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<1>a|<2>b\r||<3>c",
        "<1>a@<2>b|still b@<3>c",
        "4 <1>a6 <2>b|c3 <4>10 <5>6789012",
        "4 <1>a|4 <2>b|4 <3>c|",
        "2026 is a year, no count\rand so on|",
        "123456789012 is too long|for a count",
        "4 <1>a4 <2>bX <3>lost|4 <4>d",
        "4 <1>alost until 4 <2>b4 <3>c",
        "4 <1>a4294967296 <2>nobody means that, nor this which goes on for long|4 <3>c",
        "4 <1>a600 <2>long, but believable",
        "45 <1>34567890123456789012345678901234567890123454 <2>b",
        "<1>34567890123456789012345678901234567890123456|"
            + "<2>b|"
            + "<3>4567890123456789012345678901234567890|",
        "4 <1>a3",
        "17 ",
        ""
      })
  void comesInAnyPieces(String text) {
    String stream = text.replace('|', '\n').replace('@', '\0');
    var whole = cut(StreamFraming.AUTO, stream, stream.length());
    for (int split = 1; split < stream.length(); split++) {
      assertThat(cut(StreamFraming.AUTO, stream, split)).as("split at %d", split).isEqualTo(whole);
    }
    assertThat(cutBytewise(stream)).isEqualTo(whole);
  }

  @Test
  void tellsFramingsApart() {
    assertThat(cut("<1>a\n<2>b\r\n")).containsExactly("<1>a", "<2>b\r");
    assertThat(cut("<1>a\0<2>b\nc\0")).containsExactly("<1>a", "<2>b\nc");
    assertThat(cut("4 <1>a6 <2>b\nc")).containsExactly("<1>a", "<2>b\nc");
    assertThat(cut("1 is no count\n2 <3> is a line by now\n"))
        .containsExactly("1 is no count", "2 <3> is a line by now");
  }

  @Test
  void obeysWhoeverSaysWhich() {
    assertThat(cut(StreamFraming.LINE_FEED, "4 <1>a\n", 7)).containsExactly("4 <1>a");
    assertThat(cut(StreamFraming.NUL, "a\nb\0c\n\0", 7)).containsExactly("a\nb", "c\n");
    assertThat(cut(StreamFraming.OCTET_COUNTING, "5 hello3 abc", 12))
        .containsExactly("hello", "abc");
  }

  @Test
  void marksWhatIsCutShort() {
    assertThat(cut("9 <1>a")).containsExactly("<1>a [cut short]");
    assertThat(cut("<1>a")).containsExactly("<1>a");
  }

  @Test
  void keepsTheBeginningOfWhatIsTooLong() {
    String text = "x".repeat(LIMIT);
    assertThat(cut("<" + text + "yz\n<2>b\n"))
        .containsExactly("<" + text.substring(1) + " [oversize]", "<2>b");
    assertThat(cut(text + "\n<2>b\n")).containsExactly(text, "<2>b");
    assertThat(cut("4 <1>a43 " + text + "yzz4 <2>b"))
        .containsExactly("<1>a", text + " [oversize]", "<2>b");
  }

  @Test
  void findsItsWayAfterALie() {
    assertThat(cut("4 <1>a3 <2>too short4 <3>c"))
        .containsExactly("<1>a", "<2>", "too short [misframed]", "<3>c");
    assertThat(cut("4 <1>a4294967296 <2>b\n4 <3>c"))
        .containsExactly("<1>a", "4294967296 <2>b [misframed]", "<3>c");
    assertThat(cut("4 <1>a<2>a line\n4 <3>c"))
        .containsExactly("<1>a", "<2>a line [misframed]", "<3>c");
  }

  @Test
  void losesNoByte() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    String alphabet = "0123456789 <>\n\0ab";
    for (int round = 0; round < 3000; round++) {
      var text = new StringBuilder(round % 2 == 0 ? "1 <" : "");
      int length = random.nextInt(80);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String stream = text.toString();
      var whole = cut(StreamFraming.AUTO, stream, stream.length(), 1 << 10);
      assertThat(cut(StreamFraming.AUTO, stream, 1 + random.nextInt(80), 1 << 10))
          .as("seed %d: %s", seed, stream)
          .isEqualTo(whole);
      // Letters are never part of a count or a trailer, so all of them must have come out.
      assertThat(letters(String.join("", whole).replaceAll(" \\[.*?]", "")))
          .as("seed %d: %s", seed, stream)
          .isEqualTo(letters(stream));
    }
  }

  private static String letters(String text) {
    return text.replaceAll("[^ab]", "");
  }

  private static List<String> cut(String stream) {
    return cut(StreamFraming.AUTO, stream, Math.max(1, stream.length()));
  }

  private static List<String> cut(StreamFraming framing, String stream, int split) {
    return cut(framing, stream, split, LIMIT);
  }

  /** The messages of a stream that comes in two pieces. */
  private static List<String> cut(StreamFraming framing, String stream, int split, int limit) {
    var found = new ArrayList<String>();
    var frames = new Frames(framing, limit, (a, from, to, flags) -> add(found, a, from, to, flags));
    byte[] bytes = stream.getBytes(ISO_8859_1);
    int at = Math.min(split, bytes.length);
    frames.take(bytes, 0, at);
    frames.take(bytes, at, bytes.length);
    frames.end();
    return found;
  }

  private static List<String> cutBytewise(String stream) {
    var found = new ArrayList<String>();
    var frames =
        new Frames(
            StreamFraming.AUTO, LIMIT, (a, from, to, flags) -> add(found, a, from, to, flags));
    for (byte b : stream.getBytes(ISO_8859_1)) {
      frames.take(new byte[] {b}, 0, 1);
    }
    frames.end();
    return found;
  }

  private static void add(List<String> found, byte[] a, int from, int to, int flags) {
    // An empty message is none for whoever takes it.
    if (to > from) {
      String text = new String(a, from, to - from, ISO_8859_1);
      found.add(
          text
              + ((flags & Frames.OVERSIZE) != 0 ? " [oversize]" : "")
              + ((flags & Frames.CUT_SHORT) != 0 ? " [cut short]" : "")
              + ((flags & Frames.MISFRAMED) != 0 ? " [misframed]" : ""));
    }
  }
}
