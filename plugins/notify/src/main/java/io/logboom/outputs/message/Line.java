package io.logboom.outputs.message;

/**
 * Makes one line of any text: what an attacker has written can neither begin another line, nor
 * another header, nor turn the order of letters around.
 */
public final class Line {
  private static final int REPLACEMENT = 0xFFFD;

  private Line() {}

  /**
   * The text without control characters and without what changes direction; line breaks and runs of
   * blanks are one blank each, and half a surrogate pair is U+FFFD.
   *
   * @param most code points of it, the last one an ellipsis when it was longer
   */
  public static String of(String text, int most) {
    var line = new StringBuilder();
    int count = 0;
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (isBlank(codePoint)) {
        blank = !line.isEmpty();
        continue;
      }
      if (turns(codePoint)) {
        continue;
      }
      count += blank ? 2 : 1;
      if (count > most) {
        return cut(line, most);
      }
      if (blank) {
        line.append(' ');
        blank = false;
      }
      line.appendCodePoint(
          Character.getType(codePoint) == Character.SURROGATE ? REPLACEMENT : codePoint);
    }
    return line.toString();
  }

  private static String cut(StringBuilder line, int most) {
    int length = line.codePointCount(0, line.length());
    int end = line.offsetByCodePoints(0, Math.min(length, most - 1));
    return line.substring(0, end).strip() + "…";
  }

  private static boolean isBlank(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint);
  }

  /** Marks of direction, and the byte order mark. */
  private static boolean turns(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0xFEFF;
  }
}
