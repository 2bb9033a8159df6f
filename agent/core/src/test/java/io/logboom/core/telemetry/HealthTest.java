package io.logboom.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private final Health health = new Health(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void isReadyOnceEveryInputReadsOrHasEnded() {
    health.expect("a");
    health.expect("b");
    assertThat(health.ready()).isFalse();
    health.ready("a");
    assertThat(health.ready()).isFalse();
    health.ended("b");
    assertThat(health.ready()).isTrue();
    health.unready("a", "no such queue");
    assertThat(health.ready()).isFalse();
    assertThat(health.inputs().get("a"))
        .isEqualTo(new Health.State(Health.Phase.UNREADY, "no such queue", NOW));
    health.ready("a");
    assertThat(health.ready()).isTrue();
    health.stop();
    assertThat(health.ready()).isFalse();
  }

  @Test
  void tellsChangesAndNothingElse() {
    var told = new ArrayList<Boolean>();
    health.expect("a");
    health.onChange(() -> told.add(health.ready()));
    health.ready("a");
    health.ready("a");
    health.unready("a", "one");
    health.unready("a", "one");
    health.unready("a", "two");
    health.ended("a");
    health.ready("a");
    assertThat(told).containsExactly(true, false, false, true);
  }

  @Test
  void reasonsAreOneLineOfBoundedLength() {
    health.unready("a", "first\nsecond");
    assertThat(health.inputs().get("a").why()).isEqualTo("first");
    health.unready("a", "x".repeat(10_000));
    assertThat(health.inputs().get("a").why()).hasSize(503);
  }
}
