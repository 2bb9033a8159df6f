package io.logboom.inputs.kinesis;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.Event;
import io.logboom.spi.Framer;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the user records of one shard into events and hands these on, several records in a batch.
 * The deliveries go to a {@link Deliverer}, each with the last record that is whole with it. Used
 * by one thread at a time.
 */
final class ShardFlow {

  /** Records are gathered into batches of about this size. */
  private static final long BATCH = 1 << 20;

  private static final int MOST_EVENTS = 4096;

  /** What an event weighs besides its bytes. */
  private static final int EVENT_WEIGHT = 64;

  private static final Delivery DONE =
      new Delivery() {
        @Override
        public void await() {}

        @Override
        public boolean done() {
          return true;
        }
      };

  private final Shard shard;
  private final Context context;
  private final Framer framer;
  private final Emitter out;
  private final Deliverer deliverer;
  private final Counters counters;

  private List<Event> events = new ArrayList<>();
  private List<Rejected> rejected = new ArrayList<>();
  private List<Runnable> releases = new ArrayList<>();
  private long bytes;

  /** The last record of which every event is gathered. */
  private @Nullable Position whole;

  ShardFlow(
      Shard shard,
      Context context,
      Framer framer,
      Emitter out,
      Deliverer deliverer,
      Counters counters) {
    this.shard = shard;
    this.context = context;
    this.framer = framer;
    this.out = out;
    this.deliverer = deliverer;
    this.counters = counters;
  }

  /**
   * Hands records on; blocks while the pipeline is full.
   *
   * @throws UndeliveredException when earlier ones were not delivered: the shard must be read again
   *     from where it was remembered
   */
  void accept(List<UserRecord> records) throws UndeliveredException, InterruptedException {
    try {
      for (UserRecord record : records) {
        cut(record);
        whole = record.position();
        // Nothing is gathered when its last event filled a batch, or when it has none.
        if (full() || (events.isEmpty() && rejected.isEmpty())) {
          emit();
        }
      }
      emit();
    } finally {
      // Only when it was interrupted or is to be read again is anything left.
      releases.forEach(Runnable::run);
      clear();
    }
  }

  private void cut(UserRecord record) throws UndeliveredException, InterruptedException {
    var origin = origin(record);
    if (!record.broken().isEmpty()) {
      reject(record, origin, record.broken());
      return;
    }
    var data = record.data();
    try {
      framer.read(
          new ByteArrayInputStream(data.array(), data.arrayOffset(), data.remaining()),
          origin,
          this::gather);
    } catch (MalformedException e) {
      counters.broken.increment();
      reject(record, origin, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private void gather(Batch batch) throws UndeliveredException, InterruptedException {
    events.addAll(batch.events());
    rejected.addAll(batch.rejected());
    releases.add(batch.release());
    bytes += batch.bytes();
    if (full()) {
      emit();
    }
  }

  /** The whole record becomes a dead letter, for somebody to find out what it is. */
  private void reject(UserRecord record, Origin origin, String reason) {
    byte[] copy = new byte[record.data().remaining()];
    record.data().duplicate().get(copy);
    rejected.add(new Rejected(context.event(copy, origin), reason));
    bytes += copy.length + EVENT_WEIGHT;
  }

  private boolean full() {
    return bytes >= BATCH || events.size() + rejected.size() >= MOST_EVENTS;
  }

  private void emit() throws UndeliveredException, InterruptedException {
    Position upTo = whole;
    whole = null;
    if (events.isEmpty() && rejected.isEmpty()) {
      if (upTo != null) {
        deliverer.add(upTo, DONE);
      }
      return;
    }
    deliverer.throwIfUndelivered();
    var batch = new Batch(events, rejected, bytes, all(releases));
    releases = new ArrayList<>();
    clear();
    deliverer.add(upTo, out.emit(batch));
  }

  private void clear() {
    events = new ArrayList<>();
    rejected = new ArrayList<>();
    releases = new ArrayList<>();
    bytes = 0;
  }

  private static Runnable all(List<Runnable> releases) {
    return () -> releases.forEach(Runnable::run);
  }

  private Origin origin(UserRecord record) {
    Map<String, String> attributes = new LinkedHashMap<>(shard.attributes());
    var position = record.position();
    attributes.put("kinesis.sequence", position.sequence());
    attributes.put("kinesis.partition-key", record.partitionKey());
    attributes.put("kinesis.arrival", Long.toString(record.arrival().toEpochMilli()));
    String place = shard.place() + "/" + position.sequence();
    if (record.part()) {
      attributes.put("kinesis.sub-sequence", Long.toString(position.sub()));
      place += ":" + position.sub();
    }
    return new Origin(context.name(), place, context.clock().instant(), Map.copyOf(attributes));
  }
}
