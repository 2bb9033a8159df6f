package io.logboom.outputs.sns;

import java.util.regex.Pattern;

/**
 * A topic: {@code arn:aws:sns:eu-north-1:111122223333:alerts}.
 *
 * @param text the whole
 * @param region where it is
 */
public record TopicArn(String text, String region) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[a-z-]*:sns:([a-z0-9-]+):\\d{12}:(?=.{1,256}$)[A-Za-z0-9_-]+(\\.fifo)?");

  /**
   * Parses one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static TopicArn of(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "not a topic: \"" + text + "\"; write arn:aws:sns:REGION:ACCOUNT:NAME");
    }
    return new TopicArn(text, match.group(1));
  }

  /** Whether it keeps messages in order, and each once. */
  boolean fifo() {
    return text.endsWith(".fifo");
  }

  @Override
  public String toString() {
    return text;
  }
}
