package io.logboom.inputs.cloudwatch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where tables of ids lie: on the heap as long as that takes no more than allowed, beyond that in
 * files that are mapped into memory, so that the system may write them out when memory is short.
 * The files have no name any more once they are open, so nothing of them outlives the process. Safe
 * for use by many threads.
 */
final class Room {
  private static final Logger LOG = LoggerFactory.getLogger(Room.class);

  /** A table smaller than this always lies on the heap: a mapping has a price, too. */
  private static final long LEAST_MAPPED = 64 << 10;

  private final Path folder;
  private final long heapAllowance;
  private final AtomicLong onHeap = new AtomicLong();
  private final AtomicLong mapped = new AtomicLong();

  /** An array of longs, all of them 0 to begin with; given back by {@link #free}. */
  static final class Block {
    final MemorySegment longs;
    private final LongConsumer giveBack;

    private Block(MemorySegment longs, LongConsumer giveBack) {
      this.longs = longs;
      this.giveBack = giveBack;
    }

    /** Nobody reads it any more. */
    void free() {
      giveBack.accept(longs.byteSize());
    }
  }

  /**
   * @param folder where files are made, and where those are deleted that a killed process left
   * @param heapAllowance in bytes
   */
  Room(Path folder, long heapAllowance) {
    this.folder = folder;
    this.heapAllowance = heapAllowance;
  }

  Block allocate(int count) {
    long bytes = (long) count * Long.BYTES;
    if (bytes >= LEAST_MAPPED && onHeap.get() + bytes > heapAllowance) {
      try {
        return map(bytes);
      } catch (IOException e) {
        // Memory may still suffice; if it does not, the agent ends and reads again what it must.
        LOG.warn("{}: no room for ids in a file: {}", folder, e.toString());
      }
    }
    onHeap.addAndGet(bytes);
    return new Block(MemorySegment.ofArray(new long[count]), size -> onHeap.addAndGet(-size));
  }

  private Block map(long bytes) throws IOException {
    Path file = Files.createTempFile(folder, "ids", ".tmp");
    var arena = Arena.ofShared();
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      var longs = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
      mapped.addAndGet(bytes);
      return new Block(
          longs,
          size -> {
            mapped.addAndGet(-size);
            arena.close();
          });
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  /** How many bytes lie on the heap. */
  long onHeap() {
    return onHeap.get();
  }

  /** How many bytes lie in files. */
  long mapped() {
    return mapped.get();
  }

  /** One of the longs of a block. */
  static long at(MemorySegment longs, int index) {
    return longs.getAtIndex(ValueLayout.JAVA_LONG, index);
  }

  static void set(MemorySegment longs, int index, long value) {
    longs.setAtIndex(ValueLayout.JAVA_LONG, index, value);
  }
}
