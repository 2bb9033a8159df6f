package io.logboom.bench;

import io.logboom.core.framing.StreamFramer;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
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

/** Megabytes (uncompressed) a second through framing: the array's items as events in batches. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SplitBenchmark {
  private final byte[] plain = Made.document();
  private final byte[] gzip = gzip(plain);
  private final Origin origin = new Origin("bench", "generated", Instant.EPOCH, Map.of());
  private final Framer framer =
      new StreamFramer(
          new Framing(Framing.Format.AUTO, FieldPath.of("Records"), DataSize.of("4MiB")),
          new Blocks(512 << 10, 16 << 20));

  /** As it is. */
  @Benchmark
  public long plain() throws Exception {
    return read(plain);
  }

  /** With gunzip. */
  @Benchmark
  public long gzip() throws Exception {
    return read(gzip);
  }

  private long read(byte[] bytes) throws Exception {
    return framer.read(new ByteArrayInputStream(bytes), origin, batch -> batch.release().run());
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
