package io.logboom.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Telemetry telemetry = new Telemetry(clock, new Health(clock));

  @Test
  void warnsOfWhatCannotWriteAsLongAsItCannot() {
    var output = telemetry.meter(Meter.Kind.OUTPUT, "pipelines.p.outputs.siem", "http");
    var letters = telemetry.own("dead-letter");
    assertThat(telemetry.read().warnings()).isEmpty();
    output.retried("HTTP 503");
    output.retried("HTTP 500");
    letters.retried("disk full");
    assertThat(telemetry.read().warnings())
        .containsExactly(
            "dead-letter: cannot write since 2026-11-21T10:00:00Z: disk full",
            "pipelines.p.outputs.siem: cannot write since 2026-11-21T10:00:00Z: HTTP 500");
    output.written(1, 10);
    letters.written(1, 10);
    var later = telemetry.read();
    assertThat(later.warnings()).isEmpty();
    assertThat(later.plugins()).hasSize(1);
    assertThat(later.plugins().getFirst().lastTrouble())
        .hasValue(new Meter.Trouble("HTTP 500", NOW));
  }

  @Test
  void warnsOfQueuesAlmostFullAndOfMemoryUsedUpForLong() {
    var input = telemetry.meter(Meter.Kind.INPUT, "pipelines.p.inputs.net", "syslog");
    input.queue(() -> new Meter.Level(5, 900, 1000));
    telemetry.room(new Telemetry.Room(() -> 10, 10, () -> Duration.ofSeconds(61)));
    assertThat(telemetry.read().warnings())
        .containsExactly(
            "pipelines.p.inputs.net: its queue is 90 % full",
            "inputs have waited for memory.in-flight for 61 s: outputs are slower than inputs");
  }

  @Test
  void ratesAreThoseSinceTheFirstLook() {
    var input = telemetry.meter(Meter.Kind.INPUT, "pipelines.p.inputs.net", "syslog");
    input.emitted(1_000_000, 1_000_000);
    telemetry.rates().look();
    assertThat(telemetry.read().plugins().getFirst().rate()).isZero();
    input.emitted(100, 1000);
    var now = telemetry.read().plugins().getFirst();
    assertThat(now.rate()).isPositive();
    assertThat(now.byteRate()).isGreaterThan(now.rate());
    assertThat(now.pipeline()).isEqualTo("p");
    assertThat(now.name()).isEqualTo("net");
  }

  @Test
  void reasonsAreBoundedWhateverPluginsMakeOfThem() {
    var filter = telemetry.meter(Meter.Kind.FILTER, "pipelines.p.outputs.o.filters.0", "any");
    for (int i = 0; i < 1000; i++) {
      filter.dropped("reason " + i, 1);
    }
    var plugin = telemetry.read().plugins().getFirst();
    assertThat(plugin.name()).isEqualTo("o.0");
    assertThat(plugin.drops()).hasSize(101).containsEntry("other", 900L);
  }
}
