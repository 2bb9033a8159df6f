package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Crew;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes log groups as they fall due and has each read on a thread of its own, so many at once, and
 * says when they fall due again. One thread runs it.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private final Schedule schedule;
  private final Round.Work work;
  private final Following following;
  private final Backoff retry;
  private final Troubles troubles;
  private final Semaphore slots;
  private final Crew crew;

  /**
   * @param concurrency how many are read at once; those that wait for delivery do not count
   * @param crew fails when something happens that must not
   */
  Turns(
      Schedule schedule,
      Round.Work work,
      Following following,
      Backoff retry,
      Troubles troubles,
      int concurrency,
      Crew crew) {
    this.schedule = schedule;
    this.work = work;
    this.following = following;
    this.retry = retry;
    this.troubles = troubles;
    this.slots = new Semaphore(concurrency);
    this.crew = crew;
  }

  /** Goes on until interrupted. */
  void run(ExecutorService threads) {
    try {
      while (true) {
        slots.acquire();
        Follow next = schedule.take();
        threads.execute(() -> turn(next));
      }
    } catch (InterruptedException _) {
      // This is how it is asked to end.
      return;
    }
  }

  private void turn(Follow follow) {
    try {
      settle(follow, new Round(follow, work).run(slots::release));
    } catch (InterruptedException _) {
      LOG.debug("{}: not waited for any longer", follow.group);
    } catch (RuntimeException e) {
      LOG.error("{}: unexpected", follow.group, e);
      settle(follow, new Outcome.Failed("unexpected", e.toString()));
    } catch (Error e) {
      crew.fail(e);
      throw e;
    }
  }

  private void settle(Follow follow, Outcome outcome) {
    switch (outcome) {
      case Outcome.Read read -> {
        succeeded(follow);
        switch (read.range().kind()) {
          case HISTORY -> schedule.again(follow, Duration.ZERO);
          case WINDOW, FRESH -> schedule.read(follow, read.fresh() > 0, read.pages());
        }
      }
      case Outcome.More _ -> {
        succeeded(follow);
        schedule.again(follow, Duration.ZERO);
      }
      case Outcome.Failed(String reason, String message) -> {
        follow.failures++;
        follow.trouble = reason;
        troubles.failed(follow.group.toString(), reason, message);
        if (!reason.equals(AwsFault.THROTTLED) && !reason.equals(Outcome.UNDELIVERED)) {
          following.unread(follow, reason + ": " + message);
        }
        schedule.again(follow, retry.after(follow.failures));
      }
      case Outcome.Stopped _ -> {}
    }
  }

  private void succeeded(Follow follow) {
    troubles.succeeded(follow.group.toString(), follow.trouble);
    following.read(follow);
    follow.failures = 0;
    follow.trouble = "";
  }
}
