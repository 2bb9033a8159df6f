package io.logboom.core.flow;

import io.logboom.core.config.FilterConfig;
import io.logboom.core.state.StateLog;
import io.logboom.core.telemetry.Freshness;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.StatefulFilter;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the memory of one filter, on a thread of its own: round by round, what is due is sent on
 * and delivered, what is remembered is saved, and the batches that had passed the filter before
 * that are let go. Until then they wait as open entries of their ledgers. Safe for use by many
 * threads.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final long BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(30);
  private static final Batch NOTHING = Batch.of(List.of());

  /** Sends what a filter gives out through the rest of the chain. */
  @FunctionalInterface
  interface Way {
    Ledger send(Batch batch);
  }

  private final FilterConfig config;
  private final StatefulFilter filter;
  private final Meter meter;
  private final Clock clock;
  private final Consumer<String> onFailure;
  private final Rounds rounds;
  private volatile boolean failed;
  private @Nullable StateLog log;
  private @Nullable Thread thread;
  private long told = System.nanoTime() - BETWEEN_WARNINGS;

  /**
   * @param onFailure told why when nothing can be saved any more in this life of the agent
   */
  Keeper(
      FilterConfig config,
      StatefulFilter filter,
      Meter meter,
      Budget budget,
      Clock clock,
      Consumer<String> onFailure) {
    this.config = config;
    this.filter = filter;
    this.meter = meter;
    this.clock = clock;
    this.onFailure = onFailure;
    this.rounds = new Rounds(budget);
  }

  String name() {
    return config.name();
  }

  /** How new is what the filter gives out. */
  Freshness freshness() {
    return meter.freshness();
  }

  /**
   * Gives the filter what it had to remember, and begins.
   *
   * @param directory of its log
   */
  void start(Path directory, Way way) throws IOException {
    var opened = StateLog.open(directory, name(), meter);
    log = opened;
    opened.restore(filter::restore);
    thread = Thread.ofPlatform().daemon().name(name()).start(() -> work(opened, way));
  }

  /** Has a batch wait that has passed the filter. One entry of its ledger is open for that. */
  void hold(Ledger ledger) {
    rounds.hold(ledger);
  }

  /** Those who wait now do not wait for more to come. */
  void hurry() {
    rounds.hurry();
  }

  /** Nothing follows: waits until everything is given out, delivered and saved. */
  void finish() throws InterruptedException {
    if (thread != null) {
      rounds.finish();
    }
  }

  /** Nothing follows for now: saves a last time; tells whether all went well. */
  boolean drain(Duration atMost) throws InterruptedException {
    rounds.drain();
    var running = thread;
    return (running == null || running.join(atMost)) && !failed;
  }

  /** Saves no more: batches that wait are undelivered. */
  void abandon(String why) {
    rounds.end(why);
    var running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  void close() throws IOException {
    var opened = log;
    if (opened != null) {
      opened.close();
    }
  }

  private void work(StateLog opened, Way way) {
    String why = "the agent has stopped";
    try {
      for (boolean last = false; !last; ) {
        rounds.await();
        last = rounds.draining();
        last &= round(opened, way, last);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} stops", name());
    } catch (UndeliveredException | RuntimeException | Error e) {
      if (!rounds.isEnded()) {
        why = "what was due of " + name() + " could not be delivered: " + e.getMessage();
        failed = true;
        LOG.error("{}", why, e instanceof UndeliveredException ? null : e);
        onFailure.accept(why);
      }
    } finally {
      rounds.end(why);
    }
  }

  /**
   * One round; tells whether all of it went well. After a delivery that failed nothing may ever be
   * saved, or what was due would be forgotten.
   */
  private boolean round(StateLog opened, Way way, boolean last)
      throws InterruptedException, UndeliveredException {
    boolean finishing = rounds.finishing();
    var dues = last ? Optional.of(NOTHING) : due(finishing);
    if (dues.isPresent()) {
      deliver(dues.get(), way);
      long began = System.nanoTime();
      if (save(opened)) {
        rounds.went(finishing, !dues.get().events().isEmpty(), System.nanoTime() - began);
        return true;
      }
    }
    failed |= rounds.failed(finishing);
    return false;
  }

  /** What is due; empty when the filter cannot say. */
  private Optional<Batch> due(boolean last) throws InterruptedException {
    var dues = new Dues();
    try {
      filter.due(clock.instant(), last, dues);
      return Optional.of(dues.settle(meter, config.onError()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | StackOverflowError e) {
      meter.failed("due", 1);
      tell("cannot say what is due, trying again", e);
      return Optional.empty();
    }
  }

  private static void deliver(Batch dues, Way way)
      throws InterruptedException, UndeliveredException {
    if (!dues.events().isEmpty() || !dues.rejected().isEmpty()) {
      way.send(dues).await();
    }
  }

  private boolean save(StateLog opened) throws InterruptedException {
    var passed = rounds.take();
    boolean well = false;
    try {
      opened.save(filter::save);
      well = true;
    } catch (InterruptedException e) {
      throw e;
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("interrupted while saving");
    } catch (Exception e) {
      meter.counter("state-write-failures").increment();
      tell("what it has to remember cannot be saved, trying again", e);
    } finally {
      if (!well) {
        rounds.putBack(passed);
      }
    }
    if (well) {
      passed.forEach(ledger -> ledger.close(1));
    }
    return well;
  }

  private void tell(String what, Throwable failure) {
    long now = System.nanoTime();
    if (now - told >= BETWEEN_WARNINGS) {
      told = now;
      LOG.error(
          "{}: {}; deliveries wait: {}",
          name(),
          what,
          failure instanceof IOException ? failure.getMessage() : failure.toString(),
          failure instanceof IOException ? null : failure);
    }
  }
}
