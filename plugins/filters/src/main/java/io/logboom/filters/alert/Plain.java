package io.logboom.filters.alert;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text from events fit to be shown. Whatever is not seen, or changes how other text is seen,
 * is written as {@code \}{@code u202e}: control characters (ANSI escapes begin with one), bidi and
 * other format characters, halves of surrogate pairs, and what is for private use or not assigned
 * (Unicode general categories Cc, Cf, Cs, Co, Cn, Zl, Zp). Every other kind of blank becomes a
 * space. Stateless.
 */
final class Plain {

  /** What stands for the part that was cut off. */
  static final char ELLIPSIS = '…';

  private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\t\\u0085\\u2028\\u2029]");
  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final Pattern ADDRESSES = Pattern.compile("(?<!\\[)://|://(?!])");
  private static final Pattern HOSTS = Pattern.compile("(?i)\\b(www)\\.");
  private static final Pattern SCHEMES =
      Pattern.compile("(?i)\\b(mailto|javascript|data|tel|sms|file|vbscript):");

  private Plain() {}

  /** The text in one line, all of it to be seen. */
  static String line(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isHidden(c)) {
        escape(c, out);
      } else if (Character.getType(c) == Character.SPACE_SEPARATOR) {
        out.append(' ');
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  /** The text as a title: line breaks and tabs are spaces there, and there are no two in a row. */
  static String title(String text) {
    var line = line(BREAKS.matcher(text).replaceAll(" "));
    return SPACES.matcher(line).replaceAll(" ").strip();
  }

  /** Text of several lines: what {@link #line} does to each of them. A tab becomes a space. */
  static String lines(String text) {
    var out = new StringBuilder(text.length());
    for (var line : text.replace("\r\n", "\n").replace('\t', ' ').split("\n", -1)) {
      out.append(out.isEmpty() ? "" : "\n").append(line(line));
    }
    return out.toString();
  }

  /** Whether nobody sees the character, or sees others differently for it. */
  static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> isBlankLetter(c);
    };
  }

  /**
   * Fillers of Hangul, and Braille's blank: letters and symbols by category, yet not to be seen.
   */
  private static boolean isBlankLetter(int c) {
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x034F;
  }

  private static void escape(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        for (char unit : Character.toChars(c)) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
    }
  }

  /** Whether the text is longer than that. */
  static boolean isLonger(String text, int most) {
    return text.length() > most;
  }

  /**
   * The beginning of the text, no longer than that with the mark at its end; the text itself when
   * it is no longer. A character is never cut in two, nor parted from its accents.
   */
  static String cut(String text, int most) {
    if (!isLonger(text, most)) {
      return text;
    }
    int end = Math.max(0, most - 1);
    while (end > 0 && isWithinCharacter(text, end)) {
      end--;
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  private static boolean isWithinCharacter(String text, int at) {
    if (Character.isLowSurrogate(text.charAt(at))) {
      return true;
    }
    return switch (Character.getType(text.codePointAt(at))) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /**
   * Text in which programs that make links of whatever looks like one find none: {@code
   * https[://]example.com}, the way people who exchange such things write them.
   */
  static String unlinked(String text) {
    if (text.indexOf(':') < 0 && text.indexOf('.') < 0) {
      return text;
    }
    var unlinked = ADDRESSES.matcher(text).replaceAll("[://]");
    unlinked = HOSTS.matcher(unlinked).replaceAll("$1[.]");
    return SCHEMES.matcher(unlinked).replaceAll("$1[:]");
  }
}
