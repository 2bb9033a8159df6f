package io.logboom.filters.pattern;

/** What a condition compares with, as it is written. */
sealed interface Operand {

  /**
   * Text in double quotes; {@code *} stands for any text.
   *
   * @param text without the quotes and escapes
   */
  record Quoted(String text) implements Operand {}

  /**
   * Text without quotes, which may be a number; {@code *} stands for any text.
   *
   * @param text as it is written
   */
  record Bare(String text) implements Operand {}

  /**
   * A regular expression between percent signs.
   *
   * @param regex checked already
   */
  record Matching(RegexSyntax regex) implements Operand {}
}
