package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.UndeliveredException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;

/**
 * One reading of a part of a log group: page after page, each emitted as a batch of the events that
 * are new; then waiting for all of them to be delivered. What is delivered is remembered as soon as
 * it is, the frontier moves when everything is. For one thread.
 */
final class Round {
  /** CloudWatch forgets a page's token after a day; nobody knows what it answers then. */
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final Follow follow;
  private final Work work;
  private final IdTable pending;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private @Nullable UndeliveredException undelivered;
  private int pages;
  private long fresh;

  /** A batch under way. */
  private record Sent(Ids ids, Delivery delivery) {}

  /** What all rounds of an input share. */
  record Work(
      Api api,
      Checkpoint checkpoint,
      ServerClock clock,
      Query query,
      Messages messages,
      Emitter out,
      Gate gate,
      Counters counters) {}

  Round(Follow follow, Work work) {
    this.follow = follow;
    this.work = work;
    this.pending = new IdTable(work.checkpoint().room());
  }

  /**
   * Reads what is to be read next.
   *
   * @param haveRead called when nothing is left to do but wait
   */
  Outcome run(Runnable haveRead) throws InterruptedException {
    Range range;
    try {
      Outcome outcome;
      try {
        range = follow.progress.next(work.clock().now());
        outcome = read(range);
      } finally {
        work.gate().leave();
        haveRead.run();
      }
      settle(true);
      return end(range, outcome);
    } finally {
      pending.free();
    }
  }

  private Outcome end(Range range, Outcome outcome) {
    if (undelivered != null) {
      return new Outcome.Failed(Outcome.UNDELIVERED, String.valueOf(undelivered.getMessage()));
    }
    if (outcome instanceof Outcome.Read) {
      work.checkpoint().frontier(follow.state, follow.progress.done(range, pages));
      follow.upTo = follow.progress.upTo();
    }
    return outcome;
  }

  private Outcome read(Range range) {
    if (!work.gate().enter()) {
      return new Outcome.Stopped();
    }
    work.counters().polls.increment();
    try {
      return pages(range);
    } catch (ApiException e) {
      return new Outcome.Failed(e.fault().reason(), e.fault().message());
    } catch (UndeliveredException e) {
      // It is kept; the others are waited for.
      return new Outcome.Failed(Outcome.UNDELIVERED, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      // The gate interrupts whoever reads when it is time to stop.
      return new Outcome.Stopped();
    }
  }

  private Outcome pages(Range range)
      throws ApiException, UndeliveredException, InterruptedException {
    Optional<String> token = Optional.empty();
    do {
      long asked = System.nanoTime();
      FilterLogEventsResponse page = work.api().events(request(range, token));
      pages++;
      take(page);
      settle(false);
      if (undelivered != null) {
        throw undelivered;
      }
      var next = Optional.ofNullable(page.nextToken()).filter(text -> !text.isEmpty());
      if (next.isPresent() && next.equals(token)) {
        return new Outcome.Failed("stuck", "CloudWatch Logs gave the same page's token twice");
      }
      if (next.isPresent()
          && (follow.progress.tooLong(range, pages)
              || System.nanoTime() - asked > TOKEN_LIFE.toNanos())) {
        return new Outcome.More();
      }
      token = next;
    } while (token.isPresent());
    if (fresh == 0) {
      work.counters().emptyPolls.increment();
    }
    return new Outcome.Read(range, pages, fresh);
  }

  private FilterLogEventsRequest request(Range range, Optional<String> token) {
    return work.query().events(follow.group, range, token);
  }

  /** Emits what is new of a page. */
  private void take(FilterLogEventsResponse page) throws InterruptedException {
    var taken = work.messages().take(follow, page.events(), pending);
    work.counters().repeated.add(taken.repeated());
    work.counters().late.add(taken.late());
    if (taken.ids().size() > 0) {
      fresh += taken.ids().size();
      sent.addLast(new Sent(taken.ids(), work.out().emit(taken.batch())));
    }
  }

  /**
   * Remembers what is delivered.
   *
   * @param all waits until everything has come to its end; otherwise only those first in line that
   *     have are looked at
   */
  private void settle(boolean all) throws InterruptedException {
    for (var first = sent.peekFirst();
        first != null && (all || first.delivery().done());
        first = sent.peekFirst()) {
      try {
        first.delivery().await();
        work.checkpoint().delivered(follow.state, first.ids());
      } catch (UndeliveredException e) {
        undelivered = e;
      }
      sent.removeFirst();
    }
  }
}
