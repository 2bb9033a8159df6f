package io.logboom.core.flow;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that filter, one per core: this work never waits for anything but the processor. */
final class Workers {

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
      } catch (Throwable e) {
        // Filters' own failures never come this far: this is a fault of the engine, or no memory.
        task.abandon("failed: " + e);
        throw e;
      } finally {
        running.remove(this);
      }
    }
  }

  private final ThreadPoolExecutor threads;
  private final Set<Job> running = ConcurrentHashMap.newKeySet();

  Workers(int count) {
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
