package io.logboom.core.queue;

import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Counter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a queue counts and says, beside the counters of the plugin it belongs to. */
final class Tally implements Consumer<Damage> {
  private static final Logger LOG = LoggerFactory.getLogger(DiskQueue.class);

  final Counter appended;
  final Counter replayed;
  final Counter fullWaits;
  final Counter writeFailures;
  private final Counter quarantined;
  private final Counter lost;
  private final Counter events;
  private final Counter bytes;
  private final String name;
  private final Quarantine quarantine;
  private long eventsTold;
  private long bytesTold;

  /**
   * @param name of the plugin the queue belongs to
   */
  Tally(String name, Meter meter, Quarantine quarantine) {
    this.name = name;
    this.quarantine = quarantine;
    appended = meter.counter("queue-appended");
    replayed = meter.counter("queue-replayed");
    fullWaits = meter.counter("queue-full-waits");
    writeFailures = meter.counter("queue-write-failures");
    quarantined = meter.counter("queue-quarantined-bytes");
    lost = meter.counter("queue-lost-events");
    events = meter.counter("queue-events");
    bytes = meter.counter("queue-bytes");
  }

  /** So much is in the queue now. Guarded by the queue's lock. */
  void depth(long nowEvents, long nowBytes) {
    if (nowEvents != eventsTold) {
      events.add(nowEvents - eventsTold);
      eventsTold = nowEvents;
    }
    if (nowBytes != bytesTold) {
      bytes.add(nowBytes - bytesTold);
      bytesTold = nowBytes;
    }
  }

  @Override
  public void accept(Damage damage) {
    quarantined.add(damage.bytes());
    LOG.error("{}: queue {}; they are kept in {}", name, damage, quarantine.keep(damage));
  }

  /** So many events are among the damaged bytes. */
  void lost(Segment segment, long count, long firstNumber) {
    lost.add(count);
    LOG.error(
        "{}: queue {}: {} events are lost to damage, the first one number {}",
        name,
        segment,
        count,
        firstNumber);
  }

  void warn(String what, Object about) {
    LOG.warn("{}: queue: {}: {}", name, what, text(about));
  }

  void error(String what, Object about) {
    LOG.error("{}: queue: {}: {}", name, what, text(about));
  }

  void info(String what, Object about) {
    LOG.info("{}: queue: {}: {}", name, what, text(about));
  }

  /** What goes wrong with a disk needs no trace of where in the agent it was seen. */
  private static String text(Object about) {
    return about instanceof Exception e && e.getMessage() != null
        ? e.getMessage()
        : String.valueOf(about);
  }
}
