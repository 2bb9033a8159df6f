package io.logboom.core.state;

import io.logboom.core.queue.Disk;
import io.logboom.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads one file from its beginning, over whatever is damaged. Memory is bounded by the largest
 * entry. Used by one thread.
 */
final class LogReader implements AutoCloseable {
  private static final int LONGEST = Memory.LARGEST + Layout.EXTRA;
  private static final int WINDOW = 256 << 10;

  /** Told what stands in the file, in its order. */
  interface Reading {

    /** An entry; the arrays are the reader's own only until the call returns. */
    void entry(boolean removed, byte[] array, int key, int value, int end);

    /** A save has ended, before this place. */
    void save(long place);

    /** Bytes that are no entry. */
    void damaged(long from, long to);
  }

  private final LogFile file;
  private final FileChannel channel;
  private final long size;
  private byte[] window = new byte[WINDOW];
  private long start;
  private int filled;

  LogReader(LogFile file, Disk disk) throws IOException {
    this.file = file;
    this.channel = disk.open(file.path(), StandardOpenOption.READ);
    this.size = channel.size();
  }

  /** Whether somebody else's version wrote the file, which nobody here can read. */
  boolean otherVersion() throws IOException {
    if (size < Layout.HEADER) {
      return false;
    }
    int at = fill(0, Layout.HEADER);
    var header = Arrays.copyOfRange(window, at, at + Layout.HEADER);
    return Layout.isHeader(header) && header[Layout.VERSION_AT] != Layout.VERSION;
  }

  /** Reads all that stands before a place. */
  void read(long to, Reading reading) throws IOException {
    long end = Math.min(to, size);
    long bad = -1;
    for (long place = Layout.HEADER; place < end; ) {
      int length = lengthAt(place, end);
      if (length == 0) {
        bad = bad < 0 ? place : bad;
        place++;
        continue;
      }
      if (bad >= 0) {
        reading.damaged(bad, place);
        bad = -1;
      }
      tell(place, length, reading);
      place += length;
    }
    if (bad >= 0) {
      reading.damaged(bad, end);
    }
  }

  private void tell(long place, int length, Reading reading) throws IOException {
    int at = fill(place, length);
    if (Layout.intAt(window, at) == Layout.endMark(file.salt())) {
      reading.save(place + length);
      return;
    }
    int key = Layout.intAt(window, at + Layout.KEY_LENGTH_AT);
    boolean removed = key < 0;
    int value = at + Layout.KEY_AT + (removed ? -1 - key : key);
    reading.entry(removed, window, at + Layout.KEY_AT, value, at + length - Layout.CRC);
  }

  /** How long the entry there is; 0 when there is none that is whole and right. */
  private int lengthAt(long place, long end) throws IOException {
    if (end - place < Layout.EXTRA) {
      return 0;
    }
    int at = fill(place, Layout.EXTRA);
    int mark = Layout.intAt(window, at);
    int length = Layout.intAt(window, at + Layout.LENGTH_AT);
    boolean right;
    if (mark == Layout.endMark(file.salt())) {
      right = length == Layout.END;
    } else {
      int key = Layout.intAt(window, at + Layout.KEY_LENGTH_AT);
      right =
          mark == Layout.entryMark(file.salt())
              && length >= Layout.EXTRA
              && length <= LONGEST
              && (key < 0 ? -1 - key == length - Layout.EXTRA : key <= length - Layout.EXTRA);
    }
    if (!right || length > end - place) {
      return 0;
    }
    at = fill(place, length);
    int crc = at + length - Layout.CRC;
    return Layout.intAt(window, crc) == Layout.crc(window, at, crc) ? length : 0;
  }

  /** Has so many bytes from a place on in the window; tells where in it they begin. */
  private int fill(long place, int length) throws IOException {
    if (place < start || place + length > start + filled) {
      if (window.length < length) {
        window = new byte[length];
      } else if (window.length > WINDOW && length <= WINDOW) {
        window = new byte[WINDOW];
      }
      start = place;
      filled = 0;
      int wanted = (int) Math.min(window.length, size - place);
      while (filled < wanted) {
        int read = channel.read(ByteBuffer.wrap(window, filled, wanted - filled), place + filled);
        if (read < 0) {
          throw new IOException(file.path() + " has become shorter");
        }
        filled += read;
      }
    }
    return (int) (place - start);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
