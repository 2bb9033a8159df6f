package io.logboom.core.state;

import io.logboom.core.queue.Disk;
import io.logboom.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file. Nothing counts before {@link #end}; after an exception the file is not to be
 * written to any more. Used by one thread.
 */
final class LogWriter implements Memory {
  private static final int BUFFER = 64 << 10;

  private final LogFile file;
  private final Disk disk;
  private @Nullable FileChannel channel;
  private byte[] buffer = new byte[BUFFER];
  private int filled;

  /** Where in the file the buffer begins. */
  private long place;

  private long saves;
  private long entries;
  private long firstEnd;

  /** Makes no file before there is something to be written. */
  LogWriter(LogFile file, Disk disk) {
    this.file = file;
    this.disk = disk;
  }

  LogFile file() {
    return file;
  }

  /** How many entries were written since the last end. */
  long entries() {
    return entries;
  }

  /** How long the file is. */
  long size() {
    return place + filled;
  }

  /** How long it was when it held everything, and no more. */
  long sizeAtFirst() {
    return firstEnd;
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    if ((long) key.length + value.length > LARGEST) {
      throw new IllegalArgumentException(
          "a key and its value of " + ((long) key.length + value.length) + " bytes are too much");
    }
    write(key.length, key, value);
  }

  @Override
  public void remove(byte[] key) throws IOException {
    write(-1 - key.length, key, new byte[0]);
  }

  private void write(int keyLength, byte[] key, byte[] value) throws IOException {
    int length = Layout.EXTRA + key.length + value.length;
    int at = begin(length, Layout.entryMark(file.salt()));
    Layout.put(buffer, at + Layout.KEY_LENGTH_AT, keyLength);
    System.arraycopy(key, 0, buffer, at + Layout.KEY_AT, key.length);
    System.arraycopy(value, 0, buffer, at + Layout.KEY_AT + key.length, value.length);
    finish(at, length);
    entries++;
  }

  /** Ends a save: it is durable when this returns. */
  void end() throws IOException {
    int at = begin(Layout.END, Layout.endMark(file.salt()));
    Layout.put(buffer, at + Layout.SAVE_AT, saves + 1);
    finish(at, Layout.END);
    flush();
    channel().force(false);
    if (saves == 0) {
      firstEnd = place;
    }
    saves++;
    entries = 0;
    if (buffer.length > BUFFER) {
      buffer = new byte[BUFFER];
    }
  }

  private int begin(int length, int mark) throws IOException {
    channel();
    if (buffer.length - filled < length) {
      flush();
      if (buffer.length < length) {
        buffer = new byte[length];
      }
    }
    Layout.put(buffer, filled, mark);
    Layout.put(buffer, filled + Layout.LENGTH_AT, length);
    return filled;
  }

  private void finish(int at, int length) {
    int crc = at + length - Layout.CRC;
    Layout.put(buffer, crc, Layout.crc(buffer, at, crc));
    filled = at + length;
  }

  private FileChannel channel() throws IOException {
    var open = channel;
    if (open == null) {
      open =
          disk.open(
              file.path(),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      channel = open;
      byte[] header = Layout.header(file.number(), file.salt());
      buffer = Arrays.copyOf(header, BUFFER);
      filled = header.length;
    }
    return open;
  }

  private void flush() throws IOException {
    var to = channel();
    var bytes = ByteBuffer.wrap(buffer, 0, filled);
    while (bytes.hasRemaining()) {
      to.write(bytes, place + bytes.position());
    }
    place += filled;
    filled = 0;
  }

  /** Ends the writing of this file; what was not ended does not count. */
  void close() throws IOException {
    var open = channel;
    if (open != null) {
      open.close();
    }
  }

  /** Takes the file away. */
  void discard() throws IOException {
    close();
    Files.deleteIfExists(file.path());
  }
}
