package io.logboom.inputs.stdin;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Deliveries;
import io.logboom.spi.Emitter;
import io.logboom.spi.Framer;
import io.logboom.spi.Input;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one stream to its end. Reading standard input can neither be interrupted nor left to a
 * virtual thread, which would keep its carrier for as long as nobody writes; so a daemon thread
 * reads, and an input asked to stop leaves it behind: it emits nothing any more.
 */
final class StdinInput implements Input {
  private static final Logger log = LoggerFactory.getLogger(StdinInput.class);

  private final Context context;
  private final Framer framer;
  private final InputStream in;

  /** Guards {@link #stopped} and {@link #deliveries}. */
  private final Object gate = new Object();

  private final Deliveries deliveries = new Deliveries();
  private boolean stopped;

  StdinInput(StdinInputConfig config, Context context, InputStream in) {
    this.context = context;
    this.framer = context.framer(config.framing());
    this.in = in;
  }

  @Override
  public void run(Emitter out) throws Exception {
    var reading =
        new FutureTask<Void>(
            () -> {
              read(out);
              return null;
            });
    var reader = Thread.ofPlatform().daemon().name(context.name()).start(reading);
    out.ready();
    try {
      reading.get();
      settle(out);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (InterruptedException e) {
      // First the interrupt: the reader may hold the gate while it waits for room in the pipeline.
      reader.interrupt();
      synchronized (gate) {
        stopped = true;
      }
      settle(out);
      throw e;
    }
  }

  private void settle(Emitter out) throws UndeliveredException, InterruptedException {
    out.flush();
    deliveries.await();
  }

  private void read(Emitter out) throws Exception {
    var origin = new Origin(context.name(), "-", context.clock().instant(), Map.of());
    try {
      framer.read(in, origin, batch -> emit(batch, out));
    } catch (MalformedException e) {
      log.warn("{}: {}: {}", context.name(), e.reason(), e.getMessage());
      context.counter("malformed").increment();
      var reason = e.reason() + ": " + e.getMessage() + "; what was whole before is delivered";
      var rejected = new Rejected(context.event(new byte[0], origin), reason);
      emit(new Batch(List.of(), List.of(rejected), 0, () -> {}), out);
    }
  }

  private void emit(Batch batch, Emitter out) throws UndeliveredException, InterruptedException {
    synchronized (gate) {
      if (stopped) {
        throw new InterruptedException("asked to stop");
      }
      deliveries.add(out.emit(batch));
    }
  }
}
