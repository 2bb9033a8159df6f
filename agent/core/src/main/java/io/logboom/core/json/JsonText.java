package io.logboom.core.json;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes small JSON texts; made for one at a time. Used by one thread. */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();

  public JsonText open(char bracket) {
    separate();
    text.append(bracket);
    return this;
  }

  public JsonText close(char bracket) {
    text.append(bracket);
    return this;
  }

  public JsonText name(String name) {
    separate();
    quote(name);
    text.append(':');
    return this;
  }

  public JsonText value(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonText value(boolean value) {
    separate();
    text.append(value);
    return this;
  }

  public JsonText value(long value) {
    separate();
    text.append(value);
    return this;
  }

  /** A number with so many digits behind the point as matter to people. */
  public JsonText value(double value) {
    separate();
    text.append(
        new BigDecimal(value)
            .setScale(3, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString());
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private void separate() {
    if (!text.isEmpty() && "{[:,".indexOf(text.charAt(text.length() - 1)) < 0) {
      text.append(',');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || loneSurrogate(value, i)) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  /** One without its other half has no form in UTF-8. */
  private static boolean loneSurrogate(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }
}
