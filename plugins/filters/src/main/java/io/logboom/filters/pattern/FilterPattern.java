package io.logboom.filters.pattern;

/**
 * A pattern in the filter pattern language of CloudWatch Logs, read and checked. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">
 *     Filter pattern syntax</a>
 */
public final class FilterPattern {

  /** AWS takes 1,024 characters; that is no limit of the language. */
  private static final int LONGEST = 16 << 10;

  private final String text;
  private final Syntax syntax;

  private FilterPattern(String text, Syntax syntax) {
    this.text = text;
    this.syntax = syntax;
  }

  /**
   * Reads a pattern: of conditions on JSON fields when it begins with a brace, of words with blanks
   * between them when it begins with a bracket, of terms otherwise.
   *
   * @throws IllegalArgumentException with what is wrong, the pattern, and a caret under the place
   */
  public static FilterPattern of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern of " + text.length() + " characters; at most " + LONGEST + " are taken");
    }
    var cursor = new Cursor(text);
    cursor.blanks();
    return new FilterPattern(
        text,
        switch (cursor.peek()) {
          case '{' -> new JsonParser(cursor).parse();
          case '[' -> new SpacedParser(cursor).parse();
          default -> new TermsParser(cursor).parse();
        });
  }

  /** What it says. */
  Syntax syntax() {
    return syntax;
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
