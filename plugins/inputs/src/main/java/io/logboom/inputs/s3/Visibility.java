package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps all messages under way hidden from other readers until they are settled: each is extended
 * when half of its time is gone, ten in a request, and never beyond the twelve hours that SQS
 * allows from its receive. A message that cannot be kept is received again: events come twice, none
 * is lost. {@link #run} is for one thread of its own, the rest for any.
 */
final class Visibility implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Visibility.class);
  private static final Set<String> GONE =
      Set.of(
          "ReceiptHandleIsInvalid",
          "MessageNotInflight",
          "AWS.SimpleQueueService.MessageNotInflight",
          "InvalidParameterValue");

  private final Duration timeout;
  private final Counters counters;
  private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  Visibility(Duration timeout, Counters counters) {
    this.timeout = timeout;
    this.counters = counters;
  }

  /** Takes a message under its care, which has just been received. */
  Lease hold(Message message) {
    var lease = new Lease(message, timeout);
    leases.add(lease);
    return lease;
  }

  /** Leaves a message alone, which is deleted. */
  void settle(Lease lease) {
    lease.settle();
    leases.remove(lease);
  }

  /** Leaves a message alone and lets others see it after a while; at once for zero. */
  void giveBack(Lease lease, Duration after) {
    settle(lease);
    if (lease.lost()) {
      return;
    }
    lease.turn().lock();
    try {
      Duration most = lease.most();
      Duration wanted = after.compareTo(most) > 0 ? most : after;
      for (var fault : lease.message().queue().hide(List.of(lease), List.of(wanted))) {
        counters.visibilityFailures.increment();
        LOG.warn(
            "{}: cannot be given back to its queue, and stays hidden for {} s yet: {} {}",
            lease.message().place(),
            Math.max(0, lease.left().toSeconds()),
            fault.code(),
            fault.message());
      }
    } catch (SdkException e) {
      counters.visibilityFailures.increment();
      LOG.warn(
          "{}: cannot be given back to its queue, and stays hidden for {} s yet: {}",
          lease.message().place(),
          Math.max(0, lease.left().toSeconds()),
          AwsFault.of(e).message());
    } finally {
      lease.turn().unlock();
    }
  }

  /**
   * Says that nothing is left to be kept hidden: {@link #run} returns, at once when interrupted.
   */
  void end() {
    ended = true;
  }

  /** Extends until {@link #end}. */
  @Override
  public void run() {
    Duration pause = timeout.dividedBy(8);
    try {
      while (!ended) {
        Thread.sleep(pause);
        extendAll();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void extendAll() {
    Duration half = timeout.dividedBy(2);
    Map<SqsQueue, List<Lease>> due =
        leases.stream()
            .filter(lease -> lease.left().compareTo(half) <= 0)
            .collect(Collectors.groupingBy(lease -> lease.message().queue()));
    due.forEach(
        (queue, all) -> {
          for (int from = 0; from < all.size(); from += SqsQueue.BATCH) {
            extend(queue, all.subList(from, Math.min(all.size(), from + SqsQueue.BATCH)));
          }
        });
  }

  private void extend(SqsQueue queue, List<Lease> due) {
    List<Lease> taken = new ArrayList<>();
    List<Duration> times = new ArrayList<>();
    try {
      for (Lease lease : due) {
        if (!lease.turn().tryLock()) {
          continue;
        }
        Duration most = lease.most();
        if (lease.settled()) {
          lease.turn().unlock();
        } else if (most.isZero()) {
          lease.turn().unlock();
          lose(lease, "SQS hides no message for more than 12 h");
        } else {
          taken.add(lease);
          times.add(timeout.compareTo(most) > 0 ? most : timeout);
        }
      }
      if (!taken.isEmpty()) {
        send(queue, taken, times);
      }
    } finally {
      taken.forEach(lease -> lease.turn().unlock());
    }
  }

  private void send(SqsQueue queue, List<Lease> taken, List<Duration> times) {
    List<SqsQueue.EntryFault> faults;
    try {
      faults = queue.hide(taken, times);
    } catch (SdkException e) {
      counters.visibilityFailures.add(taken.size());
      LOG.warn("{}: cannot extend visibility: {}", queue.name(), AwsFault.of(e).message());
      return;
    }
    var failed = faults.stream().map(SqsQueue.EntryFault::lease).collect(Collectors.toSet());
    for (int i = 0; i < taken.size(); i++) {
      if (!failed.contains(taken.get(i))) {
        taken.get(i).hidden(times.get(i));
        counters.extended.increment();
      }
    }
    for (var fault : faults) {
      if (GONE.contains(fault.code())) {
        lose(fault.lease(), fault.code() + " " + fault.message());
      } else {
        counters.visibilityFailures.increment();
        LOG.warn(
            "{}: cannot extend visibility: {} {}",
            fault.lease().message().place(),
            fault.code(),
            fault.message());
      }
    }
  }

  private void lose(Lease lease, String why) {
    leases.remove(lease);
    if (lease.settled()) {
      return;
    }
    lease.lose();
    counters.lost.increment();
    LOG.warn(
        "{}: no longer hidden, so it will be received again and its events may come twice: {}",
        lease.message().place(),
        why);
  }
}
