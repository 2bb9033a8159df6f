package io.logboom.core.event;

import io.logboom.spi.MalformedException;

/** What the scanner was looking for when it met a byte that cannot be there. */
enum Expected {
  VALUE(1, "a value"),
  NAME(2, "a name in quotes"),
  NAME_OR_BRACE(3, "a name in quotes or }"),
  COLON(4, "a colon after the name"),
  COMMA_OR_BRACE(5, "a comma or }"),
  COMMA_OR_BRACKET(6, "a comma or ]"),
  DIGIT(7, "a digit"),
  END(8, "nothing after the value"),
  STRING(9, ""),
  SHALLOWER(10, "");

  private final int code;
  private final String words;

  Expected(int code, String words) {
    this.code = code;
    this.words = words;
  }

  /** The one of that code. */
  static Expected of(int code) {
    for (var expected : values()) {
      if (expected.code == code) {
        return expected;
      }
    }
    throw new IllegalArgumentException("no such code: " + code);
  }

  /** Its number in {@link Scan}'s answers; not 0. */
  int code() {
    return code;
  }

  /** Puts it in words; {@code at} is the offending byte in a text that begins at {@code from}. */
  MalformedException problem(byte[] array, int from, int at) {
    byte found = array[at];
    return switch (this) {
      case SHALLOWER ->
          new MalformedException(
              "too-deep",
              "more than " + Scan.MAX_DEPTH + " arrays and objects inside one another",
              at - from);
      case STRING ->
          (found < 0 && array[at - 1] != '\\') || array[at - 1] < 0
              ? new MalformedException("invalid-utf-8", "invalid UTF-8", at - from)
              : invalid(
                  found >= 0 && found < 0x20
                      ? "control character " + words(found) + " in a string"
                      : "invalid escape in a string, " + words(found),
                  at - from);
      case VALUE, NAME, NAME_OR_BRACE, COLON, COMMA_OR_BRACE, COMMA_OR_BRACKET, DIGIT, END ->
          invalid("expected " + words + ", found " + words(found), at - from);
    };
  }

  private static MalformedException invalid(String message, int at) {
    return new MalformedException("invalid-json", message, at);
  }

  private static String words(byte b) {
    return b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("0x%02X", b & 0xFF);
  }
}
