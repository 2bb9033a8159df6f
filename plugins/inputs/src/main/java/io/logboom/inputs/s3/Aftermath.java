package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What becomes of a message once there is nothing left to do for it: deleted when all is delivered;
 * hidden for a while when something failed, the longer the more often it was received; after that
 * left to its queue, or parked. Safe for use by many threads.
 */
final class Aftermath {
  private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

  private final Visibility visibility;
  private final Deletes deletes;
  private final Backoff retry;
  private final int mostReceives;
  private final Optional<Parking> parking;
  private final Counters counters;

  Aftermath(
      Visibility visibility,
      Deletes deletes,
      Backoff retry,
      int mostReceives,
      Optional<Parking> parking,
      Counters counters) {
    this.visibility = visibility;
    this.deletes = deletes;
    this.retry = retry;
    this.mostReceives = mostReceives;
    this.parking = parking;
    this.counters = counters;
  }

  /** Everything it announced is delivered, or need not be. */
  void done(Lease lease) {
    deletes.add(lease);
  }

  /** The agent stops before it got to it: others may have it at once. */
  void untouched(Lease lease) {
    visibility.giveBack(lease, Duration.ZERO);
  }

  /** Something failed. */
  void failed(Lease lease, Trouble trouble) {
    Message message = lease.message();
    counters.failed(trouble.reason()).increment();
    if (!trouble.lasting() || message.receives() < mostReceives) {
      Duration wait = retry.after(message.receives());
      LOG.warn(
          "{}: {}: {}; message {}, receive {}, again in {} s",
          trouble.place(),
          trouble.reason(),
          trouble.message(),
          message.place(),
          message.receives(),
          seconds(wait));
      visibility.giveBack(lease, whole(wait));
      return;
    }
    counters.givenUp.increment();
    if (parking.isEmpty()) {
      LOG.error(
          "{}: {}: {}; message {}, receive {}: left to its queue's redrive policy",
          trouble.place(),
          trouble.reason(),
          trouble.message(),
          message.place(),
          message.receives());
      visibility.giveBack(lease, whole(retry.after(message.receives())));
    } else {
      park(parking.get(), lease, trouble);
    }
  }

  private void park(Parking parking, Lease lease, Trouble trouble) {
    Message message = lease.message();
    try {
      parking.park(message, trouble);
    } catch (SdkException e) {
      counters.parkFailures.increment();
      LOG.error(
          "{}: {}: {}; message {} cannot be parked, and stays in its queue: {}",
          trouble.place(),
          trouble.reason(),
          trouble.message(),
          message.place(),
          AwsFault.of(e).message());
      visibility.giveBack(lease, whole(retry.after(message.receives())));
      return;
    }
    counters.parked.increment();
    LOG.error(
        "{}: {}: {}; message {}, receive {}: parked",
        trouble.place(),
        trouble.reason(),
        trouble.message(),
        message.place(),
        message.receives());
    deletes.add(lease);
  }

  /** SQS counts in whole seconds; a part of one counts as one. */
  private static Duration whole(Duration wait) {
    return Duration.ofSeconds(seconds(wait));
  }

  private static long seconds(Duration wait) {
    return wait.plusMillis(999).toSeconds();
  }
}
