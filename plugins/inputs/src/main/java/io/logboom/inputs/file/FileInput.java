package io.logboom.inputs.file;

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
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files to their end, several at once, each on a virtual thread. Files are not forgotten, so
 * all deliveries are awaited together, at the end; {@link Deliveries} lets go of them as they come.
 */
final class FileInput implements Input {
  private static final Logger log = LoggerFactory.getLogger(FileInput.class);
  private static final int NAMED = 10;

  private final FileInputConfig config;
  private final Context context;
  private final Framer framer;

  FileInput(FileInputConfig config, Context context) {
    this.config = config;
    this.context = context;
    this.framer = context.framer(config.framing());
  }

  /** Finds the files and opens each. */
  @Override
  public void check() throws IOException {
    var search = Search.of(config.paths());
    var unreadable = new ArrayList<>(search.closed());
    for (var file : search.files()) {
      if (!Files.isReadable(file)) {
        unreadable.add(file + ": permission denied");
      }
    }
    report(unreadable);
  }

  @Override
  public void run(Emitter out) throws Exception {
    var search = Search.of(config.paths());
    for (var pattern : search.vain()) {
      log.warn("{}: no file fits {}", context.name(), pattern);
      context.counter("patterns-without-files").increment();
    }
    out.ready();
    Queue<String> unreadable = new ConcurrentLinkedQueue<>();
    for (var folder : search.closed()) {
      unreadable(folder, unreadable);
    }
    var deliveries = new ArrayList<Deliveries>();
    try {
      read(search.files(), out, deliveries, unreadable);
      settle(out, deliveries);
    } catch (InterruptedException e) {
      settle(out, deliveries);
      throw e;
    }
    report(unreadable);
  }

  private static void settle(Emitter out, List<Deliveries> deliveries)
      throws UndeliveredException, InterruptedException {
    out.flush();
    for (var each : deliveries) {
      each.await();
    }
  }

  private void read(
      List<Path> files, Emitter out, List<Deliveries> deliveries, Queue<String> unreadable)
      throws Exception {
    Queue<Path> pending = new ConcurrentLinkedQueue<>(files);
    int readers = Math.min(config.concurrency().files(), files.size());
    var threads = Thread.ofVirtual().name(context.name() + "-", 1).factory();
    try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
      var ended = new ExecutorCompletionService<Void>(executor);
      for (int i = 0; i < readers; i++) {
        var own = new Deliveries();
        deliveries.add(own);
        ended.submit(
            () -> {
              for (var file = pending.poll(); file != null; file = pending.poll()) {
                read(file, out, own, unreadable);
              }
              return null;
            });
      }
      join(ended, readers, executor);
    }
  }

  private static void join(
      ExecutorCompletionService<Void> ended, int readers, ExecutorService executor)
      throws Exception {
    try {
      for (int i = 0; i < readers; i++) {
        ended.take().get();
      }
    } catch (ExecutionException e) {
      executor.shutdownNow();
      throw e.getCause() instanceof Exception cause ? cause : e;
    } catch (InterruptedException e) {
      executor.shutdownNow();
      throw e;
    }
  }

  private void read(Path file, Emitter out, Deliveries deliveries, Queue<String> unreadable)
      throws UndeliveredException, InterruptedException {
    var origin = new Origin(context.name(), file.toString(), context.clock().instant(), Map.of());
    try (var in = Files.newInputStream(file)) {
      framer.read(in, origin, batch -> deliveries.add(out.emit(batch)));
      context.counter("files").increment();
    } catch (MalformedException e) {
      log.warn("{}: {}: {}: {}", context.name(), file, e.reason(), e.getMessage());
      context.counter("malformed-files").increment();
      deliveries.add(out.emit(flaw(origin, e)));
    } catch (ClosedByInterruptException _) {
      // The thread's flag is still up; whoever catches this wants it down.
      Thread.interrupted();
      throw new InterruptedException("while reading " + file);
    } catch (IOException e) {
      unreadable(file + ": " + Failure.words(e), unreadable);
    }
  }

  private Batch flaw(Origin origin, MalformedException e) {
    var reason = e.reason() + ": " + e.getMessage() + "; what was whole before is delivered";
    var rejected = new Rejected(context.event(new byte[0], origin), reason);
    return new Batch(List.of(), List.of(rejected), 0, () -> {});
  }

  private void unreadable(String what, Queue<String> unreadable) {
    log.error("{}: cannot read {}", context.name(), what);
    context.counter("unreadable-files").increment();
    unreadable.add(what);
  }

  private static void report(Collection<String> unreadable) throws IOException {
    if (!unreadable.isEmpty()) {
      var named = unreadable.stream().limit(NAMED).toList();
      int more = unreadable.size() - named.size();
      throw new IOException(
          "cannot read " + String.join("; ", named) + (more > 0 ? "; and " + more + " more" : ""));
    }
  }
}
