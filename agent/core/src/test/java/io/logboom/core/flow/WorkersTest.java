package io.logboom.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who filters: a thread of the pool, or the one that brings the batch. */
class WorkersTest {
  private int busyOthers;
  private final Workers workers = new Workers(2, () -> busyOthers);

  @AfterEach
  void stop() {
    workers.stop("the test is over");
  }

  @Test
  void aThreadOfThePoolFiltersWhileACoreIsFree() throws Exception {
    busyOthers = 1;
    var task = new Recorded();

    workers.executeOrRun(task);

    assertThat(task.ranIn.get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
  }

  @Test
  void whoBringsABatchFiltersItWhenNoCoreIsFree() {
    busyOthers = 2;
    var task = new Recorded();

    workers.executeOrRun(task);

    assertThat(task.ranIn).isCompletedWithValue(Thread.currentThread());
  }

  @Test
  void whoMustNotBeKeptNeverFilters() throws Exception {
    busyOthers = 2;
    var task = new Recorded();

    workers.execute(task);

    assertThat(task.ranIn.get(10, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
  }

  @Test
  void aFaultIsNotThatOfWhoBroughtTheBatch() throws InterruptedException {
    var task = new Recorded();
    task.fault = new IllegalStateException("broken");

    assertThat(toldOf(task)).containsExactly(task.fault);

    assertThat(task.abandoned).containsExactly("failed: java.lang.IllegalStateException: broken");
  }

  @Test
  void anInterruptionOnlyAbandonsTheBatch() throws InterruptedException {
    var task = new Recorded();
    task.fault = new CancellationException("interrupted");

    assertThat(toldOf(task)).isEmpty();

    assertThat(task.abandoned).containsExactly("interrupted");
  }

  /** What is told of a task when the thread that brings it has to run it. */
  private List<Throwable> toldOf(Recorded task) throws InterruptedException {
    busyOthers = 2;
    var told = new ArrayList<Throwable>();
    var bringing = new Thread(() -> workers.executeOrRun(task));
    bringing.setUncaughtExceptionHandler((_, e) -> told.add(e));
    bringing.start();
    bringing.join();
    return told;
  }

  private static final class Recorded implements Workers.Task {
    private final CompletableFuture<Thread> ranIn = new CompletableFuture<>();
    private final List<String> abandoned = new ArrayList<>();
    private RuntimeException fault;

    @Override
    public void run() {
      if (fault != null) {
        throw fault;
      }
      ranIn.complete(Thread.currentThread());
    }

    @Override
    public void abandon(String why) {
      abandoned.add(why);
    }
  }
}
