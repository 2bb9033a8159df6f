package io.logboom.core.queue;

import io.logboom.core.config.Queueing;
import io.logboom.core.memory.Blocks;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue of events on disk. Whoever appends only copies; one thread writes and fsyncs for all, one
 * reads back and hands on. What is appended while nothing much is behind is handed on at once, from
 * memory, and read back only if that fails. Safe for use by many threads between {@link #open} and
 * {@link #close}.
 */
public final class DiskQueue {
  private final Path directory;
  private final String name;
  private final Queueing options;
  private final long window;
  private final Disk disk;
  private final Quarantine quarantine;
  private final Tally tally;
  private final Blocks blocks;
  private final Downstream downstream;
  private volatile @Nullable Running running;

  /** What there is while the queue is open. */
  private record Running(
      DirectoryLock lock,
      Cursor cursor,
      Exchange exchange,
      Intake intake,
      Thread writer,
      Thread forwarder) {}

  /**
   * A queue that is not open yet: touches no file.
   *
   * @param directory where its files are; made when it is opened
   * @param name of the plugin it belongs to
   * @param meter of that plugin
   * @param window how much memory events may take that are handed on and not delivered, in bytes
   */
  public DiskQueue(
      Path directory,
      String name,
      Queueing options,
      Meter meter,
      Blocks blocks,
      long window,
      Downstream downstream) {
    this(directory, name, options, meter, blocks, window, downstream, Disk.REAL);
  }

  DiskQueue(
      Path directory,
      String name,
      Queueing options,
      Meter meter,
      Blocks blocks,
      long window,
      Downstream downstream,
      Disk disk) {
    this.directory = directory;
    this.name = name;
    this.options = options;
    this.window = window;
    this.disk = disk;
    this.quarantine = new Quarantine(directory, disk);
    this.tally = new Tally(name, meter, quarantine);
    this.blocks = blocks;
    this.downstream = downstream;
  }

  /**
   * Takes the directory, finds out what is in it, and begins to hand it on.
   *
   * @throws IOException when it cannot be made or read, or somebody else has it; never for what is
   *     in it
   */
  public void open() throws IOException {
    QueueDirectory.make(directory);
    var lock = DirectoryLock.take("the queue", directory);
    try {
      var cursor =
          new Cursor(
              directory,
              disk,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        running = start(lock, cursor);
      } catch (IOException | RuntimeException e) {
        cursor.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Running start(DirectoryLock lock, Cursor cursor) throws IOException {
    var found = Recovery.of(directory, cursor.position(), disk, new Found());
    long salt = salt();
    var backlog = new Backlog(found.segments(), found.low(), found.lowNumber(), found.nextNumber());
    if (backlog.isEmpty()) {
      long lost = found.nextNumber() - found.lowNumber();
      if (lost > 0 && found.lowNumber() != Range.UNKNOWN) {
        tally.lost(found.low().segment(), lost, found.lowNumber());
      }
    } else {
      tally.info("left from before, to be handed on", backlog.occupied() + " bytes");
    }
    var exchange = new Exchange(backlog, tally, options.maxSize().bytes(), window, salt);
    var writer =
        new Writer(
            directory,
            options,
            new Chores(exchange),
            disk,
            cursor,
            quarantine,
            tally,
            salt,
            found.nextSegment());
    var forwarder = new Forwarder(exchange, disk, tally, blocks, downstream);
    return new Running(
        lock,
        cursor,
        exchange,
        new Intake(exchange),
        Thread.ofPlatform().name(name + "-queue-writer").daemon().start(writer::run),
        Thread.ofVirtual().name(name + "-queue-reader").start(forwarder::run));
  }

  /** Nobody who writes logs can guess it; its halves differ. */
  private static long salt() {
    var random = new SecureRandom();
    long salt = random.nextLong();
    while (Layout.eventMark(salt) == Layout.originMark(salt)) {
      salt = random.nextLong();
    }
    return salt;
  }

  /**
   * Appends events, waiting while the queue is full. They are copied when this returns.
   *
   * @param promise kept once they are on disk
   */
  public void append(List<Event> events, Promise promise) throws InterruptedException {
    if (events.isEmpty()) {
      promise.keep();
    } else {
      running().intake.append(events, promise, false);
    }
  }

  /**
   * Appends the events of a batch, waiting while the queue is full, and hands the batch on at once
   * if nothing much is behind. The batch is the queue's from here on; it must have no rejected
   * events.
   *
   * @param promise kept once they are on disk, or delivered
   */
  public void append(Batch batch, Promise promise) throws InterruptedException {
    if (batch.events().isEmpty()) {
      batch.release().run();
      promise.keep();
      return;
    }
    var open = running();
    var range = open.intake.append(batch.events(), promise, true);
    if (range.isPresent()) {
      open.intake.handOn(range.get(), batch.bytes(), promise);
      if (downstream.offer(batch, delivered -> open.exchange.settled(range.get(), delivered))) {
        return;
      }
      open.intake.readBack(range.get());
    }
    batch.release().run();
  }

  /** Nothing more comes for a while: downstream hears of it when all that is in was handed on. */
  public void flush() {
    running().intake.flush();
  }

  /** Waits until everything is delivered; tells whether it came to that. */
  public boolean awaitEmpty(Duration atMost) throws InterruptedException {
    var open = running;
    return open == null || open.exchange.awaitEmpty(nanos(atMost));
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(1000)) > 0 ? Long.MAX_VALUE : duration.toNanos();
  }

  /** How many events are not delivered. */
  public long events() {
    var open = running;
    return open == null ? 0 : open.exchange.events();
  }

  /** How much is in it. */
  public Meter.Level level() {
    var open = running;
    long limit = options.maxSize().bytes();
    return open == null ? new Meter.Level(0, 0, limit) : open.exchange.level();
  }

  /** Hands nothing more on; what is not delivered stays. */
  public void stop() throws InterruptedException {
    var open = running;
    if (open != null) {
      open.exchange.stopReading();
      open.forwarder.interrupt();
      open.forwarder.join();
    }
  }

  /** Hands nothing more on and takes nothing more; promises that cannot be kept are broken. */
  public void abandon() throws InterruptedException {
    stop();
    var open = running;
    if (open != null) {
      open.exchange.stopTaking();
    }
  }

  /** Writes what was appended, as far as the disk lets it, and gives the directory free. */
  public void close() throws IOException {
    var open = running;
    if (open == null) {
      return;
    }
    running = null;
    try {
      open.exchange.stopReading();
      open.forwarder.interrupt();
      open.exchange.stopTaking();
      open.forwarder.join();
      open.writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long left = open.exchange.events();
    if (left > 0) {
      tally.info("stay in " + directory, left + " events");
    }
    try (var _ = open.lock) {
      open.cursor.close();
    }
  }

  private Running running() {
    var open = running;
    if (open == null) {
      throw new IllegalStateException("the queue " + directory + " is not open");
    }
    return open;
  }

  /** What is found wrong when the queue is opened. */
  private final class Found implements Recovery.Findings {
    @Override
    public void damaged(Damage damage) {
      tally.accept(damage);
    }

    @Override
    public void otherVersion(Segment segment) throws IOException {
      tally.error("of a version this agent cannot read, moved", quarantine.setAside(segment));
    }

    @Override
    public void useless(Segment segment) throws IOException {
      quarantine.remove(segment);
    }

    @Override
    public void cursorLost() {
      tally.warn("it is not known what is delivered, so all is handed on again", directory);
    }
  }
}
