package io.logboom.outputs.sns;

import java.text.Normalizer;
import java.util.Map;

/**
 * Subjects as SNS takes them (API reference of Publish): ASCII, less than 100 characters, no
 * control characters.
 */
final class Subject {
  private static final int LONGEST = 99;
  private static final Map<Integer, String> LIKE =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'ẞ', "SS"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "AE"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "OE"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'Ð', "D"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '“', "\""),
          Map.entry((int) '”', "\""),
          Map.entry((int) '„', "\""),
          Map.entry((int) '«', "\""),
          Map.entry((int) '»', "\""),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '‐', "-"),
          Map.entry((int) '‑', "-"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '•', "*"),
          Map.entry((int) '→', "->"),
          Map.entry((int) '×', "x"),
          Map.entry((int) '€', "EUR"));

  private Subject() {}

  /**
   * The line in ASCII: letters without their accents, others by what looks like them, what is left
   * as question marks; cut with three dots.
   *
   * @param line not empty, without control characters
   */
  static String of(String line) {
    var ascii = new StringBuilder();
    Normalizer.normalize(line, Normalizer.Form.NFKD)
        .codePoints()
        .forEach(codePoint -> append(ascii, codePoint));
    String text = ascii.toString().strip();
    if (text.isEmpty()) {
      return "?";
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST - 3).strip() + "..." : text;
  }

  private static void append(StringBuilder ascii, int codePoint) {
    if (codePoint >= ' ' && codePoint < 127) {
      ascii.append((char) codePoint);
    } else if (LIKE.containsKey(codePoint)) {
      ascii.append(LIKE.get(codePoint));
    } else if (Character.getType(codePoint) != Character.NON_SPACING_MARK) {
      ascii.append('?');
    }
  }
}
