package io.logboom.core.condition;

import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;

/**
 * Says which events a filter or an output is for. Immutable; safe for use by many threads.
 *
 * <pre>
 * eventName == 'ConsoleLogin' and not (errorCode exists or userIdentity.type in ['AWSService', 'Root'])
 * eventTime &gt;= '2026-11-21' and @origin.s3.bucket glob 'audit-*'
 * </pre>
 *
 * <ul>
 *   <li>A field is a {@linkplain io.logboom.spi.FieldPath path}; a name that is a word of this
 *       language, or holds other characters than letters, digits, {@code _}, {@code -} and {@code
 *       $}, is quoted. {@code @origin.NAME} is what the transport said: an attribute of the event's
 *       {@linkplain io.logboom.spi.Origin origin}.
 *   <li>Literals: text in single or double quotes ({@code \} before a quote or a {@code \}),
 *       numbers, {@code true}, {@code false}, {@code null}.
 *   <li>{@code == != < <= > >=} compare a field with a literal. Values of different kinds are never
 *       equal, and neither is above the other. Numbers compare by value, however they are written
 *       ({@code 1.0 == 1}); those of more than 400 digits as 64-bit floating point. Text compares
 *       by code points, so RFC 3339 times of one offset compare as times.
 *   <li>{@code PATH in [LITERAL, ...]}: equal to one of them. {@code PATH glob 'PATTERN'}: text
 *       that fits a pattern in which {@code *} is any run of characters and {@code ?} any one
 *       character. {@code exists PATH} or {@code PATH exists}: there is such a field, be it {@code
 *       null}.
 *   <li>{@code not} (or {@code !}) before {@code and} ({@code &&}) before {@code or} ({@code ||});
 *       parentheses.
 *   <li>A field that is missing fits no comparison but {@code !=}, which is true whenever {@code
 *       ==} is not.
 * </ul>
 */
public final class Condition {
  private final String text;
  private final Test test;

  private Condition(String text, Test test) {
    this.text = text;
    this.test = test;
  }

  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException with what is wrong, and where, below it a line with the
   *     expression and one with a caret below the place
   */
  public static Condition of(String text) {
    return new Condition(text, new Parser(text).parse());
  }

  /**
   * Whether the event is one of those meant.
   *
   * @throws MalformedException when a field was asked for and the event is not one JSON text
   */
  public boolean test(Event event) throws MalformedException {
    return test.of(event);
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
