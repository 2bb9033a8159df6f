package io.logboom.inputs.kinesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream, written as its name or its ARN.
 *
 * @param name its own name
 * @param arn when it was written so
 * @param region where it is, when the ARN tells
 */
public record StreamName(String name, Optional<String> arn, Optional<String> region) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:kinesis:([a-z0-9-]+):\\d{12}:stream/([a-zA-Z0-9_.-]{1,128})");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is neither name nor ARN of a stream
   */
  public static StreamName of(String text) {
    Matcher matcher = ARN.matcher(text);
    if (matcher.matches()) {
      return new StreamName(matcher.group(2), Optional.of(text), Optional.of(matcher.group(1)));
    }
    if (NAME.matcher(text).matches()) {
      return new StreamName(text, Optional.empty(), Optional.empty());
    }
    throw new IllegalArgumentException(
        "not a stream: \""
            + text
            + "\"; write its name or its ARN, such as"
            + " arn:aws:kinesis:eu-west-1:111122223333:stream/trail");
  }

  @Override
  public String toString() {
    return name;
  }
}
