package io.logboom.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MeterTest {

  @Test
  @DisplayName("a gauge shows what it says now, and nothing when that is negative")
  void gauges() {
    var telemetry = new Telemetry();
    var meter = telemetry.meter(Meter.Kind.INPUT, "pipelines.p.inputs.i", "kind");
    var lag = new AtomicLong(1234);
    meter.gauge("millis-behind", lag::get);
    meter.gauge("none", () -> -1);
    assertThat(meter.gauges()).isEqualTo(Map.of("millis-behind", 1234L));
    assertThat(Summary.of(telemetry.read(), Summary::label, ""))
        .anyMatch(line -> line.contains("1,234 millis-behind"));
    meter.gauge("millis-behind", () -> 0);
    assertThat(meter.gauges()).isEqualTo(Map.of("millis-behind", 0L));
  }
}
