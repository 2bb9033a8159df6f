package io.logboom.core.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Remembers the low water of a queue. Two slots are written in turn, so that one is whole whatever
 * happens while the other is written. Used by one thread.
 */
final class Cursor implements AutoCloseable {
  private static final byte[] MAGIC = "LBQC".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int SLOT = 60;
  private static final int SEQUENCE_AT = 8;
  private static final int SEGMENT_AT = 16;
  private static final int SALT_AT = 24;
  private static final int OFFSET_AT = 32;
  private static final int NUMBER_AT = 40;
  private static final int WRITTEN_AT = 48;
  private static final int CRC_AT = 56;

  /**
   * What is remembered.
   *
   * @param segment the number of a segment, which may be gone
   * @param salt of that segment
   * @param offset in it: all before is delivered
   * @param number of the first event that is not delivered
   * @param written the number after that of the last event that was written by then
   */
  record Position(long segment, long salt, long offset, long number, long written) {}

  private final FileChannel channel;
  private Optional<Position> position = Optional.empty();
  private long sequence;

  /** Opens the file in a queue's directory and reads it. */
  Cursor(Path directory, Disk disk, StandardOpenOption... options) throws IOException {
    channel = disk.open(directory.resolve("cursor"), options);
    read(0);
    read(SLOT);
  }

  /** What was remembered last; empty when that is lost, or nothing ever was. */
  Optional<Position> position() {
    return position;
  }

  private void read(long at) {
    var slot = new byte[SLOT];
    if (isRead(slot, at)
        && Layout.intAt(slot, 0) == Layout.intAt(MAGIC, 0)
        && Layout.intAt(slot, MAGIC.length) == VERSION
        && Layout.intAt(slot, CRC_AT) == Layout.crc(new CRC32C(), slot, 0, CRC_AT)
        && Layout.longAt(slot, SEQUENCE_AT) > sequence) {
      sequence = Layout.longAt(slot, SEQUENCE_AT);
      position =
          Optional.of(
              new Position(
                  Layout.longAt(slot, SEGMENT_AT),
                  Layout.longAt(slot, SALT_AT),
                  Layout.longAt(slot, OFFSET_AT),
                  Layout.longAt(slot, NUMBER_AT),
                  Layout.longAt(slot, WRITTEN_AT)));
    }
  }

  /** A disk that cannot read has lost what is there, which keeps no queue from starting. */
  private boolean isRead(byte[] slot, long at) {
    try {
      return channel.read(ByteBuffer.wrap(slot), at) == SLOT;
    } catch (IOException e) {
      return false;
    }
  }

  /** Remembers a place; it outlives the process at once, the power after {@link #force}. */
  void write(Position now) throws IOException {
    var slot = new byte[SLOT];
    System.arraycopy(MAGIC, 0, slot, 0, MAGIC.length);
    Layout.put(slot, MAGIC.length, VERSION);
    Layout.put(slot, SEQUENCE_AT, sequence + 1);
    Layout.put(slot, SEGMENT_AT, now.segment());
    Layout.put(slot, SALT_AT, now.salt());
    Layout.put(slot, OFFSET_AT, now.offset());
    Layout.put(slot, NUMBER_AT, now.number());
    Layout.put(slot, WRITTEN_AT, now.written());
    Layout.put(slot, CRC_AT, Layout.crc(new CRC32C(), slot, 0, CRC_AT));
    var bytes = ByteBuffer.wrap(slot);
    long at = (sequence + 1) % 2 * SLOT;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    sequence++;
    position = Optional.of(now);
  }

  void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
