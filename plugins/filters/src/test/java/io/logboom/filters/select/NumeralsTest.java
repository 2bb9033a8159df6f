package io.logboom.filters.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumeralsTest {

  @Test
  void numbersAreToldFromText() {
    for (var number :
        List.of("0", "-0", "+7", "007", "1.", ".5", "-1.5e300", "1E+3", "1e-3", "9".repeat(400))) {
      assertThat(isNumber(number)).as(number).isTrue();
    }
    for (var text :
        List.of("", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "0x1", "NaN", "1 ", " 1", "1a")) {
      assertThat(isNumber(text)).as(text).isFalse();
    }
  }

  @Test
  void theirOrderIsExact() {
    assertThat(compare("9007199254740993", "9007199254740992")).isPositive();
    assertThat(compare("0.1", "0.10000000000000000001")).isNegative();
    assertThat(compare("1e+3", "1000.0")).isZero();
    assertThat(compare("-0.0", "+0e99")).isZero();
    assertThat(compare("-5", "3")).isNegative();
    assertThat(compare("1e999999999999999999999", "1e400")).isPositive();
    assertThat(compare("1e-999999999999999999999", "1e-400")).isNegative();
    assertThat(compare("-1e999999999999999999999", "0")).isNegative();
  }

  @Test
  void randomNumbersAreInTheOrderOfBigDecimal() {
    long seed = 42;
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var a = number(random);
      var b = random.nextInt(4) == 0 ? respelt(a, random) : number(random);
      assertThat(Integer.signum(compare(a, b)))
          .as("seed %s: %s and %s", seed, a, b)
          .isEqualTo(new BigDecimal(a).compareTo(new BigDecimal(b)));
    }
  }

  private static String number(Random random) {
    var text = new StringBuilder(List.of("", "-", "+").get(random.nextInt(3)));
    int digits = 1 + random.nextInt(4);
    for (int i = 0; i < digits; i++) {
      text.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
    }
    if (random.nextInt(3) == 0) {
      text.insert(text.length() - random.nextInt(digits), ".");
    }
    if (random.nextInt(4) == 0) {
      text.append(random.nextBoolean() ? "e" : "E+").append(random.nextInt(5));
    } else if (random.nextInt(4) == 0) {
      text.append("e-").append(random.nextInt(5));
    }
    return text.toString();
  }

  private static String respelt(String number, Random random) {
    var value = new BigDecimal(number);
    return switch (random.nextInt(3)) {
      case 0 -> value.toPlainString();
      case 1 -> value.setScale(value.scale() + 3).toString();
      default -> value.stripTrailingZeros().toString();
    };
  }

  private static boolean isNumber(String text) {
    byte[] bytes = ("5" + text + "5").getBytes(StandardCharsets.UTF_8);
    return Numerals.isNumber(bytes, 1, bytes.length - 1);
  }

  private static int compare(String a, String b) {
    byte[] bytes = ("0." + a + "9.0" + b + "7").getBytes(StandardCharsets.UTF_8);
    return Numerals.compare(
        bytes, 2, 2 + a.length(), bytes, 5 + a.length(), 5 + a.length() + b.length());
  }
}
