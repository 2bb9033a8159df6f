package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Glob;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which log groups to read: a name, a pattern, or the ARN of either.
 *
 * @param text as it was written
 * @param region of the ARN
 * @param account of the ARN
 * @param name a log group's name, or a pattern of such names
 */
public record LogGroups(
    String text, Optional<String> region, Optional<String> account, String name) {

  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:logs:([a-z0-9-]+):(\\d{12}):log-group:([^:]+)(?::\\*)?");

  /** What a name may consist of (API reference of CreateLogGroup), and the signs of a pattern. */
  private static final Pattern NAME = Pattern.compile("[\\w./#*?-]{1,512}");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is neither name, pattern nor ARN
   */
  public static LogGroups of(String text) {
    Matcher arn = ARN.matcher(text);
    if (arn.matches() && NAME.matcher(arn.group(3)).matches()) {
      return new LogGroups(
          text, Optional.of(arn.group(1)), Optional.of(arn.group(2)), arn.group(3));
    }
    if (NAME.matcher(text).matches()) {
      return new LogGroups(text, Optional.empty(), Optional.empty(), text);
    }
    throw new IllegalArgumentException(
        "not a log group: \""
            + text
            + "\"; write a name, a pattern such as /aws/lambda/**, or an ARN such as"
            + " arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/**");
  }

  /** Whether it has to be looked up which log groups these are. */
  boolean pattern() {
    return prefix().length() < name.length();
  }

  /** What every name that fits begins with. */
  String prefix() {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '*' && name.charAt(end) != '?') {
      end++;
    }
    return name.substring(0, end);
  }

  /** Whether a log group is one of them. */
  boolean matches(String groupName) {
    return Glob.of(name).matches(groupName);
  }

  @Override
  public String toString() {
    return text;
  }
}
