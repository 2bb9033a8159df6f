package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Deletes messages whose events are delivered, ten in a request or what a tenth of a second brings.
 * What fails is tried again a few times; after that the message is received again, and its events
 * come twice. Messages stay hidden until they are deleted. {@link #run} is for one thread of its
 * own, the rest for any.
 */
final class Deletes implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Deletes.class);
  private static final Duration AGE = Duration.ofMillis(100);
  private static final int MOST_TRIES = 6;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final Visibility visibility;
  private final Counters counters;
  private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();

  Deletes(Visibility visibility, Counters counters) {
    this.visibility = visibility;
    this.counters = counters;
  }

  /** What there is to do. */
  private sealed interface Step {
    record Delete(Lease lease, int failures) implements Step {}

    record End() implements Step {}
  }

  /** Has a message deleted, soon. */
  void add(Lease lease) {
    steps.add(new Step.Delete(lease, 0));
  }

  /** Says that no more will come; {@link #run} returns when all is done. */
  void end() {
    steps.add(new Step.End());
  }

  /** Deletes until {@link #end}, or until interrupted. */
  @Override
  public void run() {
    List<Step.Delete> batch = new ArrayList<>();
    boolean ending = false;
    try {
      while (!ending || !batch.isEmpty()) {
        ending |= gather(batch, ending);
        var again = deleteAll(batch);
        batch.clear();
        batch.addAll(again);
        int failures = again.stream().mapToInt(Step.Delete::failures).max().orElse(0);
        if (failures > 0) {
          BACKOFF.pause(failures);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fills the batch; true when no more will come. */
  private boolean gather(List<Step.Delete> batch, boolean ending) throws InterruptedException {
    long deadline = 0;
    while (batch.size() < SqsQueue.BATCH) {
      Step step;
      if (ending || !batch.isEmpty()) {
        deadline = deadline == 0 ? System.nanoTime() + AGE.toNanos() : deadline;
        long wait = ending ? 0 : deadline - System.nanoTime();
        step = steps.poll(wait, TimeUnit.NANOSECONDS);
        if (step == null) {
          return ending;
        }
      } else {
        step = steps.take();
      }
      switch (step) {
        case Step.Delete delete -> batch.add(delete);
        case Step.End _ -> {
          return true;
        }
      }
    }
    return ending;
  }

  /** Those to be tried again. */
  private List<Step.Delete> deleteAll(List<Step.Delete> batch) {
    List<Step.Delete> again = new ArrayList<>();
    batch.stream()
        .collect(Collectors.groupingBy(delete -> delete.lease().message().queue()))
        .forEach((queue, deletes) -> again.addAll(delete(queue, deletes)));
    return again;
  }

  private List<Step.Delete> delete(SqsQueue queue, List<Step.Delete> deletes) {
    List<Step.Delete> again = new ArrayList<>();
    // Nobody extends what is being deleted: the answer would be that it is gone.
    deletes.forEach(delete -> delete.lease().turn().lock());
    try {
      Map<Lease, SqsQueue.EntryFault> faults =
          queue.delete(deletes.stream().map(Step.Delete::lease).toList()).stream()
              .collect(Collectors.toMap(SqsQueue.EntryFault::lease, fault -> fault));
      for (Step.Delete delete : deletes) {
        var fault = faults.get(delete.lease());
        if (fault == null) {
          visibility.settle(delete.lease());
          counters.deleted.increment();
        } else if (fault.ours()) {
          giveUp(delete, fault.code() + " " + fault.message());
        } else {
          retry(delete, fault.code() + " " + fault.message(), again);
        }
      }
    } catch (SdkException e) {
      var fault = AwsFault.of(e);
      deletes.forEach(delete -> retry(delete, fault.message(), again));
    } finally {
      deletes.forEach(delete -> delete.lease().turn().unlock());
    }
    return again;
  }

  private void retry(Step.Delete delete, String why, List<Step.Delete> again) {
    if (delete.failures() + 1 >= MOST_TRIES) {
      giveUp(delete, why);
    } else {
      again.add(new Step.Delete(delete.lease(), delete.failures() + 1));
    }
  }

  private void giveUp(Step.Delete delete, String why) {
    visibility.settle(delete.lease());
    counters.deleteFailures.increment();
    LOG.error(
        "{}: delivered, but cannot be deleted, so its events will come twice: {}",
        delete.lease().message().place(),
        why);
  }
}
