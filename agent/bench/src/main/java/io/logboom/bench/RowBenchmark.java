package io.logboom.bench;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.core.config.Plugins;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds for an event of 1.8 kB through the filters of the main job. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowBenchmark {
  private final List<Event> events = Made.events(Made.document());
  private final byte[] block = new byte[1 << 20];
  private final Last last = new Last();
  private final Onward onward = new Onward();
  private Filter cloudtrail = (event, next) -> next.accept(event);
  private Filter snare = cloudtrail;
  private int next;

  /** Makes the filters as the engine does, with their defaults. */
  @Setup
  public void makeFilters() throws Exception {
    cloudtrail = filter("cloudtrail");
    snare = filter("snare");
  }

  /** Recognise a record, find its time and id. */
  @Benchmark
  public Event cloudtrail() throws Exception {
    cloudtrail.apply(event(), last);
    return last.event;
  }

  /** Make a row of it. */
  @Benchmark
  public Event snare() throws Exception {
    snare.apply(event(), last);
    return last.event;
  }

  /** Both. */
  @Benchmark
  public Event both() throws Exception {
    cloudtrail.apply(event(), onward);
    return last.event;
  }

  private Event event() {
    next = next + 1 == events.size() ? 0 : next + 1;
    return events.get(next);
  }

  private static Filter filter(String type) throws Exception {
    for (var plugin : Plugins.installed().all()) {
      if (plugin.type().equals(type) && plugin instanceof FilterPlugin<?> filter) {
        return create(filter);
      }
    }
    throw new IllegalStateException("no filter " + type);
  }

  private static <C extends Record> Filter create(FilterPlugin<C> plugin)
      throws Exception, InvalidConfigException {
    var context =
        new TestContext(
            Path.of("."),
            _ -> {
              throw new IllegalStateException("filters frame nothing");
            },
            (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
    return plugin.create(ConfigReader.bind(plugin, ""), context);
  }

  /** Keeps what a filter hands on; its rows go into one block, over and over. */
  private class Last implements Next {
    private Event event = events.getFirst();
    private Bytes bytes = new Bytes(_ -> block);

    @Override
    public void accept(Event handedOn) {
      event = handedOn;
    }

    @Override
    public void drop(String reason) {
      throw new IllegalStateException("dropped: " + reason);
    }

    @Override
    public void reject(Event rejected, MalformedException reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public Bytes bytes() {
      if (bytes.position() > block.length / 2) {
        bytes = new Bytes(_ -> block);
      }
      return bytes;
    }
  }

  /** Hands on to the second filter. */
  private final class Onward extends Last {
    @Override
    public void accept(Event handedOn) {
      try {
        snare.apply(handedOn, last);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
