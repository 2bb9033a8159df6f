package io.logboom.inputs.http;

import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Framer;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one batch of many: the records of a request are thousands, with an event or two each. The
 * arrays of all of them stay with the batch. Used by one thread.
 */
final class Merging implements Framer.Sink {
  private static final long BYTES = 256 << 10;
  private static final int EVENTS = 4096;
  private static final int REJECTED_WEIGHT = 64;

  private final Framer.Sink sink;
  private List<Event> events = new ArrayList<>();
  private List<Rejected> rejected = new ArrayList<>();
  private List<Runnable> releases = new ArrayList<>();
  private long bytes;
  private long count;

  Merging(Framer.Sink sink) {
    this.sink = sink;
  }

  /** How many events there were, rejected ones included. */
  long count() {
    return count;
  }

  @Override
  public void accept(Batch batch) throws UndeliveredException, InterruptedException {
    count += batch.events().size() + batch.rejected().size();
    events.addAll(batch.events());
    rejected.addAll(batch.rejected());
    releases.add(batch.release());
    weigh(batch.bytes());
  }

  void reject(Rejected broken) throws UndeliveredException, InterruptedException {
    count++;
    rejected.add(broken);
    weigh(broken.event().length() + REJECTED_WEIGHT);
  }

  private void weigh(long more) throws UndeliveredException, InterruptedException {
    bytes += more;
    if (bytes >= BYTES || events.size() + rejected.size() >= EVENTS) {
      flush();
    }
  }

  /** Hands on what there is. */
  void flush() throws UndeliveredException, InterruptedException {
    if (events.isEmpty() && rejected.isEmpty()) {
      return;
    }
    var all = releases;
    var batch = new Batch(events, rejected, bytes, () -> all.forEach(Runnable::run));
    events = new ArrayList<>();
    rejected = new ArrayList<>();
    releases = new ArrayList<>();
    bytes = 0;
    sink.accept(batch);
  }
}
