package io.logboom.inputs.cloudwatch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * How facts are written to a file: one after another, each for itself.
 *
 * <pre>
 * sign     4 bytes  "LCW" and the version, 1
 * length   4 bytes  of the content
 * checksum 4 bytes  CRC-32C of length and content
 * content           kind (1 byte), what it is about (16), the fact's own numbers
 * </pre>
 *
 * Numbers are big-endian. A fact that is damaged is passed over: the next one is where the next
 * sign with a right checksum is.
 */
final class FactFile {
  private static final int VERSION = 1;
  private static final int SIGN = 'L' << 24 | 'C' << 16 | 'W' << 8 | VERSION;
  private static final int HEAD = 12;

  /** More ids than this are written as several facts. */
  static final int MOST_IDS = 16_384;

  private static final int MOST_CONTENT = 1 + 16 + 12 + MOST_IDS * 16;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private FactFile() {}

  /**
   * Bytes of a file that are no facts.
   *
   * @param cutShort whether it is a last fact whose end is missing, as after a crash
   */
  record Damage(long from, long to, boolean cutShort) {
    @Override
    public String toString() {
      return "bytes " + from + " to " + to;
    }
  }

  /** A fact as it is written. */
  static ByteBuffer encode(Fact fact) {
    int more =
        switch (fact) {
          case Fact.Started _, Fact.Frontier _ -> Long.BYTES;
          case Fact.Delivered delivered ->
              Long.BYTES + Integer.BYTES + 2 * Long.BYTES * delivered.ids().size();
        };
    var bytes = ByteBuffer.allocate(HEAD + 1 + 16 + more);
    bytes.putInt(SIGN).putInt(1 + 16 + more).putInt(0);
    bytes.put(kind(fact)).putLong(fact.of().high()).putLong(fact.of().low());
    switch (fact) {
      case Fact.Started started -> bytes.putLong(started.at());
      case Fact.Frontier frontier -> bytes.putLong(frontier.at());
      case Fact.Delivered delivered -> {
        bytes.putLong(delivered.minute()).putInt(delivered.minutes());
        delivered.ids().put(bytes.asLongBuffer());
        bytes.position(bytes.capacity());
      }
    }
    bytes.flip();
    return bytes.putInt(8, checksum(bytes));
  }

  private static byte kind(Fact fact) {
    return switch (fact) {
      case Fact.Started _ -> 'S';
      case Fact.Frontier _ -> 'F';
      case Fact.Delivered _ -> 'D';
    };
  }

  /**
   * Reads all facts of a file that can be read; says which parts cannot.
   *
   * @throws IOException also when a later version has written the file
   */
  static List<Damage> read(Path file, Consumer<Fact> facts) throws IOException {
    var damages = new ArrayList<Damage>();
    try (var channel = FileChannel.open(file);
        var arena = Arena.ofConfined()) {
      long size = channel.size();
      if (size == 0) {
        return damages;
      }
      var all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      if (size >= 4 && all.get(INT, 0) >>> 8 == SIGN >>> 8 && (all.get(INT, 0) & 0xFF) > VERSION) {
        throw new IOException(file + " was written by a later version of Logboom");
      }
      long at = 0;
      while (at < size) {
        long end = end(all, at);
        if (end > 0) {
          facts.accept(decode(buffer(all, at, end)));
          at = end;
        } else {
          long next = next(all, at + 1);
          damages.add(new Damage(at, next, next == size && startsWell(all, at)));
          at = next;
        }
      }
    }
    return damages;
  }

  /** Where the fact ends that begins here; -1 when none does. */
  private static long end(MemorySegment all, long at) {
    if (at + HEAD > all.byteSize() || all.get(INT, at) != SIGN) {
      return -1;
    }
    int length = all.get(INT, at + 4);
    if (length < 1 + 16 + 8 || length > MOST_CONTENT || at + HEAD + length > all.byteSize()) {
      return -1;
    }
    var bytes = buffer(all, at, at + HEAD + length);
    boolean whole = checksum(bytes) == bytes.getInt(8);
    return whole && known(bytes.get(HEAD), length) ? at + HEAD + length : -1;
  }

  private static boolean known(byte kind, int length) {
    int more = length - 1 - 16;
    return switch (kind) {
      case 'S', 'F' -> more == 8;
      case 'D' -> more % 16 == 12;
      default -> false;
    };
  }

  /** Where the next fact begins; the end of the file when there is none. */
  private static long next(MemorySegment all, long from) {
    for (long at = from; at + HEAD <= all.byteSize(); at++) {
      if (all.get(ValueLayout.JAVA_BYTE, at) == 'L' && end(all, at) > 0) {
        return at;
      }
    }
    return all.byteSize();
  }

  /** Whether what stands at the end of a file is the beginning of a fact. */
  private static boolean startsWell(MemorySegment all, long at) {
    long left = all.byteSize() - at;
    if (left < HEAD) {
      return true;
    }
    int length = all.get(INT, at + 4);
    return all.get(INT, at) == SIGN && length <= MOST_CONTENT && left < HEAD + (long) length;
  }

  private static ByteBuffer buffer(MemorySegment all, long from, long to) {
    return all.asSlice(from, to - from).asByteBuffer();
  }

  private static Fact decode(ByteBuffer bytes) {
    bytes.position(HEAD);
    byte kind = bytes.get();
    var of = new Fingerprint(bytes.getLong(), bytes.getLong());
    long number = bytes.getLong();
    return switch (kind) {
      case 'S' -> new Fact.Started(of, number);
      case 'F' -> new Fact.Frontier(of, number);
      case 'D' -> {
        int minutes = bytes.getInt();
        var ids = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(ids);
        yield new Fact.Delivered(of, number, minutes, new Fingerprints(ids));
      }
      default -> throw new IllegalStateException("a kind that known() did not know");
    };
  }

  /** Of the length and of what follows the checksum. */
  private static int checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.slice(4, 4));
    crc.update(bytes.slice(HEAD, bytes.limit() - HEAD));
    return (int) crc.getValue();
  }
}
