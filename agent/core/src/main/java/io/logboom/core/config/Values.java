package io.logboom.core.config;

import io.logboom.core.config.Node.Scalar;
import io.logboom.spi.Secret;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes values of Java of scalars; an {@link IllegalArgumentException} says what is wrong with one.
 */
final class Values {

  private Values() {}

  /** Whether options of that type are written as a scalar. */
  static boolean known(Class<?> generic) {
    var type = plain(generic);
    return type == String.class
        || type == boolean.class
        || type == int.class
        || type == long.class
        || type == double.class
        || type == Duration.class
        || type == Path.class
        || type == URI.class
        || type.isEnum()
        || factory(type).isPresent();
  }

  /** What to write for an option of that type: {@code a duration such as 30s}. */
  static String expected(Class<?> generic) {
    var type = plain(generic);
    if (type == boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == double.class) {
      return "a number";
    }
    if (type == Duration.class) {
      return "a duration such as 30s";
    }
    if (type == Secret.class) {
      return "text, or { file = PATH } and nothing more";
    }
    if (type.isEnum()) {
      return "one of " + String.join(", ", Words.ofEnum(type));
    }
    return "text";
  }

  /** The value. */
  static Object of(Class<?> generic, Scalar scalar) {
    var type = plain(generic);
    String text = scalar.text();
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class) {
      return bool(text);
    }
    if (type == int.class) {
      return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class) {
      return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class) {
      return decimal(text).doubleValue();
    }
    if (type == Duration.class) {
      return Durations.of(text);
    }
    if (type == Path.class) {
      return path(text);
    }
    if (type == URI.class) {
      return uri(text);
    }
    if (type.isEnum()) {
      return word(type, text);
    }
    return made(factory(type).orElseThrow(), text);
  }

  /** Type arguments cannot be primitive: {@code List<Integer>} is a list of int all the same. */
  private static Class<?> plain(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(unexpected(boolean.class, text));
    };
  }

  private static long whole(String text, long least, long most) {
    try {
      // Most starts can do without the table that a BigDecimal makes when it is first met.
      long number = isDigits(text) ? Long.parseLong(text) : new BigDecimal(text).longValueExact();
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(unexpected(long.class, text), e);
    } catch (ArithmeticException e) {
      if (decimal(text).stripTrailingZeros().scale() > 0) {
        throw new IllegalArgumentException(unexpected(long.class, text), e);
      }
    }
    throw new IllegalArgumentException("out of range: " + text);
  }

  private static boolean isDigits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits == text.length() && digits > 0 && digits <= 18;
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(unexpected(double.class, text), e);
    }
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path cannot be empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + e.getReason(), e);
    }
  }

  /** What is wrong is told without the address itself, which may hold a password. */
  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "not an address: " + e.getReason() + " at character " + (e.getIndex() + 1), e);
    }
  }

  private static Object word(Class<?> type, String text) {
    for (var constant : type.getEnumConstants()) {
      if (Words.ofConstant((Enum<?>) constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "unknown word \"" + text + "\"" + Nearest.hint(text, Words.ofEnum(type)));
  }

  private static String unexpected(Class<?> type, String text) {
    return "expected " + expected(type) + ", not \"" + text + "\"";
  }

  private static Optional<Method> factory(Class<?> type) {
    try {
      var of = type.getMethod("of", String.class);
      return Modifier.isStatic(of.getModifiers()) && type.isAssignableFrom(of.getReturnType())
          ? Optional.of(of)
          : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private static Object made(Method factory, String text) {
    try {
      factory.setAccessible(true);
      return Objects.requireNonNull(factory.invoke(null, text));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(factory + " failed", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(factory + " cannot be called", e);
    }
  }
}
