package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Reach;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks one queue for messages, again and again, as long as there is a place for an object to be
 * read. Each message is dealt with on a thread of its own. {@link #run} is for one thread.
 */
final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private final SqsQueue queue;
  private final Duration wait;
  private final Duration timeout;
  private final Visibility visibility;
  private final Slots slots;
  private final Semaphore room;
  private final ExecutorService threads;
  private final Consumer<Lease> work;
  private final Runnable idle;
  private final Reach reach;
  private final Counters counters;
  private boolean receiving;
  private boolean stopping;
  private @Nullable Thread waiter;

  /**
   * A poller.
   *
   * @param room how many more messages may be under way
   * @param work deals with a message to the end
   * @param idle called when no message came
   * @param reach told whether the queue answers
   */
  Poller(
      SqsQueue queue,
      S3InputConfig config,
      Visibility visibility,
      Slots slots,
      Semaphore room,
      ExecutorService threads,
      Consumer<Lease> work,
      Runnable idle,
      Reach reach,
      Counters counters) {
    this.queue = queue;
    this.wait = config.waitTime();
    this.timeout = config.visibilityTimeout();
    this.visibility = visibility;
    this.slots = slots;
    this.room = room;
    this.threads = threads;
    this.work = work;
    this.idle = idle;
    this.reach = reach;
    this.counters = counters;
  }

  /**
   * Asks it to end, which it does at once, except that an answer may be on its way: messages whose
   * answer nobody reads stay hidden for long. Whoever cannot wait for that interrupts its thread.
   */
  synchronized void stop() {
    stopping = true;
    if (!receiving && waiter != null) {
      waiter.interrupt();
    }
  }

  /** Polls until stopped or interrupted. */
  void run() {
    synchronized (this) {
      waiter = Thread.currentThread();
    }
    int failures = 0;
    // The first answer, and the first after a failure, is not waited for: it tells that there is
    // somebody who gives answers.
    boolean answered = false;
    try {
      while (going(false)) {
        slots.awaitFree();
        room.acquire();
        int most = 1 + take(Math.min(SqsQueue.BATCH, slots.free()) - 1);
        int got = 0;
        try {
          if (!going(true)) {
            return;
          }
          List<Message> messages = queue.receive(most, answered ? wait : Duration.ZERO, timeout);
          got = messages.size();
          failures = 0;
          answered = true;
          reach.reached(queue);
          messages.forEach(this::begin);
        } catch (SdkException e) {
          failures = fail(failures, e);
          answered = false;
        } finally {
          room.release(most - got);
          going(false);
        }
        if (got == 0) {
          idle.run();
        }
        if (failures > 0) {
          BACKOFF.pause(failures);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean going(boolean toReceive) {
    receiving = toReceive;
    return !stopping && !Thread.currentThread().isInterrupted();
  }

  private int take(int more) {
    int taken = 0;
    while (taken < more && room.tryAcquire()) {
      taken++;
    }
    return taken;
  }

  private void begin(Message message) {
    var lease = visibility.hold(message);
    threads.execute(
        () -> {
          try {
            work.accept(lease);
          } finally {
            room.release();
          }
        });
  }

  private int fail(int failures, SdkException e) {
    if (going(false)) {
      var fault = AwsFault.of(e);
      counters.receiveFailures.increment();
      reach.failed(queue, fault);
      LOG.warn("{}: cannot receive: {}", queue.name(), fault.message());
    }
    return failures + 1;
  }
}
