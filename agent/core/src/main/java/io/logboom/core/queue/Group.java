package io.logboom.core.queue;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way to the file: what is written at once, and the promises to be kept then.
 *
 * <p>An event refers to its origin by the distance, and each group has the origins of its events,
 * so a group can be written anywhere: to a fresh segment when the one it was meant for fails.
 *
 * <p>The array is filled by whoever appends, then written by the queue's writer, then used again.
 * No event of the group points into it. Guarded by the queue's lock while it is being filled;
 * afterwards the writer's alone.
 */
final class Group {

  /** What was appended to one range: the bytes from there to there. */
  record Piece(Range range, int from, int to) {}

  private static final byte[] NOTHING = {};

  /** What an idle queue keeps. */
  private static final int FIRST = 64 << 10;

  private final int capacity;
  private final long salt;
  private byte[] bytes;
  private int size;
  private long endNumber;
  private final CRC32C crc = new CRC32C();
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>();
  private @Nullable Origin lastOrigin;
  private int lastOriginAt;
  private final IdentityHashMap<Origin, Integer> origins = new IdentityHashMap<>();

  /**
   * @param capacity in bytes; a single event may be larger
   * @param salt of the segments it can be written to
   */
  Group(int capacity, long salt) {
    this.capacity = capacity;
    this.salt = salt;
    this.bytes = new byte[Math.min(capacity, FIRST)];
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The number after that of the last event. */
  long endNumber() {
    return endNumber;
  }

  List<Piece> pieces() {
    return pieces;
  }

  List<Promise> promises() {
    return promises;
  }

  /** Makes it as good as new. */
  void clear() {
    if (bytes.length > capacity) {
      bytes = new byte[capacity];
    }
    size = 0;
    pieces.clear();
    promises.clear();
    lastOrigin = null;
    if (!origins.isEmpty()) {
      origins.clear();
    }
  }

  /** Says that the bytes from there to the end are of this range. */
  void add(Range range, int from) {
    int last = pieces.size() - 1;
    if (last >= 0 && pieces.get(last).range() == range) {
      pieces.set(last, new Piece(range, pieces.get(last).from(), size));
    } else {
      pieces.add(new Piece(range, from, size));
      range.unwritten++;
    }
  }

  /**
   * Appends an event, unless it does not fit behind what is there: a group that is empty takes any.
   *
   * @param number of the event in the queue
   */
  @SuppressWarnings(
      "ReferenceEquality") // to compare what origins say would cost more than it saves
  boolean add(Event event, long number) {
    byte[] array = event.array();
    int length = event.length();
    var id = event.id();
    byte[] idBytes = id.isEmpty() ? NOTHING : escaped(id.get());
    long needed = Layout.EVENT_EXTRA + (long) idBytes.length + length;
    var origin = event.origin();
    int known = origin == lastOrigin ? lastOriginAt : origins.getOrDefault(origin, -1);
    byte[] texts = known < 0 ? texts(origin) : NOTHING;
    if (known < 0) {
      needed += Layout.ORIGIN_TEXT_AT + Layout.CRC + texts.length;
    }
    if (!fits(needed)) {
      return false;
    }
    if (known < 0) {
      known = add(origin, texts);
    }
    lastOrigin = origin;
    lastOriginAt = known;
    int at = size;
    int end = at + Layout.EVENT_EXTRA + idBytes.length + length;
    Layout.put(bytes, at + Layout.LENGTH_AT, end - at);
    Layout.put(bytes, at + Layout.EVENT_NUMBER_AT, number);
    Layout.put(bytes, at + Layout.ORDINAL_AT, event.ordinal());
    var time = event.time();
    Layout.put(
        bytes, at + Layout.TIME_AT, time.isEmpty() ? Long.MIN_VALUE : time.get().toEpochMilli());
    Layout.put(bytes, at + Layout.ORIGIN_AT, at - known);
    Layout.put(bytes, at + Layout.ID_LENGTH_AT, idBytes.length);
    int to = at + Layout.EVENT_AT;
    System.arraycopy(idBytes, 0, bytes, to, idBytes.length);
    System.arraycopy(array, event.offset(), bytes, to + idBytes.length, length);
    finish(at, end, Layout.eventMark(salt));
    endNumber = number + 1;
    return true;
  }

  private boolean fits(long needed) {
    if (needed <= bytes.length - size) {
      return true;
    }
    if (needed > capacity - size && size > 0) {
      return false;
    }
    long wanted = Math.max(size + needed, Math.min(capacity, 2L * bytes.length));
    bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
    return true;
  }

  private int add(Origin origin, byte[] texts) {
    int at = size;
    int end = at + Layout.ORIGIN_TEXT_AT + texts.length + Layout.CRC;
    Layout.put(bytes, at + Layout.LENGTH_AT, end - at);
    var received = origin.receivedAt();
    Layout.put(bytes, at + Layout.RECEIVED_AT, received.getEpochSecond());
    Layout.put(bytes, at + Layout.NANOS_AT, received.getNano());
    Layout.put(bytes, at + Layout.TEXTS_AT, 2 + 2 * origin.attributes().size());
    System.arraycopy(texts, 0, bytes, at + Layout.ORIGIN_TEXT_AT, texts.length);
    finish(at, end, Layout.originMark(salt));
    origins.put(origin, at);
    return at;
  }

  private void finish(int at, int end, int mark) {
    Layout.put(bytes, at, mark);
    Layout.put(bytes, end - Layout.CRC, Layout.crc(crc, bytes, at, end - Layout.CRC));
    size = end;
  }

  /** The content of a JSON string, as an event's id is kept. */
  private static byte[] escaped(String id) {
    var row = new Bytes(byte[]::new).begin();
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      row.putInString(b);
    }
    return row.toByteArray();
  }

  private static byte[] texts(Origin origin) {
    var row = new Bytes(byte[]::new).begin();
    text(row, origin.input());
    text(row, origin.place());
    for (Map.Entry<String, String> attribute : new TreeMap<>(origin.attributes()).entrySet()) {
      text(row, attribute.getKey());
      text(row, attribute.getValue());
    }
    return row.toByteArray();
  }

  private static void text(Bytes row, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    row.put(utf8.length >>> 24).put(utf8.length >>> 16).put(utf8.length >>> 8).put(utf8.length);
    row.put(utf8);
  }
}
