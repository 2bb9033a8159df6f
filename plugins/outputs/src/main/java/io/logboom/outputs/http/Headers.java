package io.logboom.outputs.http;

import java.util.regex.Pattern;

/** What names and values of headers can be (RFC 9110 §5). */
final class Headers {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\t\\x20-\\x7e]*[\\x21-\\x7e])?");

  private Headers() {}

  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a header's name: \"" + name + "\"");
    }
  }

  /** Checks a value; it may be secret, so the error does not show it. */
  static void checkValue(String name, String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the value of the header " + name + " must be plain ASCII without line breaks");
    }
  }
}
