package io.logboom.inputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows files. Three threads: the one that runs it reads and hands on; one looks around, settles
 * and writes down, also while the pipeline is full, so that a file is open before it is deleted;
 * one reads compressed files, which take long. What they share is in {@link Following}.
 */
final class FollowInput implements Input {
  private static final Logger log = LoggerFactory.getLogger(FollowInput.class);

  /** Looks take no more than this part of the time. */
  private static final int SHARE = 20;

  private final FileInputConfig config;
  private final Context context;

  FollowInput(FileInputConfig config, Context context) {
    this.config = config;
    this.context = context;
  }

  /** Nothing need be there yet; what is there must be readable. */
  @Override
  public void check() throws IOException {
    var unreadable = new ArrayList<String>();
    for (var text : config.paths()) {
      if (Files.isDirectory(Path.of(text))) {
        throw new IOException(
            text + " is a folder; write " + Path.of(text).resolve("*") + " for the files in it");
      }
    }
    var listing = Listing.of(config.paths());
    unreadable.addAll(listing.closed());
    for (var seen : listing.files().values()) {
      if (!Files.isReadable(seen.path())) {
        unreadable.add(seen.path() + ": permission denied");
      }
    }
    if (!unreadable.isEmpty()) {
      throw new IOException("cannot read " + String.join("; ", unreadable));
    }
  }

  @Override
  public void run(Emitter out) throws Exception {
    try (var following = new Following(config, context, Time.SYSTEM)) {
      following.look();
      following.save();
      out.ready();
      run(following, out);
    }
  }

  private void run(Following following, Emitter out) throws Exception {
    var handing = new Handing(context, config.framing(), out);
    var reader = Thread.currentThread();
    var failure = new AtomicReference<@Nullable Exception>();
    var threads = new ArrayList<Thread>();
    threads.add(start("look", () -> lookAround(following), reader, failure));
    threads.add(start("archive", () -> unpack(following, handing), reader, failure));
    try {
      while (true) {
        if (Thread.interrupted()) {
          throw new InterruptedException("asked to stop");
        }
        var turn = following.next();
        if (turn.isPresent()) {
          handing.hand(turn.get());
        } else {
          following.awaitWork();
        }
      }
    } catch (InterruptedException e) {
      stop(following, threads, out);
      var cause = failure.get();
      throw cause == null ? e : cause;
    } finally {
      threads.forEach(Thread::interrupt);
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private Thread start(
      String name, Task task, Thread reader, AtomicReference<@Nullable Exception> failure) {
    return Thread.ofVirtual()
        .name(context.name() + " " + name)
        .start(
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Exception e) {
                failure.compareAndSet(null, e);
                reader.interrupt();
              } catch (Error e) {
                failure.compareAndSet(null, new IllegalStateException(e));
                reader.interrupt();
                throw e;
              }
            });
  }

  private void lookAround(Following following) throws IOException, InterruptedException {
    long saved = System.nanoTime();
    while (true) {
      long began = System.nanoTime();
      following.settle();
      if (began - saved >= config.saveInterval().toNanos()) {
        following.save();
        saved = began;
      }
      following.look();
      long took = System.nanoTime() - began;
      following.awaitLook(Math.max(config.pollInterval().toNanos(), SHARE * took));
    }
  }

  private static void unpack(Following following, Handing handing) throws InterruptedException {
    while (true) {
      handing.unpack(following.packedFile(), following);
    }
  }

  /** Waits for what is under way, as long as nobody asks again, and writes that down. */
  private static void stop(Following following, List<Thread> threads, Emitter out)
      throws IOException, InterruptedException {
    threads.forEach(Thread::interrupt);
    try {
      for (var thread : threads) {
        thread.join();
      }
      out.flush();
      for (var part : following.underWay()) {
        var delivery = part.delivery();
        if (delivery != null) {
          await(delivery);
        }
      }
    } finally {
      following.settle();
      following.save();
    }
  }

  private static void await(Delivery delivery) throws InterruptedException {
    try {
      delivery.await();
    } catch (UndeliveredException e) {
      log.debug("not delivered, so read again at the next start", e);
    }
  }
}
