package io.logboom.core.queue;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads the events of one segment, from any entry on. What is no entry is told and passed over: the
 * next mark with a right CRC behind it is where reading goes on. Used by one thread.
 */
final class SegmentReader implements AutoCloseable {

  /** The least that is read at once, and what is given up at once where the disk cannot read. */
  private static final int PAGE = 4096;

  private static final int KNOWN_ORIGINS = 1000;
  private static final int NONE = -1;
  private static final int MORE = -2;

  /** What the beginning of a file says of it. */
  enum Head {
    /** It is as it should be. */
    SOUND,
    /** It is not, but what follows may be. */
    DAMAGED,
    /** It is of a version that is not known here. */
    OTHER_VERSION
  }

  private final Segment segment;
  private final FileChannel channel;
  private final Consumer<Damage> damages;
  private final int eventMark;
  private final int originMark;
  private final CRC32C crc = new CRC32C();
  private final Map<Long, Origin> origins = new HashMap<>();
  private long damagedFrom = -1;
  private long next;
  private long bound;

  /**
   * @param damages told of each stretch of bytes that is no entry
   */
  SegmentReader(Segment segment, Disk disk, Consumer<Damage> damages) throws IOException {
    this.segment = segment;
    this.damages = damages;
    this.eventMark = Layout.eventMark(segment.salt());
    this.originMark = Layout.originMark(segment.salt());
    this.channel = disk.open(segment.path(), StandardOpenOption.READ);
  }

  Segment segment() {
    return segment;
  }

  /** Looks at the beginning of the file. */
  Head head() throws ClosedChannelException {
    var header = new byte[Layout.HEADER];
    int length = fill(header, 0, 0, header.length);
    if (!Layout.isHeader(header, length)) {
      return Head.DAMAGED;
    }
    if (header[Layout.VERSION_AT] != Layout.VERSION) {
      return Head.OTHER_VERSION;
    }
    return Arrays.equals(header, Layout.header(segment.number(), segment.salt()))
        ? Head.SOUND
        : Head.DAMAGED;
  }

  /**
   * Reads what fits into the array; an event that is larger gets one of its own.
   *
   * @param from where an entry begins, or damage
   * @param to where reading ends: the end of an entry, or of a file as it was found
   * @throws ClosedChannelException when the thread was interrupted: that says nothing of the bytes
   */
  Chunk read(long from, long to, byte[] array) throws ClosedChannelException {
    if (from != next && damagedFrom >= 0) {
      tellDamage(next);
    }
    bound = to;
    byte[] into = array;
    while (true) {
      int wanted = (int) Math.min(into.length, to - from);
      int length = fill(into, from, 0, wanted);
      boolean last = length < wanted || from + length >= to;
      var chunk = parse(into, length, from, last);
      if (last || chunk.next() > from) {
        return chunk;
      }
      // The first entry is larger than the array.
      into = new byte[Layout.intAt(into, Layout.LENGTH_AT)];
    }
  }

  private Chunk parse(byte[] array, int length, long start, boolean last)
      throws ClosedChannelException {
    var events = new ArrayList<Event>();
    long endNumber = 0;
    int at = 0;
    while (at < length) {
      int entry = entry(array, at, length, start, last);
      if (entry == MORE) {
        break;
      }
      if (entry == NONE) {
        if (damagedFrom < 0) {
          damagedFrom = start + at;
        }
        at = nextMark(array, at + 1, length, last);
        continue;
      }
      if (damagedFrom >= 0) {
        tellDamage(start + at);
      }
      if (Layout.intAt(array, at) == eventMark) {
        events.add(event(array, at, at + entry, start));
        endNumber = Layout.longAt(array, at + Layout.EVENT_NUMBER_AT) + 1;
      } else {
        remember(start + at, Texts.origin(array, at));
      }
      at += entry;
    }
    next = last ? bound : start + at;
    if (last && start + length < bound && damagedFrom < 0) {
      damagedFrom = start + length;
    }
    if (last && damagedFrom >= 0) {
      tellDamage(next);
    }
    return new Chunk(events, array, next, endNumber);
  }

  /**
   * The length of the entry there; {@link #NONE} if there is none; {@link #MORE} if more has to be
   * read to tell.
   */
  private int entry(byte[] array, int at, int length, long start, boolean last)
      throws ClosedChannelException {
    int left = length - at;
    if (left < Layout.PRELUDE) {
      return last ? NONE : MORE;
    }
    int mark = Layout.intAt(array, at);
    if (mark != eventMark && mark != originMark) {
      return NONE;
    }
    int size = Layout.intAt(array, at + Layout.LENGTH_AT);
    if (size < Layout.SHORTEST || start + at + size > bound) {
      return NONE;
    }
    if (size > left) {
      return last || (size > array.length && !isSound(start + at, size)) ? NONE : MORE;
    }
    int end = at + size - Layout.CRC;
    if (Layout.intAt(array, end) != Layout.crc(crc, array, at, end)) {
      return NONE;
    }
    return size;
  }

  /** Whether the CRC is right; asked before memory is taken for what may be no length. */
  private boolean isSound(long at, int size) throws ClosedChannelException {
    var piece = new byte[16 * PAGE];
    crc.reset();
    int end = size - Layout.CRC;
    for (int done = 0; done < end; done += piece.length) {
      int wanted = Math.min(piece.length, end - done);
      if (fill(piece, at + done, 0, wanted) < wanted) {
        return false;
      }
      crc.update(piece, 0, wanted);
    }
    return fill(piece, at + end, 0, Layout.CRC) == Layout.CRC
        && Layout.intAt(piece, 0) == (int) crc.getValue();
  }

  /** Where the next mark begins; what cannot be told yet begins there, too. */
  private int nextMark(byte[] array, int from, int length, boolean last) {
    int end = length - Integer.BYTES;
    for (int at = from; at <= end; at++) {
      int mark = Layout.intAt(array, at);
      if (mark == eventMark || mark == originMark) {
        return at;
      }
    }
    return last ? length : Math.max(from, end + 1);
  }

  private void tellDamage(long to) {
    damages.accept(new Damage(segment, damagedFrom, to));
    damagedFrom = -1;
  }

  private Event event(byte[] array, int at, int end, long start) throws ClosedChannelException {
    int idStart = at + Layout.EVENT_AT;
    int idEnd = idStart + Layout.intAt(array, at + Layout.ID_LENGTH_AT);
    int back = Layout.intAt(array, at + Layout.ORIGIN_AT);
    long time = Layout.longAt(array, at + Layout.TIME_AT);
    var event =
        JsonEvent.of(
            array,
            idEnd,
            end - Layout.CRC - idEnd,
            origin(start + at - back),
            Layout.longAt(array, at + Layout.ORDINAL_AT));
    return idStart == idEnd && time == Long.MIN_VALUE
        ? event
        : event.identified(time, idStart, idEnd);
  }

  private Origin origin(long at) throws ClosedChannelException {
    var known = origins.get(at);
    if (known != null) {
      return known;
    }
    var read = readOrigin(at);
    var origin = read.isPresent() ? read.get() : Texts.lost(segment, at);
    remember(at, origin);
    return origin;
  }

  private void remember(long at, Origin origin) {
    if (origins.size() >= KNOWN_ORIGINS) {
      origins.clear();
    }
    origins.put(at, origin);
  }

  private Optional<Origin> readOrigin(long at) throws ClosedChannelException {
    var prelude = new byte[Layout.PRELUDE];
    if (at < Layout.HEADER || fill(prelude, at, 0, prelude.length) < prelude.length) {
      return Optional.empty();
    }
    int size = Layout.intAt(prelude, Layout.LENGTH_AT);
    if (Layout.intAt(prelude, 0) != originMark
        || size < Layout.SHORTEST
        || at + size > bound
        || !isSound(at, size)) {
      return Optional.empty();
    }
    var array = new byte[size];
    return fill(array, at, 0, size) == size
        ? Optional.of(Texts.origin(array, 0))
        : Optional.empty();
  }

  /** Reads as much as is there; where the disk cannot read, zeros. */
  private int fill(byte[] array, long position, int offset, int length)
      throws ClosedChannelException {
    int done = 0;
    while (done < length) {
      int wanted = length - done;
      try {
        int read = channel.read(ByteBuffer.wrap(array, offset + done, wanted), position + done);
        if (read < 0) {
          break;
        }
        done += read;
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        done += page(array, position + done, offset + done, Math.min(wanted, PAGE));
      }
    }
    return done;
  }

  private int page(byte[] array, long position, int offset, int length)
      throws ClosedChannelException {
    try {
      int read = channel.read(ByteBuffer.wrap(array, offset, length), position);
      if (read > 0) {
        return read;
      }
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // What cannot be read is damaged, and will be told as that.
    }
    Arrays.fill(array, offset, offset + length, (byte) 0);
    return length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
