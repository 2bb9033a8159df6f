package io.logboom.filters.insights;

import io.logboom.filters.insights.Expr.Comparator;
import io.logboom.filters.select.Numerals;
import io.logboom.filters.select.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Conditions on a field of the event that are decided on the sender's bytes: nothing is allocated.
 * They say the same as {@link Comparisons} and {@link Expr.Contains} do of the value.
 */
final class FieldConditions {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ONE = {'1'};
  private static final byte[] ZERO = {'0'};

  /** The field is missing or a structure. */
  private static final int NONE = Integer.MIN_VALUE;

  private FieldConditions() {}

  /** Compares a field with a literal. */
  static Eval.Condition compare(Comparator comparator, EventField field, Datum literal) {
    byte[] bytes = literal.text().getBytes(StandardCharsets.UTF_8);
    boolean text = literal instanceof Datum.Text;
    boolean plain = text && isPlain(bytes);
    boolean number = !literal.numeral().isEmpty();
    return switch (comparator) {
      case EQUAL ->
          frame ->
              !differs(frame, field, bytes, plain) && isEqual(frame, field, bytes, text, number);
      case NOT_EQUAL ->
          frame ->
              differs(frame, field, bytes, plain) || !isEqual(frame, field, bytes, text, number);
      case LESS -> frame -> isLess(order(frame, field, bytes, number));
      case GREATER -> frame -> order(frame, field, bytes, number) > 0;
      case LESS_OR_EQUAL ->
          frame -> {
            int order = order(frame, field, bytes, number);
            return order == 0 || isLess(order);
          };
      case GREATER_OR_EQUAL -> frame -> order(frame, field, bytes, number) >= 0;
    };
  }

  private static boolean isPlain(byte[] literal) {
    for (byte b : literal) {
      if (b == '\\' || b == '"' || (b >= 0 && b < ' ')) {
        return false;
      }
    }
    return literal.length > 0;
  }

  /**
   * Whether a string is another one at first sight, as nearly all are: an escape is longer than
   * what it stands for, so it can only be in a string that is longer.
   *
   * @param plain whether the literal is a text without anything that must be escaped
   */
  private static boolean differs(Frame frame, EventField field, byte[] literal, boolean plain) {
    if (!plain) {
      return false;
    }
    int selector = field.find(frame);
    if (selector < 0) {
      return true;
    }
    byte[] array = frame.array();
    int start = frame.start(selector);
    if (array[start] != '"') {
      return false;
    }
    int length = frame.end(selector) - start - 2;
    byte first = array[start + 1];
    return length < literal.length
        || (first != literal[0] && first != '\\')
        || (length == literal.length
            && !Arrays.equals(array, start + 1, start + 1 + length, literal, 0, length));
  }

  private static boolean isLess(int order) {
    return order < 0 && order != NONE;
  }

  private static boolean isEqual(
      Frame frame, EventField field, byte[] literal, boolean text, boolean number) {
    var scalar = read(frame, field);
    return switch (scalar.kind()) {
      case TEXT -> text ? isSame(scalar, literal) : order(scalar, literal, number) == 0;
      case NUMBER -> order(scalar, literal, number) == 0;
      case TRUE, FALSE ->
          isTruth(scalar.kind(), literal, text) || order(scalar, literal, number) == 0;
      case NULL, OBJECT, ARRAY -> false;
    };
  }

  private static boolean isTruth(Scalar.Kind kind, byte[] literal, boolean text) {
    byte[] word = kind == Scalar.Kind.TRUE ? TRUE : FALSE;
    if (!text || literal.length != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if ((literal[i] | 0x20) != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Turns the frame's scalar to the field; of one that is not there, to null. */
  private static Scalar read(Frame frame, EventField field) {
    var scalar = frame.scalar;
    int selector = field.find(frame);
    if (selector < 0) {
      scalar.read(NULL, 0, NULL.length);
    } else {
      scalar.read(frame.array(), frame.start(selector), frame.end(selector));
    }
    return scalar;
  }

  private static boolean isSame(Scalar scalar, byte[] literal) {
    return Arrays.equals(scalar.array(), scalar.start(), scalar.end(), literal, 0, literal.length);
  }

  private static int order(Frame frame, EventField field, byte[] literal, boolean number) {
    return order(read(frame, field), literal, number);
  }

  private static int order(Scalar scalar, byte[] literal, boolean number) {
    return switch (scalar.kind()) {
      case TEXT, NUMBER -> order(scalar.array(), scalar.start(), scalar.end(), literal, number);
      case TRUE -> order(ONE, 0, 1, literal, number);
      case FALSE -> order(ZERO, 0, 1, literal, number);
      case NULL, OBJECT, ARRAY -> NONE;
    };
  }

  private static int order(byte[] array, int start, int end, byte[] literal, boolean number) {
    int order =
        number && Numerals.isNumber(array, start, end)
            ? Numerals.compare(array, start, end, literal, 0, literal.length)
            : Arrays.compareUnsigned(array, start, end, literal, 0, literal.length);
    return Integer.signum(order);
  }

  /** Whether a field's text holds another. */
  static Eval.Condition contains(EventField field, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return frame -> {
      var scalar = read(frame, field);
      return switch (scalar.kind()) {
        case TEXT, NUMBER -> contains(scalar.array(), scalar.start(), scalar.end(), bytes);
        case TRUE -> contains(ONE, 0, 1, bytes);
        case FALSE -> contains(ZERO, 0, 1, bytes);
        case NULL, OBJECT, ARRAY -> false;
      };
    };
  }

  /** Whether the message holds a text. */
  static Eval.Condition messageContains(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return frame -> {
      var event = frame.event();
      int offset = event.offset();
      return contains(event.array(), offset, offset + event.length(), bytes);
    };
  }

  /** Whether the field is there. */
  static Eval.Condition isPresent(EventField field) {
    return frame -> field.find(frame) >= 0;
  }

  private static boolean contains(byte[] array, int start, int end, byte[] text) {
    if (text.length == 0) {
      return true;
    }
    byte first = text[0];
    int last = end - text.length;
    for (int i = start; i <= last; i++) {
      if (array[i] == first && Arrays.equals(array, i, i + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
