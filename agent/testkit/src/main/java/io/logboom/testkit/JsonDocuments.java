package io.logboom.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random JSON texts (RFC 8259), full of what parsers stumble over: every escape, halves of
 * surrogate pairs, characters of all widths, numbers of hundreds of digits, names that are there
 * twice or are spelt with escapes, deep nesting, white space anywhere. The same seed gives the same
 * texts. Used by one thread.
 */
public final class JsonDocuments {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "id",
          "0",
          "1",
          "Records",
          "a.b",
          "",
          "\u00fc",
          "quote\"back\\",
          "\ud83d\ude00");
  private static final List<String> PIECES =
      List.of(
          "x",
          "word",
          "eight888",
          " ",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "'",
          "/",
          "!",
          "#",
          "//",
          "/*",
          "true",
          "null",
          "-1",
          "\u007f",
          "\u0085",
          "\u00e9",
          "\u20ac",
          "\u2028",
          "\ufeff",
          "\uffff",
          "\ud83d\ude00",
          "\udbff\udfff",
          "\ud7ff",
          "\ue000");
  private static final List<String> ESCAPES =
      List.of(
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\f",
          "\\n",
          "\\r",
          "\\t",
          "\\u0000",
          "\\u001F",
          "\\u0022",
          "\\u005c",
          "\\u00e9",
          "\\u20AC",
          "\\uD83D\\uDE00",
          "\\uFFFF",
          "\\ud800",
          "\\uDFFF",
          "\\ude00\\ud83d");

  /** The last so many of the escapes are halves of pairs, which Jackson refuses in names. */
  private static final int HALVES = 3;

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "1",
          "-1",
          "111122223333",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "0.1",
          "-0.0",
          "1.500",
          "1e5",
          "1E+5",
          "-2.50e-007",
          "1e400",
          "123456789.123456789e-10");
  private static final List<String> SPACES = List.of(" ", "\n", "\t", "\r\n", "  ", "\n        ");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int spacing;
  private int left;

  /** Texts that follow from this seed. */
  public JsonDocuments(long seed) {
    random = new Random(seed);
  }

  /** A text of any kind, most of them objects. */
  public byte[] document() {
    return switch (random.nextInt(10)) {
      case 0 -> print(this::array);
      case 1 -> print(this::scalar);
      case 2 -> deep(random.nextInt(1, random.nextInt(10) == 0 ? 1001 : 80));
      default -> object();
    };
  }

  /** A text that is an object. */
  public byte[] object() {
    return print(() -> object(5));
  }

  /** A text of so many arrays and objects inside one another. */
  public byte[] deep(int levels) {
    return print(
        () -> {
          var closing = new StringBuilder();
          for (int i = 0; i < levels; i++) {
            boolean array = random.nextBoolean();
            text.append(array ? "[" : "{\"" + random.nextInt(3) + "\":");
            space();
            closing.append(array ? ']' : '}');
          }
          scalar();
          text.append(closing.reverse());
        });
  }

  /**
   * A copy with a few bytes changed, put in, taken out or cut off; whether it is still a valid text
   * is anyone's guess.
   */
  public byte[] damaged(byte[] document) {
    byte[] bytes = document.clone();
    for (int more = random.nextInt(1, 4); more > 0 && bytes.length > 0; more--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = structural();
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = spliced(bytes, at, at + 1, new byte[0]);
        default -> bytes = spliced(bytes, at, at, new byte[] {structural()});
      }
    }
    return bytes;
  }

  /** One of the names that fields have, decoded. */
  public String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private byte structural() {
    String candidates = "{}[]:,\"\\ \n0-.eEtu\u0000\u001f\u0080\u00c3\u00e2\u00ed\u00f0\u00ff";
    return (byte) candidates.charAt(random.nextInt(candidates.length()));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
    System.arraycopy(middle, 0, result, from, middle.length);
    System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
    return result;
  }

  private byte[] print(Runnable value) {
    text.setLength(0);
    spacing = random.nextInt(3);
    left = 1 << random.nextInt(8);
    space();
    value.run();
    space();
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(int depth) {
    int kind = left-- > 0 && depth > 0 ? random.nextInt(6) : 5;
    switch (kind) {
      case 0, 1 -> object(depth - 1);
      case 2 -> array(depth - 1);
      default -> scalar();
    }
  }

  private void array() {
    array(5);
  }

  private void array(int depth) {
    text.append('[');
    space();
    int items = random.nextInt(5);
    for (int i = 0; i < items; i++) {
      separate(i);
      value(depth);
      space();
    }
    text.append(']');
  }

  private void object(int depth) {
    text.append('{');
    space();
    int fields = random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(8);
    for (int i = 0; i < fields; i++) {
      separate(i);
      quotedName();
      space();
      text.append(':');
      space();
      value(depth);
      space();
    }
    text.append('}');
  }

  private void separate(int i) {
    if (i > 0) {
      text.append(',');
      space();
    }
  }

  private void scalar() {
    switch (random.nextInt(8)) {
      case 0 -> text.append("true");
      case 1 -> text.append("false");
      case 2 -> text.append("null");
      case 3 -> text.append(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 4 -> digits();
      default -> string();
    }
  }

  private void digits() {
    int digits = random.nextInt(10) == 0 ? random.nextInt(1, 500) : random.nextInt(1, 20);
    text.append(random.nextBoolean() ? "-" : "").append((char) ('1' + random.nextInt(9)));
    for (int i = 1; i < digits; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    if (random.nextBoolean()) {
      text.append('.').append(random.nextInt(1_000_000));
    }
    if (random.nextInt(4) == 0) {
      text.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(400));
    }
  }

  private void string() {
    string(ESCAPES.size());
  }

  private void string(int escapes) {
    text.append('"');
    int pieces = random.nextInt(50) == 0 ? random.nextInt(2000) : random.nextInt(8);
    boolean nasty = random.nextBoolean();
    for (int i = 0; i < pieces; i++) {
      boolean escape = nasty && random.nextInt(3) == 0;
      var from = escape ? ESCAPES.subList(0, escapes) : PIECES;
      text.append(from.get(random.nextInt(nasty ? from.size() : 3)));
    }
    text.append('"');
  }

  private void quotedName() {
    if (random.nextInt(10) == 0) {
      string(ESCAPES.size() - HALVES);
      return;
    }
    text.append('"');
    String name = name();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (random.nextInt(10) == 0 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        text.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  private void space() {
    if (spacing > 0 && random.nextInt(3 - spacing) == 0) {
      text.append(SPACES.get(random.nextInt(SPACES.size())));
    }
  }
}
