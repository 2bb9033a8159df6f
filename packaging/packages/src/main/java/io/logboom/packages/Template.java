package io.logboom.packages;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with names in them, such as {@code @version@}, for which values are put in. */
final class Template {
  private static final Pattern NAME = Pattern.compile("@([a-z-]+)@");

  private Template() {}

  /**
   * @throws IllegalArgumentException when the text asks for what is not there
   */
  static String fill(String text, Map<String, String> values) {
    return NAME.matcher(text)
        .replaceAll(
            found -> {
              String value = values.get(found.group(1));
              if (value == null) {
                throw new IllegalArgumentException("there is no value for " + found.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
