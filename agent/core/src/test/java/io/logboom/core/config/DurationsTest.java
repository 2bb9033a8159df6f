package io.logboom.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DurationsTest {

  @Test
  void readsANumberAndAUnit() {
    assertThat(Durations.of("200ms")).isEqualTo(Duration.ofMillis(200));
    assertThat(Durations.of(" 1.5 s ")).isEqualTo(Duration.ofMillis(1500));
    assertThat(Durations.of("0.000000001d")).isEqualTo(Duration.ofNanos(86_400));
    assertThat(Durations.of("1.9ns")).isEqualTo(Duration.ofNanos(1));
    assertThat(Durations.of("9223372036.854775807s")).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void saysWhatIsNoDuration() {
    for (var text :
        new String[] {"", "5", "s", "-1s", "1.s", ".5s", "1.0000000001s", "1w", "1,5s"}) {
      assertThatThrownBy(() -> Durations.of(text)).hasMessageStartingWith("not a duration");
    }
    assertThatThrownBy(() -> Durations.of("9223372036.854775808s"))
        .hasMessage("duration too long: \"9223372036.854775808s\"");
    assertThatThrownBy(() -> Durations.of("999999999999999999d"))
        .hasMessageStartingWith("duration too long");
  }

  @Test
  void fractionsAreThoseOfExactArithmetic() {
    long seed = Long.getLong("logboom.seed", System.nanoTime());
    var random = new Random(seed);
    String[] units = {"d", "h", "m", "s", "ms", "us", "ns"};
    long[] nanos = {
      86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000, 1_000_000, 1_000, 1
    };
    for (int i = 0; i < 10_000; i++) {
      int unit = random.nextInt(units.length);
      int digits = 1 + random.nextInt(9);
      var number =
          random.nextInt(1000)
              + "."
              + ("" + (1_000_000_000L + random.nextInt(1_000_000_000))).substring(1, 1 + digits);
      long exact = new BigDecimal(number).multiply(BigDecimal.valueOf(nanos[unit])).longValue();
      assertThat(Durations.of(number + units[unit]))
          .as("seed %d: %s", seed, number)
          .isEqualTo(Duration.ofNanos(exact));
    }
  }
}
