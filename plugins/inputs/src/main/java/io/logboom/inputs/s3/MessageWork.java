package io.logboom.inputs.s3;

import io.logboom.spi.Deliveries;
import io.logboom.spi.Emitter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a message asks for: reads all objects it announces, waits until their events are
 * delivered, and only then has it deleted. One failing object does not keep its siblings from being
 * read. Safe for use by many threads.
 */
final class MessageWork {
  private static final Logger LOG = LoggerFactory.getLogger(MessageWork.class);

  private final Envelopes envelopes;
  private final Selection selection;
  private final Reading reading;
  private final Slots slots;
  private final InFlight inFlight;
  private final Aftermath aftermath;
  private final ExecutorService threads;
  private final Emitter out;
  private final Counters counters;

  MessageWork(
      Envelopes envelopes,
      Selection selection,
      Reading reading,
      Slots slots,
      InFlight inFlight,
      Aftermath aftermath,
      ExecutorService threads,
      Emitter out,
      Counters counters) {
    this.envelopes = envelopes;
    this.selection = selection;
    this.reading = reading;
    this.slots = slots;
    this.inFlight = inFlight;
    this.aftermath = aftermath;
    this.threads = threads;
    this.out = out;
    this.counters = counters;
  }

  /** How an object came out. */
  private sealed interface Outcome {
    record Delivered() implements Outcome {}

    record Stopped() implements Outcome {}

    record Failed(Trouble trouble) implements Outcome {}
  }

  /** Deals with a message to the end. */
  void work(Lease lease) {
    counters.messages.increment();
    Message message = lease.message();
    switch (envelopes.read(message.body())) {
      case Notification.Test _ -> {
        counters.tests.increment();
        aftermath.done(lease);
      }
      case Notification.Irrelevant(String what) -> {
        LOG.debug("{}: nothing to read: {}", message.place(), what);
        counters.irrelevant.increment();
        aftermath.done(lease);
      }
      case Notification.Unknown(String why) -> {
        counters.unknown.increment();
        aftermath.failed(lease, new Trouble("unknown-message", why, message.place(), true));
      }
      case Notification.Objects(List<S3Object> objects, int others) -> {
        counters.others.add(others);
        read(lease, objects.stream().filter(this::wanted).toList());
      }
    }
  }

  private boolean wanted(S3Object object) {
    Optional<String> reason = selection.skips(object.key());
    reason.ifPresent(word -> counters.skipped(word).increment());
    return reason.isEmpty();
  }

  private void read(Lease lease, List<S3Object> objects) {
    List<Outcome> outcomes =
        objects.size() == 1 ? List.of(read(objects.getFirst())) : readTogether(objects);
    List<Trouble> troubles =
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(outcome -> ((Outcome.Failed) outcome).trouble())
            .toList();
    if (outcomes.stream().anyMatch(Outcome.Stopped.class::isInstance)) {
      aftermath.untouched(lease);
    } else if (troubles.isEmpty()) {
      aftermath.done(lease);
    } else {
      troubles.stream().skip(1).forEach(trouble -> also(trouble, lease.message()));
      aftermath.failed(lease, troubles.getFirst());
    }
  }

  private void also(Trouble trouble, Message message) {
    counters.failed(trouble.reason()).increment();
    LOG.warn(
        "{}: {}: {}; message {}",
        trouble.place(),
        trouble.reason(),
        trouble.message(),
        message.place());
  }

  private List<Outcome> readTogether(List<S3Object> objects) {
    List<Future<Outcome>> futures = new ArrayList<>();
    for (S3Object object : objects) {
      futures.add(threads.submit(() -> read(object)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> future : futures) {
      try {
        outcomes.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        outcomes.add(new Outcome.Stopped());
      }
    }
    return outcomes;
  }

  private Outcome read(S3Object object) {
    if (inFlight.enter(object)) {
      counters.duplicates.increment();
    }
    try {
      return deliver(object);
    } finally {
      inFlight.leave(object);
    }
  }

  private Outcome deliver(S3Object object) {
    var deliveries = new Deliveries();
    if (!slots.enter()) {
      return new Outcome.Stopped();
    }
    Optional<Trouble> trouble;
    try {
      trouble = emit(object, deliveries);
    } finally {
      slots.leave();
    }
    // From here nobody interrupts: what has been read is waited for.
    boolean stopped = trouble.isPresent() && slots.stopping();
    try {
      deliveries.await();
    } catch (UndeliveredException e) {
      trouble = trouble.or(() -> Optional.of(undelivered(object, e)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.Stopped();
    }
    return stopped
        ? new Outcome.Stopped()
        : trouble.<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Delivered::new);
  }

  private Optional<Trouble> emit(S3Object object, Deliveries deliveries) {
    try {
      reading.read(object, out, deliveries);
      return Optional.empty();
    } catch (ObjectFailure e) {
      return trouble(object, e.reason(), e);
    } catch (MalformedException e) {
      return trouble(object, e.reason(), e);
    } catch (UndeliveredException e) {
      return Optional.of(undelivered(object, e));
    } catch (IOException e) {
      return trouble(object, "unreadable", e);
    } catch (InterruptedException _) {
      return Optional.of(new Trouble("stopped", "asked to stop", object.place(), false));
    } catch (RuntimeException e) {
      if (!slots.stopping()) {
        LOG.error("{}: unexpected", object.place(), e);
      }
      return trouble(object, "unexpected", e);
    }
  }

  private static Optional<Trouble> trouble(S3Object object, String reason, Exception e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    return Optional.of(new Trouble(reason, message, object.place(), true));
  }

  private static Trouble undelivered(S3Object object, UndeliveredException e) {
    return new Trouble(
        "undelivered",
        Objects.requireNonNullElse(e.getMessage(), "no reason given"),
        object.place(),
        false);
  }
}
