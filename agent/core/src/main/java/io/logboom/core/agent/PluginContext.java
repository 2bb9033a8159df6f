package io.logboom.core.agent;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.framing.Cutters;
import io.logboom.core.framing.StreamFramer;
import io.logboom.core.memory.Blocks;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongSupplier;

/** What one plugin is lent. */
record PluginContext(
    String name, Path agentDirectory, Clock clock, Meter meter, Blocks blocks, Cutters cutters)
    implements Context {

  @Override
  public Path dataDirectory() {
    return agentDirectory.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  @Override
  public Counter counter(String counterName) {
    return meter.counter(counterName);
  }

  @Override
  public void gauge(String gaugeName, LongSupplier value) {
    meter.gauge(gaugeName, value);
  }

  @Override
  public Framer framer(Framing framing) {
    return new StreamFramer(framing, blocks, cutters);
  }

  @Override
  public Event event(byte[] bytes, Origin origin) {
    return JsonEvent.of(bytes, 0, bytes.length, origin, 0);
  }
}
