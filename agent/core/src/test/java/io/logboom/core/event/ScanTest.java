package io.logboom.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ScanTest {

  /** One line of {@code scan-cases.txt}. */
  private record Case(String name, String verdict, String text) {

    int expected(int from, int to) {
      return switch (verdict) {
        case "ok" -> to;
        case "cut" -> Scan.INCOMPLETE;
        default -> ~(from + Integer.parseInt(verdict));
      };
    }
  }

  @TestFactory
  Stream<DynamicTest> judgesEveryCase() throws IOException {
    return cases().map(c -> DynamicTest.dynamicTest(c.name(), () -> judges(c)));
  }

  private static void judges(Case c) {
    byte[] json = bytes(c.text());
    // At every place within the eight bytes that are read at once, whatever stands around it.
    for (int before = 0; before < 9; before++) {
      for (byte around : new byte[] {'"', 0, '1', (byte) 0xFF, '\\', ']'}) {
        byte[] array = new byte[before + json.length + 9];
        Arrays.fill(array, around);
        System.arraycopy(json, 0, array, before, json.length);
        int to = before + json.length;
        assertThat(Scan.text(array, before, to)).isEqualTo(c.expected(before, to));
      }
    }
    byte[] exact = json.clone();
    assertThat(Scan.text(exact, 0, exact.length)).isEqualTo(c.expected(0, exact.length));
    if (!c.verdict().equals("ok")) {
      assertThat(Scan.problem(json, 0, json.length).at())
          .isEqualTo(c.verdict().equals("cut") ? json.length : Integer.parseInt(c.verdict()));
    }
  }

  @TestFactory
  Stream<DynamicTest> knowsThatEveryBeginningCouldGoOn() throws IOException {
    return cases().map(c -> DynamicTest.dynamicTest(c.name(), () -> goesOn(c)));
  }

  private static void goesOn(Case c) {
    byte[] json = bytes(c.text());
    int from = Scan.space(json, 0, json.length);
    int offending = Scan.text(json, 0, json.length);
    int sound = offending < 0 && offending != Scan.INCOMPLETE ? ~offending : json.length;
    for (int to = from; to <= sound; to++) {
      int end = Scan.value(json, from, to);
      assertThat(end == Scan.INCOMPLETE || (end > from && end <= to))
          .as("%s up to %d gives %d", c.text(), to, end)
          .isTrue();
    }
    if (sound < json.length) {
      assertThat(Scan.text(json, 0, sound + 1)).isEqualTo(offending);
    }
  }

  @Test
  void findsTheEndOfAValue() {
    assertThat(value("{\"a\":[1,\"x\",{}]} tail")).isEqualTo(16);
    assertThat(value("[] ")).isEqualTo(2);
    assertThat(value("[]]")).isEqualTo(2);
    assertThat(value("12,")).isEqualTo(2);
    assertThat(value("nullx")).isEqualTo(4);
    assertThat(value(" 1 ")).isEqualTo(~0);
  }

  @Test
  void aNumberThatTouchesTheEndMayGoOn() {
    for (var number : new String[] {"0", "-12", "1.5", "1e5"}) {
      byte[] bytes = number.getBytes(UTF_8);
      assertThat(Scan.value(bytes, 0, bytes.length)).isEqualTo(Scan.INCOMPLETE);
      assertThat(Scan.value(bytes, 0, bytes.length, true)).isEqualTo(bytes.length);
      assertThat(Scan.text(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    }
    assertThat(value("true")).isEqualTo(4);
    assertThat(value("\"1\"")).isEqualTo(3);
  }

  @Test
  void boundsDepthWithoutAStackOfItsOwn() {
    for (var opening : new String[] {"[", "{\"a\":", "[{\"a\":"}) {
      int levels = opening.equals("[{\"a\":") ? 2 : 1;
      String closing = new StringBuilder(opening.replaceAll("[^{\\[]", "")).reverse().toString();
      closing = closing.replace('[', ']').replace('{', '}');
      int most = Scan.MAX_DEPTH / levels;
      String whole = opening.repeat(most) + "1" + closing.repeat(most);
      assertThat(value(whole)).isEqualTo(whole.length());
      assertThat(Scan.skip(whole.getBytes(UTF_8), 0, whole.length())).isEqualTo(whole.length());
      assertThat(value(opening.repeat(most))).isEqualTo(Scan.INCOMPLETE);
      assertThat(value(opening.repeat(most + 1))).isEqualTo(~(most * opening.length()));
      assertThat(value(opening.repeat(100_000))).isEqualTo(~(most * opening.length()));
      // The kind of every level is remembered, those beyond the first 64 too.
      for (int level = 0; level < most; level++) {
        String wrong = opening.repeat(most) + "1" + closing.repeat(level);
        assertThat(value(wrong + (closing.startsWith("]") ? "}" : "]"))).isEqualTo(~wrong.length());
      }
    }
  }

  @Test
  void refusesPlacesOutsideTheArray() {
    byte[] array = {'1', '2'};
    assertThatThrownBy(() -> Scan.value(array, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Scan.value(array, -1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Scan.text(array, 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Scan.value(array, 2, 2)).isEqualTo(Scan.INCOMPLETE);
  }

  @Test
  void saysWhatItMissed() {
    assertThat(problem("[1 2]")).isEqualTo("expected a comma or ], found '2' at byte 3");
    assertThat(problem("{\"a\":1 2}")).isEqualTo("expected a comma or }, found '2' at byte 7");
    assertThat(problem("{\"a\" 1}"))
        .isEqualTo("expected a colon after the name, found '1' at byte 5");
    assertThat(problem("{a}")).isEqualTo("expected a name in quotes or }, found 'a' at byte 1");
    assertThat(problem("{\"a\":1,}")).isEqualTo("expected a name in quotes, found '}' at byte 7");
    assertThat(problem("[,]")).isEqualTo("expected a value, found ',' at byte 1");
    assertThat(problem("[-]")).isEqualTo("expected a digit, found ']' at byte 2");
    assertThat(problem("[] %00"))
        .isEqualTo("expected nothing after the value, found 0x00 at byte 3");
    assertThat(problem("\"%0A\"")).isEqualTo("control character 0x0A in a string at byte 1");
    assertThat(problem("\"\\q\"")).isEqualTo("invalid escape in a string, 'q' at byte 2");
    assertThat(problem("\"\\u12x4\"")).isEqualTo("invalid escape in a string, 'x' at byte 5");
    assertThat(problem("\"%C3\"")).isEqualTo("invalid UTF-8 at byte 2");
    assertThat(problem("[")).isEqualTo("the JSON text ends too early at byte 1");
    assertThatThrownBy(() -> Scan.problem(bytes("[]"), 0, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String problem(String text) {
    byte[] json = bytes(text);
    return String.valueOf(Scan.problem(json, 0, json.length).getMessage());
  }

  private static int value(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return Scan.value(bytes, 0, bytes.length);
  }

  private static Stream<Case> cases() throws IOException {
    try (var in = ScanTest.class.getResourceAsStream("scan-cases.txt")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .map(part -> new Case(part[0], part[1], part.length < 3 ? "" : part[2]));
    }
  }

  private static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    byte[] plain = text.getBytes(ISO_8859_1);
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '%') {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(plain[i]);
      }
    }
    return bytes.toByteArray();
  }
}
