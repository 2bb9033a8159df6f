package io.logboom.core.flow;

import io.logboom.core.config.Retry;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.ClosedException;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what lies in a lane: {@code concurrency} virtual threads, each with one batch at a time,
 * tried again until it is durable, turned down, given up on, or the agent stops.
 */
final class OutputRunner {
  private static final Logger LOG = LoggerFactory.getLogger(OutputRunner.class);

  /**
   * A plugin's own fault is retried too, but not for ever: the same bytes may trip it each time.
   */
  private static final int TRIES_AFTER_FAULT = 5;

  /** An output that is down fails every write; to say so now and then is enough. */
  private static final long BETWEEN_WARNINGS = Duration.ofSeconds(5).toNanos();

  /**
   * How an output is driven.
   *
   * @param concurrency batches under way at once
   * @param timeout for one write
   */
  record Settings(int concurrency, Duration timeout, Retry retry) {}

  private final String name;
  private final Output output;
  private final Settings settings;
  private final Lane lane;
  private final Watchdog watchdog;
  private final Meter meter;
  private final Optional<DeadLetters> deadLetters;
  private final Consumer<String> onClosed;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS);
  private volatile boolean draining;
  private volatile @Nullable String abandoned;

  /**
   * @param deadLetters where turned-down events go; none for the dead letters' own output, which
   *     has nowhere to turn to and so never gives up
   * @param onClosed told why when no write can ever succeed again
   */
  OutputRunner(
      String name,
      Output output,
      Settings settings,
      Lane lane,
      Watchdog watchdog,
      Meter meter,
      Optional<DeadLetters> deadLetters,
      Consumer<String> onClosed) {
    this.name = name;
    this.output = output;
    this.settings = settings;
    this.lane = lane;
    this.watchdog = watchdog;
    this.meter = meter;
    this.deadLetters = deadLetters;
    this.onClosed = onClosed;
  }

  Lane lane() {
    return lane;
  }

  String name() {
    return name;
  }

  void check() throws IOException, InterruptedException {
    output.check();
  }

  void start() {
    for (int i = 0; i < settings.concurrency(); i++) {
      threads.add(Thread.ofVirtual().name(name + "-" + i).start(this::work));
    }
  }

  /** Writes what is left, without waiting for more. */
  void drain() {
    draining = true;
    lane.drain();
  }

  /** Waits until everything is written; tells whether it came to that. */
  boolean join(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (var thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a thread is gone that should still be writing: a fault nobody foresaw. */
  boolean maimed() {
    return !draining && abandoned == null && threads.stream().anyMatch(it -> !it.isAlive());
  }

  /** Stops at once: what is not durable is undelivered. */
  void abandon(String why) {
    abandoned = why;
    lane.abandon(why);
    threads.forEach(Thread::interrupt);
  }

  void close() throws IOException {
    output.close();
  }

  private void work() {
    try {
      for (var cut = lane.take(); cut != null; cut = lane.take()) {
        deliver(cut);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} stops", name);
    }
  }

  private void deliver(Cut cut) throws InterruptedException {
    var backoff = new Backoff(settings.retry());
    var batch = cut.batch();
    while (true) {
      Throwable failure;
      try {
        watchdog.within(settings.timeout(), () -> output.write(batch));
        meter.written(cut.size(), cut.bytes());
        cut.close();
        return;
      } catch (RejectedException e) {
        meter.written(cut.size() - e.rejected().size(), cut.bytes());
        turnDown(cut, "rejected", e.rejected());
        return;
      } catch (Watchdog.Expired e) {
        failure = new IOException("no answer within " + settings.timeout().toMillis() + " ms", e);
      } catch (InterruptedException e) {
        cut.fail(why());
        throw e;
      } catch (ClosedException e) {
        // First of all: who hears of the failure then knows why.
        onClosed.accept(name + ": " + e.getMessage());
        cut.fail(describe(e));
        abandon(describe(e));
        return;
      } catch (IOException | RuntimeException | Error e) {
        // Also a class that is missing or a stack that ran over: one batch must not end the thread.
        failure = e;
      }
      if (mayTurnDown(failure, backoff)) {
        var reason = "given up after " + (backoff.tries() + 1) + " tries: " + describe(failure);
        turnDown(
            cut,
            "given-up",
            cut.events().stream().map(event -> new Rejected(event, reason)).toList());
        return;
      }
      pause(cut, backoff, failure);
    }
  }

  private boolean mayTurnDown(Throwable failure, Backoff backoff) {
    boolean hopeless = isFault(failure) && backoff.tries() >= TRIES_AFTER_FAULT;
    return deadLetters.isPresent() && (hopeless || backoff.exhausted());
  }

  private void pause(Cut cut, Backoff backoff, Throwable failure) throws InterruptedException {
    meter.retried(describe(failure));
    var pause = backoff.next(failure);
    long last = told.get();
    long now = System.nanoTime();
    if (now - last >= BETWEEN_WARNINGS && told.compareAndSet(last, now)) {
      LOG.warn(
          "{}: {} events not written, try {}, again in {} ms: {}",
          name,
          cut.size(),
          backoff.tries(),
          pause.toMillis(),
          describe(failure),
          isFault(failure) ? failure : null);
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      cut.fail(why());
      throw e;
    }
  }

  private void turnDown(Cut cut, String kind, List<Rejected> rejected) {
    var way =
        deadLetters.orElseThrow(
            () -> new IllegalStateException("the dead letters' own output turns nothing down"));
    meter.failed(kind, rejected.size());
    cut.closeAllBut(rejected).forEach((ledger, ours) -> way.send(ledger, name, kind, ours));
  }

  private String why() {
    String why = abandoned;
    return why == null ? "interrupted" : why;
  }

  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    return isFault(failure) || message == null ? failure.toString() : message;
  }

  /** Whether it is the program that is wrong, not the world outside. */
  private static boolean isFault(Throwable failure) {
    return !(failure instanceof IOException);
  }
}
