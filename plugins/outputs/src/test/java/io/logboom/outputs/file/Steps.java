package io.logboom.outputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.Origin;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock that a test sets forward. */
final class Steps implements InstantSource {
  private volatile Instant now = TestContext.NOW;

  @Override
  public Instant instant() {
    return now;
  }

  void forward(Duration time) {
    now = now.plus(time);
  }

  /** The same context with this clock. */
  Context over(Context context) {
    var clock = withZone(ZoneOffset.UTC);
    return new Context() {
      @Override
      public String name() {
        return context.name();
      }

      @Override
      public Path dataDirectory() {
        return context.dataDirectory();
      }

      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public Counter counter(String name) {
        return context.counter(name);
      }

      @Override
      public void gauge(String name, LongSupplier value) {
        context.gauge(name, value);
      }

      @Override
      public Framer framer(Framing framing) {
        return context.framer(framing);
      }

      @Override
      public Event event(byte[] bytes, Origin origin) {
        return context.event(bytes, origin);
      }
    };
  }
}
