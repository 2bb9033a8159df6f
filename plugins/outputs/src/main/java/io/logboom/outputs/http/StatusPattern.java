package io.logboom.outputs.http;

import java.util.regex.Pattern;

/** One status, or all of a hundred: {@code 429}, {@code 5xx}. */
public final class StatusPattern {
  private static final Pattern FORM = Pattern.compile("[45](?:xx|[0-9][0-9])");

  private final String text;

  private StatusPattern(String text) {
    this.text = text;
  }

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static StatusPattern of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a status from 400 to 599, or 4xx or 5xx, not \"" + text + "\"");
    }
    return new StatusPattern(text);
  }

  /** Whether it is this status. */
  boolean matches(int status) {
    String digits = Integer.toString(status);
    return digits.equals(text)
        || (text.endsWith("xx") && digits.length() == 3 && digits.charAt(0) == text.charAt(0));
  }

  @Override
  public String toString() {
    return text;
  }
}
