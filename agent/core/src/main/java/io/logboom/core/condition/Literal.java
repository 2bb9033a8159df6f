package io.logboom.core.condition;

import io.logboom.spi.Value;
import io.logboom.spi.Value.Num;
import io.logboom.spi.Value.Str;
import io.logboom.spi.Value.Word;

/** A value written in an expression. */
sealed interface Literal {

  /** Whether a field's value can be above, below or the same. */
  boolean comparable(Value value);

  /** How this one compares with a comparable value, as {@link Comparable} tells it. */
  int compareTo(Value value);

  /** Whether a field's value is the same. */
  default boolean equalTo(Value value) {
    return comparable(value) && compareTo(value) == 0;
  }

  /** Text. */
  record OfText(String text) implements Literal {
    @Override
    public boolean comparable(Value value) {
      return value instanceof Str;
    }

    @Override
    public int compareTo(Value value) {
      return value instanceof Str(var other) ? codePoints(text, other) : 0;
    }

    @Override
    public boolean equalTo(Value value) {
      return value instanceof Str(var other) && text.equals(other);
    }

    /** UTF-16 puts characters beyond U+FFFF before some that are below. */
    private static int codePoints(String a, String b) {
      int length = Math.min(a.length(), b.length());
      for (int i = 0; i < length; i++) {
        char x = a.charAt(i);
        char y = b.charAt(i);
        if (x != y) {
          boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
          return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
        }
      }
      return Integer.compare(a.length(), b.length());
    }
  }

  /** A number. */
  record OfNumber(Decimal number) implements Literal {
    @Override
    public boolean comparable(Value value) {
      return value instanceof Num;
    }

    @Override
    public int compareTo(Value value) {
      return value instanceof Num(var digits) ? number.compareTo(digits) : 0;
    }
  }

  /** One of the words; none is above another. */
  record OfWord(Word word) implements Literal {
    @Override
    public boolean comparable(Value value) {
      return false;
    }

    @Override
    public int compareTo(Value value) {
      return 0;
    }

    @Override
    public boolean equalTo(Value value) {
      return word == value;
    }
  }
}
