package io.logboom.bench;

import io.logboom.core.event.Scan;
import io.logboom.spi.Event;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Megabytes a second through the scanner: with validation, as framing does, and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScanBenchmark {
  private final byte[] document = Made.document();
  private final List<Event> events = Made.events(document);

  /** The validating pass over the whole document, one value. */
  @Benchmark
  public int document() {
    return Scan.value(document, 0, document.length, true);
  }

  /** The validating pass, event by event. */
  @Benchmark
  public int events() {
    int sum = 0;
    for (Event event : events) {
      sum += Scan.value(document, event.offset(), document.length);
    }
    return sum;
  }

  /** To the end of each event, known to be valid. */
  @Benchmark
  public int skip() {
    int sum = 0;
    for (Event event : events) {
      sum += Scan.skip(document, event.offset(), document.length);
    }
    return sum;
  }
}
