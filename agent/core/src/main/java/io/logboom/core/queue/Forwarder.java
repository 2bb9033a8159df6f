package io.logboom.core.queue;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.Batch;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads back what was not handed on from memory, and hands it on. Run by one thread, which may be
 * interrupted.
 *
 * <p>Arrays: the events of a batch lie in one array, which goes back to the pool when the batch is
 * released.
 */
final class Forwarder {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  private final Exchange exchange;
  private final Readings readings;
  private final Disk disk;
  private final Tally tally;
  private final Blocks blocks;
  private final Downstream downstream;
  private @Nullable SegmentReader reader;

  Forwarder(Exchange exchange, Disk disk, Tally tally, Blocks blocks, Downstream downstream) {
    this.exchange = exchange;
    this.readings = new Readings(exchange);
    this.disk = disk;
    this.tally = tally;
    this.blocks = blocks;
    this.downstream = downstream;
  }

  /** Works until the exchange has nothing more to be read. */
  void run() {
    try {
      for (var next = next(); next.isPresent(); next = next()) {
        forward(next.get());
      }
    } catch (InterruptedException e) {
      // Asked to stop: what was not handed on stays where it is.
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private Optional<Readings.Reading> next() throws InterruptedException {
    return readings.nextReading(downstream::flush);
  }

  private void forward(Readings.Reading reading) throws InterruptedException {
    var from = reading.from();
    long left = reading.to() - from.offset();
    byte[] array = left > blocks.size() / 2 ? blocks.take(blocks.size()) : new byte[(int) left];
    Chunk chunk;
    try {
      chunk = reader(from.segment()).read(from.offset(), reading.to(), array);
    } catch (ClosedChannelException e) {
      throw new InterruptedException("interrupted while reading");
    } catch (NoSuchFileException e) {
      tally.error("is gone", e);
      chunk = new Chunk(List.of(), array, reading.to(), 0);
    } catch (IOException e) {
      tally.error("cannot be opened, trying again", e);
      blocks.give(array);
      Thread.sleep(BETWEEN_TRIES);
      return;
    }
    var range = readings.read(reading, chunk);
    byte[] lent = chunk.array();
    if (lent.length > array.length) {
      blocks.give(array);
    }
    if (chunk.events().isEmpty()) {
      blocks.give(lent);
      exchange.settled(range, true);
      return;
    }
    downstream.hand(
        new Batch(chunk.events(), List.of(), lent.length, () -> blocks.give(lent)),
        delivered -> exchange.settled(range, delivered));
  }

  private SegmentReader reader(Segment segment) throws IOException {
    var open = reader;
    if (open != null && open.segment() == segment) {
      return open;
    }
    close();
    var opened = new SegmentReader(segment, disk, tally);
    reader = opened;
    return opened;
  }

  private void close() {
    var open = reader;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        tally.warn("a file could not be closed", e);
      }
    }
  }
}
