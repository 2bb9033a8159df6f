package io.logboom.inputs.aws;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads that one run of an input consists of: when one of them ends by an exception, the run
 * has failed. Safe for use by many threads.
 */
public final class Crew {
  private final String input;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  /**
   * @param input the input's name, which the threads' names begin with
   */
  public Crew(String input) {
    this.input = input;
  }

  /** Starts a thread of that kind. */
  public Thread start(Thread.Builder kind, String name, Runnable body) {
    return kind.name(input + " " + name)
        .start(
            () -> {
              try {
                body.run();
              } catch (RuntimeException | Error e) {
                fail(e);
                throw e;
              }
            });
  }

  /** Something happened, on whatever thread, that must not. */
  public void fail(Throwable reason) {
    failure.completeExceptionally(reason);
  }

  /**
   * Returns when the thread that calls is interrupted: that is how the engine asks an input to
   * stop, and what is under way is the caller's to wait for.
   *
   * @throws IllegalStateException when a thread failed
   */
  public void awaitEnd() {
    try {
      failure.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the input ended unexpectedly", e.getCause());
    } catch (InterruptedException _) {
      return;
    }
  }

  /**
   * Waits until the threads have ended, then until all that they handed to {@code work} is done; a
   * second interrupt ends the waiting.
   *
   * @param grace after which threads that still run are interrupted; zero for never
   */
  public static void drain(List<Thread> threads, Duration grace, ExecutorService work)
      throws InterruptedException {
    try {
      if (grace.isPositive()) {
        long deadline = System.nanoTime() + grace.toNanos();
        for (Thread thread : threads) {
          thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
          thread.interrupt();
        }
      }
      for (Thread thread : threads) {
        thread.join();
      }
      work.shutdown();
      work.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      work.shutdownNow();
      throw e;
    }
  }
}
