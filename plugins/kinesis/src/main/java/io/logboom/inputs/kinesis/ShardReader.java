package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Reach;
import io.logboom.inputs.kinesis.Decoding.HashRange;
import io.logboom.inputs.kinesis.Decoding.Raw;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Framer;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * Reads one shard from where it was delivered to its end, on a thread of its own. Whatever Kinesis
 * answers, it goes on trying; what was not delivered is read again.
 */
final class ShardReader {
  private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);

  /** Kinesis lets a shard be asked five times a second, by everybody together. */
  private static final Duration QUICK = Duration.ofMillis(210);

  /** What all shards of an input have in common. */
  record Common(
      KinesisInputConfig config,
      Context context,
      StreamCalls calls,
      Framer framer,
      Emitter out,
      Reach reach,
      Decoding decoding,
      FetchLimit limit,
      Checkpoints checkpoints,
      Lag lag,
      Counters counters) {}

  private final Common common;
  private final Shard shard;
  private final HashRange range;
  private final Optional<Instant> start;

  /** The last record that was handed on. */
  private @Nullable Position last;

  private @Nullable String iterator;

  /**
   * @param start when to begin if nothing of the shard was delivered yet; empty for its beginning
   */
  ShardReader(Common common, Shard shard, HashRange range, Optional<Instant> start) {
    this.common = common;
    this.shard = shard;
    this.range = range;
    this.start = start;
  }

  /**
   * Reads to the end of the shard.
   *
   * @return false when it was interrupted before; what was handed on by then is delivered and
   *     remembered, or has failed
   * @throws InterruptedException when it was interrupted once more
   */
  boolean run() throws InterruptedException, IOException {
    common.counters().shardsBegun.increment();
    Position before = null;
    for (int failures = 1; ; failures++) {
      last = common.checkpoints().position(shard.id()).orElse(null);
      if (!Objects.equals(last, before)) {
        before = last;
        failures = 1;
      }
      iterator = null;
      var deliverer =
          new Deliverer(
              shard.place(),
              common.checkpoints().of(shard.id()),
              common.config().checkpointInterval(),
              common.counters());
      deliverer.start();
      try {
        if (!read(deliverer)) {
          return false;
        }
        deliverer.finish();
        common.checkpoints().end(shard.id());
        return true;
      } catch (UndeliveredException e) {
        LOG.warn(
            "{}: not delivered, so it is read again from where it was remembered: {}",
            shard.place(),
            e.getMessage());
        if (!pause(common.config().retry().after(failures))) {
          return false;
        }
      } finally {
        deliverer.abandon();
        common.lag().gone(shard.id());
        common.reach().gone(shard.place());
      }
    }
  }

  /** Reads to the end; false when it was interrupted. */
  private boolean read(Deliverer deliverer) throws UndeliveredException, InterruptedException {
    var flow =
        new ShardFlow(
            shard, common.context(), common.framer(), common.out(), deliverer, common.counters());
    try {
      long next = System.nanoTime();
      while (true) {
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        next = System.nanoTime() + QUICK.toNanos();
        deliverer.throwIfUndelivered();
        var answer = ask();
        if (answer.isEmpty()) {
          return true;
        }
        var response = answer.get();
        handOn(response.records(), flow);
        long behind = Optional.ofNullable(response.millisBehindLatest()).orElse(0L);
        common.lag().behind(shard.id(), behind);
        iterator = response.nextShardIterator();
        if (iterator == null) {
          return true;
        }
        if (behind == 0 && response.records().isEmpty()) {
          next = System.nanoTime() + common.config().pollInterval().toNanos();
        }
      }
    } catch (InterruptedException _) {
      // Asked to stop: what is under way is waited for.
      try {
        deliverer.finish();
      } catch (UndeliveredException e) {
        LOG.debug("{}: not delivered; read again by the next start", shard.place(), e);
      }
      return false;
    }
  }

  private void handOn(List<Record> records, ShardFlow flow)
      throws UndeliveredException, InterruptedException {
    common.limit().saw(records);
    List<UserRecord> all = new ArrayList<>();
    for (Record record : records) {
      var raw =
          new Raw(
              record.sequenceNumber(),
              record.partitionKey(),
              Optional.ofNullable(record.approximateArrivalTimestamp())
                  .orElseGet(common.context().clock()::instant),
              ByteBuffer.wrap(record.data().asByteArrayUnsafe()));
      for (UserRecord one : common.decoding().decode(raw, range)) {
        if (last == null || one.position().compareTo(last) > 0) {
          all.add(one);
        }
      }
    }
    flow.accept(all);
    if (!all.isEmpty()) {
      last = all.getLast().position();
    }
  }

  /** The next records; empty when the shard is gone. Tries for as long as it takes. */
  private Optional<GetRecordsResponse> ask() throws InterruptedException {
    Backoff backoff = common.config().retry();
    for (int failures = 1; ; failures++) {
      try {
        if (iterator == null) {
          iterator = begin();
          if (iterator == null) {
            return Optional.empty();
          }
        }
        var answer = common.calls().records(iterator, common.limit().records());
        common.reach().reached(shard.place());
        return Optional.of(answer);
      } catch (ExpiredIteratorException e) {
        common.counters().expiredIterators.increment();
        LOG.debug("{}: the iterator has expired", shard.place(), e);
        iterator = null;
        continue;
      } catch (ResourceNotFoundException e) {
        if (gone()) {
          return Optional.empty();
        }
        tell(failures, AwsFault.of(e));
        iterator = null;
      } catch (SdkException e) {
        tell(failures, AwsFault.of(e));
      }
      backoff.pause(failures);
    }
  }

  private @Nullable String begin() {
    var calls = common.calls();
    if (last != null) {
      try {
        return calls.iteratorAt(shard.id(), last.sequence());
      } catch (InvalidArgumentException e) {
        // Such a number was never given in this shard: it is another one of the same name.
        common.counters().restarted.increment();
        LOG.error(
            "{}: Kinesis does not know sequence number {}, so the shard is read from its beginning:"
                + " {}",
            shard.place(),
            last.sequence(),
            e.getMessage());
        last = null;
        return calls.iteratorAtBeginning(shard.id());
      }
    }
    return start.isPresent()
        ? calls.iteratorAt(shard.id(), start.get())
        : calls.iteratorAtBeginning(shard.id());
  }

  /** Whether the shard has gone from a stream that is still there: its last record is too old. */
  private boolean gone() {
    try {
      if (common.calls().shards().stream().anyMatch(one -> one.shardId().equals(shard.id()))) {
        return false;
      }
    } catch (SdkException e) {
      LOG.debug("{}: nor can the shards be listed", shard.place(), e);
      return false;
    }
    common.counters().shardsGone.increment();
    LOG.warn(
        "{}: the shard is gone: its last records are older than the stream keeps", shard.place());
    return true;
  }

  private void tell(int failures, AwsFault fault) {
    common.counters().failed(fault.reason()).increment();
    common.reach().failed(shard.place(), fault);
    // Each failure that is twice as many as the last one told of, so that a log is not flooded.
    if (!fault.passing() && Integer.bitCount(failures) == 1) {
      LOG.error("{}: {}: {}; tried again", shard.place(), fault.reason(), fault.message());
    } else {
      LOG.debug("{}: {}: {}", shard.place(), fault.reason(), fault.message());
    }
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException _) {
      // Asked to stop; there is nothing under way.
      return false;
    }
  }
}
