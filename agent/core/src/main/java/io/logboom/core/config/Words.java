package io.logboom.core.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kebab-case words that configuration files use for names of Java. */
final class Words {

  private Words() {}

  /** {@code maxEventSize} as {@code max-event-size}. */
  static String ofComponent(String name) {
    var word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        word.append('-');
      }
      word.append(Character.toLowerCase(c));
    }
    return word.toString();
  }

  /** {@code DEAD_LETTER} as {@code dead-letter}. */
  static String ofConstant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words of an enum, in its order. */
  static List<String> ofEnum(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ofConstant((Enum<?>) constant))
        .toList();
  }
}
