package io.logboom.core.config;

import java.util.regex.Pattern;

/** Writes and reads the dotted addresses of sections and options. */
final class Address {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  private Address() {}

  /** The address of something within a section; a name with other characters is quoted. */
  static String of(String section, String name) {
    String step = plain(name) ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return section.isEmpty() ? step : section + "." + step;
  }

  /** Whether a name is made of letters, digits, {@code _} and {@code -} alone. */
  static boolean plain(String name) {
    return PLAIN.matcher(name).matches();
  }

  /** The last step of an address of plain names. */
  static String last(String address) {
    return address.substring(address.lastIndexOf('.') + 1);
  }
}
