package io.logboom.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Map<String, String> OHIO =
      Map.of("aws.account", "111122223333", "aws.region", "us-east-2");
  private final Freshness freshness = new Freshness(Clock.fixed(NOW, ZoneOffset.UTC));

  private static long ago(Duration time) {
    return NOW.minus(time).toEpochMilli();
  }

  @Test
  void theNewestEventOfEachAccountAndRegionCounts() {
    freshness.happened(OHIO, ago(Duration.ofSeconds(90)));
    freshness.happened(OHIO, ago(Duration.ofSeconds(30)));
    freshness.happened(OHIO, ago(Duration.ofSeconds(60)));
    freshness.happened(Map.of(), ago(Duration.ofHours(1)));
    assertThat(freshness.read())
        .containsExactly(
            new Freshness.Reading("", "", Duration.ofHours(1)),
            new Freshness.Reading("111122223333", "us-east-2", Duration.ofSeconds(30)));
  }

  @Test
  void whatEventsSayComesBeforeWhenTheyCame() {
    freshness.stamped(OHIO, ago(Duration.ofSeconds(1)));
    assertThat(freshness.read().getFirst().age()).isEqualTo(Duration.ofSeconds(1));
    freshness.happened(OHIO, ago(Duration.ofMinutes(15)));
    freshness.stamped(OHIO, ago(Duration.ZERO));
    assertThat(freshness.read().getFirst().age()).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void aTimeInTheFutureCountsAsNow() {
    freshness.happened(OHIO, NOW.plus(Duration.ofDays(900)).toEpochMilli());
    assertThat(freshness.read().getFirst().age()).isZero();
  }

  @Test
  void memoryIsBoundedWhateverAccountsThereAre() {
    for (int i = 0; i < 10_000; i++) {
      freshness.happened(Map.of("aws.account", i + "x".repeat(i % 300)), ago(Duration.ZERO));
    }
    assertThat(freshness.read())
        .hasSize(Freshness.MOST + 1)
        .anyMatch(one -> one.account().equals(Freshness.OTHER))
        .allMatch(one -> one.account().length() <= 64);
  }
}
