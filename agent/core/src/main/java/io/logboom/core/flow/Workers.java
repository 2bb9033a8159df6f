package io.logboom.core.flow;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The threads that filter, one per core: this work never waits for anything but the processor. When
 * as many others are busy as there are cores, those who bring work do it themselves: what they
 * bring is in the cache of their core, and nothing has to be woken.
 */
final class Workers {

  /**
   * After so many batches a thread of an input lets others on. A virtual thread keeps its carrier
   * until it waits, which one that reads a file may never do; but after each batch would cost more
   * than is won here, as threads then change cores.
   */
  private static final int BETWEEN_TURNS = 32;

  /** Something to run here, or to give up on. */
  interface Task {
    void run();

    void abandon(String why);
  }

  private final class Job implements Runnable {
    private final Task task;
    private volatile Thread thread = Thread.currentThread();
    private volatile long began;

    Job(Task task) {
      this.task = task;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      began = System.nanoTime();
      running.add(this);
      try {
        task.run();
      } catch (CancellationException e) {
        task.abandon(String.valueOf(e.getMessage()));
      } catch (Throwable e) {
        // Filters' own failures never come this far: this is a fault of the engine, or no memory.
        task.abandon("failed: " + e);
        throw e;
      } finally {
        running.remove(this);
      }
    }
  }

  private final int count;
  private final AtomicInteger brought = new AtomicInteger();
  private final IntSupplier busyOthers;
  private final ThreadPoolExecutor threads;
  private final Set<Job> running = ConcurrentHashMap.newKeySet();

  /**
   * @param busyOthers how many threads besides these keep a core busy, the one that asks included
   */
  Workers(int count, IntSupplier busyOthers) {
    this.count = count;
    this.busyOthers = busyOthers;
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("logboom-worker-", 0).daemon().factory());
  }

  /** Runs it when a thread is free. The queue needs no bound, the budget is one. */
  void execute(Task task) {
    threads.execute(new Job(task));
  }

  /** The same, or runs it at once in this thread, which may be kept for that long. */
  @SuppressWarnings("ThreadPriorityCheck") // A hint for fairness, on which nothing depends.
  void executeOrRun(Task task) {
    if (busyOthers.getAsInt() < count) {
      execute(task);
      return;
    }
    try {
      new Job(task).run();
    } catch (RuntimeException | Error e) {
      // No fault of the one who brought it: told as by a thread of the pool.
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
    if (brought.incrementAndGet() % BETWEEN_TURNS == 0) {
      Thread.yield();
    }
  }

  /** Takes nothing more and waits until all is run; tells whether it came to that. */
  boolean drain(Duration atMost) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends the threads; what has not begun is given up on. */
  void stop(String why) {
    for (var left : threads.shutdownNow()) {
      if (left instanceof Job job) {
        job.task.abandon(why);
      }
    }
  }

  /** The threads that have been busy with one task for that long. */
  List<Thread> busy(Duration atLeast) {
    long now = System.nanoTime();
    return running.stream()
        .filter(job -> now - job.began >= atLeast.toNanos())
        .map(job -> job.thread)
        .toList();
  }
}
