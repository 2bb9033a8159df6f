package io.logboom.outputs.file;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes events to files. Safe for use by many threads, whose batches are written one after
 * another.
 *
 * <p>All files belong to one thread of the output's own, which nobody interrupts: an interrupt that
 * hits a file channel in the middle of a write would close it. A caller that is interrupted asks
 * that thread to stop, and waits until it has taken back what it had begun.
 */
final class FileOutput implements Output {
  private static final long SWEEP_MILLIS = 1000;

  private final Path root;
  private final FileWriter writer;
  private final ScheduledExecutorService thread;

  FileOutput(FileOutputConfig config, Context context, Disk disk) {
    this.root = config.path().root();
    this.writer = new FileWriter(config, context, disk);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(context.name()).factory());
    var _ =
        thread.scheduleWithFixedDelay(
            writer::rotate, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
    var stop = new AtomicBoolean();
    var rejected = await(thread.submit(() -> writer.write(batch.events(), stop)), stop);
    if (!rejected.isEmpty()) {
      throw new RejectedException(rejected);
    }
  }

  private static List<Rejected> await(Future<List<Rejected>> written, AtomicBoolean stop)
      throws IOException, InterruptedException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return written.get();
        } catch (InterruptedException e) {
          interrupted = true;
          stop.set(true);
        }
      }
    } catch (ExecutionException e) {
      if (interrupted && e.getCause() instanceof InterruptedIOException) {
        interrupted = false;
        throw new InterruptedException(e.getCause().getMessage());
      }
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException("cannot write", e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Looks whether files could be made; makes nothing. */
  @Override
  public void check() throws IOException {
    var at = root;
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    if (!Files.isDirectory(at)) {
      throw new NotDirectoryException(at.toString());
    }
    if (!Files.isWritable(at)) {
      throw new AccessDeniedException(at.toString(), null, "not writable");
    }
  }

  @Override
  public void close() throws IOException {
    if (thread.isShutdown()) {
      return;
    }
    var closed =
        thread.submit(
            () -> {
              writer.close();
              return List.<Rejected>of();
            });
    thread.shutdown();
    try {
      await(closed, new AtomicBoolean());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
