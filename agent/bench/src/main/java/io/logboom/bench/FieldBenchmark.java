package io.logboom.bench;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Names;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds to read one field of an event of 1.8 kB, in the ways there are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FieldBenchmark {
  private static final FieldPath ARN = FieldPath.of("userIdentity.arn");
  private static final FieldPath CATEGORY = FieldPath.of("eventCategory");
  private static final Names NAMES = Names.of("eventTime", "eventName", "eventCategory");

  private final List<Event> events = Made.events(Made.document());
  private int next;

  private Event event() {
    next = next + 1 == events.size() ? 0 : next + 1;
    return events.get(next);
  }

  /** A field inside the second one. */
  @Benchmark
  public Object near() throws MalformedException {
    return event().get(ARN);
  }

  /** The last but one field. */
  @Benchmark
  public Object far() throws MalformedException {
    return event().get(CATEGORY);
  }

  /** Every field's name looked up, as a filter does that makes rows. */
  @Benchmark
  public void fields(Blackhole hole) throws MalformedException {
    var fields = event().fields();
    for (int i = 0; i < fields.size(); i++) {
      hole.consume(fields.indexIn(NAMES, i));
    }
  }

  /** Changed and printed. */
  @Benchmark
  public int edit() throws MalformedException {
    return event().edit(draft -> draft.remove(ARN)).length();
  }

  /** The whole as a tree; of a fresh event, because an event keeps its tree. */
  @Benchmark
  public Object tree() throws MalformedException {
    Event event = event();
    return event.with(event.array(), event.offset(), event.length()).tree();
  }
}
