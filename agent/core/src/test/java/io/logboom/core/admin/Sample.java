package io.logboom.core.admin;

import io.logboom.core.config.AdminConfig;
import io.logboom.core.telemetry.Health;
import io.logboom.core.telemetry.Meter;
import io.logboom.core.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An agent with one of everything, that has done a bit. */
final class Sample implements Watched {
  final Clock clock = Clock.systemUTC();
  final Health health = new Health(clock);
  final Telemetry telemetry = new Telemetry(clock, health);
  final List<String> stuck = new ArrayList<>();
  final List<String> failures = new ArrayList<>();

  Sample() {
    health.expect("pipelines.p.inputs.trail");
    var input = telemetry.meter(Meter.Kind.INPUT, "pipelines.p.inputs.trail", "s3");
    input.emitted(100, 160_000);
    input.failed("rejected", 2);
    input.deadLettered("rejected", 2);
    input.counter("objects").add(3);
    input.gauge("messages-in-flight", () -> 4);
    input.delivery().delivered(Duration.ofMillis(40).toNanos(), 100);
    input
        .freshness()
        .happened(
            Map.of("aws.account", "111122223333", "aws.region", "us-east-1"),
            Instant.now().minusSeconds(60).toEpochMilli());
    health.expect("pipelines.p.inputs.stream");
    var stream = telemetry.meter(Meter.Kind.INPUT, "pipelines.p.inputs.stream", "kinesis");
    stream.gauge("millis-behind-latest.trail/shardId-000000000000", () -> 1500);
    var filter = telemetry.meter(Meter.Kind.FILTER, "pipelines.p.filters.0", "snare");
    filter.filtered(100, 97);
    filter.dropped("say \"no\"\n", 3);
    telemetry.meter(Meter.Kind.FILTER, "pipelines.p.outputs.siem.filters.0", "udm");
    var output = telemetry.meter(Meter.Kind.OUTPUT, "pipelines.p.outputs.siem", "http");
    output.written(97, 50_000);
    output.retried("HTTP 503");
    output.queue(() -> new Meter.Level(10, 950, 1000));
    output.counter("queue-events").add(10);
    telemetry.room(new Telemetry.Room(() -> 1000, 64_000, () -> Duration.ZERO));
  }

  /** Everything reads. */
  Sample ready() {
    health.ready("pipelines.p.inputs.trail");
    health.ready("pipelines.p.inputs.stream");
    return this;
  }

  Admin serve(AdminConfig config) {
    return Admin.start(config, this);
  }

  @Override
  public Telemetry telemetry() {
    return telemetry;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public List<String> stuck() {
    return stuck;
  }

  @Override
  public synchronized void fail(String why) {
    failures.add(why);
  }
}
