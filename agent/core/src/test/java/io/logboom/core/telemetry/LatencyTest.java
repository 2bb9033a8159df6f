package io.logboom.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private final Latency latency = new Latency();

  private void delivered(Duration time, long events) {
    latency.delivered(time.toNanos(), events);
  }

  @Test
  void eventsFallIntoTheBucketThatHasTheirTime() {
    delivered(Duration.ofMillis(5), 10);
    delivered(Duration.ofMillis(6), 20);
    delivered(Duration.ofHours(2), 1);
    var read = latency.read();
    assertThat(read.events()).isEqualTo(31);
    assertThat(read.counts().get(0)).isEqualTo(10);
    assertThat(read.counts().get(1)).isEqualTo(20);
    assertThat(read.counts().getLast()).isEqualTo(1);
    assertThat(read.seconds()).isCloseTo(7200 + 0.05 + 0.12, Offset.offset(1e-6));
  }

  @Test
  void quantilesAreTheBoundsOfBuckets() {
    assertThat(latency.read().quantile(0.5)).isEmpty();
    delivered(Duration.ofMillis(1), 98);
    delivered(Duration.ofSeconds(2), 1);
    delivered(Duration.ofHours(2), 1);
    assertThat(latency.read().quantile(0.5)).hasValue(0.005);
    assertThat(latency.read().quantile(0.99)).hasValue(2.5);
    assertThat(latency.read().quantile(1)).isEmpty();
  }
}
