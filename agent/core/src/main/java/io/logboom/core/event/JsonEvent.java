package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.Draft;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event over a part of an array, or over edits that are not printed yet.
 *
 * <p>Edits: a value that nobody touched stays byte for byte, white space inside it included; the
 * fields of an object that an edit's path leads through or ends in are written without white space
 * between them. {@link Draft#put} leaves one field of each name on its path: where a name was there
 * several times the last one counts, and those it outdid go. {@link Draft#remove} looks into all of
 * them. A step that is a number goes into an array that has such an item; an array without it is no
 * object, so {@code put} replaces it, as it says.
 */
public final class JsonEvent implements Event {

  /** The time of an event of which nobody has found out when it happened. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The stamp of bytes that nobody has looked at. */
  private static final long UNKNOWN = 0;

  /**
   * The stamp of bytes known to be one JSON text. A greater one: known to be an object, and in a
   * {@link Memo}.
   */
  private static final long VALID = 1;

  private static final byte[] NOTHING = {};

  /** How many bytes an edit may add before its buffer has to grow. */
  private static final int ROOM_FOR_MORE = 256;

  private final Origin origin;
  private final long ordinal;
  private final long epochMilli;
  private final byte[] idArray;
  private final int idStart;
  private final int idEnd;
  private final byte[] array;
  private final int offset;
  private final int length;
  private final @Nullable Edit edit;
  private final byte[] notes;
  private final int notesAt;

  // Found out later, by whichever thread; threads that find it out twice find the same.
  private long stamp;
  private @Nullable Value tree;

  private JsonEvent(
      Origin origin,
      long ordinal,
      long epochMilli,
      byte[] idArray,
      int idStart,
      int idEnd,
      byte[] array,
      int offset,
      int length,
      @Nullable Edit edit,
      byte[] notes,
      int notesAt,
      long stamp) {
    this.origin = origin;
    this.ordinal = ordinal;
    this.epochMilli = epochMilli;
    this.idArray = idArray;
    this.idStart = idStart;
    this.idEnd = idEnd;
    this.array = array;
    this.offset = offset;
    this.length = length;
    this.edit = edit;
    this.notes = notes;
    this.notesAt = notesAt;
    this.stamp = stamp;
  }

  /** An event over any bytes; they are judged once, when someone looks inside. */
  public static JsonEvent of(byte[] array, int offset, int length, Origin origin, long ordinal) {
    return fresh(array, offset, length, origin, ordinal, NOTHING, Spots.NONE, UNKNOWN);
  }

  /** An event over bytes that {@link Scan#text} or {@link Scan#value} has accepted already. */
  public static JsonEvent valid(byte[] array, int offset, int length, Origin origin, long ordinal) {
    return valid(array, offset, length, origin, ordinal, NOTHING, Spots.NONE);
  }

  /**
   * An event over an object that {@link Scan#object} has accepted already.
   *
   * @param notes what it noted then
   * @param notesAt where in these the notes of this object begin; {@link Spots#NONE} for nowhere
   */
  public static JsonEvent valid(
      byte[] array,
      int offset,
      int length,
      Origin origin,
      long ordinal,
      byte[] notes,
      int notesAt) {
    return fresh(array, offset, length, origin, ordinal, notes, notesAt, VALID);
  }

  private static JsonEvent fresh(
      byte[] array,
      int offset,
      int length,
      Origin origin,
      long ordinal,
      byte[] notes,
      int notesAt,
      long stamp) {
    Objects.checkFromIndexSize(offset, length, array.length);
    long noTime = NO_TIME;
    return new JsonEvent(
        origin, ordinal, noTime, NOTHING, 0, 0, array, offset, length, null, notes, notesAt, stamp);
  }

  @Override
  public Origin origin() {
    return origin;
  }

  @Override
  public long ordinal() {
    return ordinal;
  }

  /** When it happened, in milliseconds since 1970; {@link #NO_TIME} when nobody has found out. */
  public long epochMilli() {
    return epochMilli;
  }

  @Override
  public Optional<Instant> time() {
    return epochMilli == NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(epochMilli));
  }

  @Override
  public Optional<String> id() {
    return idStart == idEnd ? Optional.empty() : Optional.of(Text.decode(idArray, idStart, idEnd));
  }

  @Override
  public byte[] array() {
    return edit == null ? array : edit.printed().array();
  }

  @Override
  public int offset() {
    return offset;
  }

  @Override
  public int length() {
    return edit == null ? length : edit.printed().end();
  }

  @Override
  public Fields fields() throws MalformedException {
    validate();
    byte[] bytes = array();
    int end = offset + length();
    int start = object(bytes, end);
    var memo = Memo.ofThread();
    return memo.shown(stamped(memo), bytes, start, end, notes, notesAt);
  }

  @Override
  public Value tree() throws MalformedException {
    Value known = tree;
    if (known == null) {
      validate();
      byte[] bytes = array();
      int end = offset + length();
      known = Json.valid(bytes, Scan.space(bytes, offset, end), end);
      tree = known;
    }
    return known;
  }

  @Override
  public Optional<Value> get(FieldPath path) throws MalformedException {
    validate();
    if (edit != null && !edit.isPrinted()) {
      return edit.get(path);
    }
    byte[] bytes = array();
    int end = offset + length();
    int start = Scan.space(bytes, offset, end);
    int found;
    if (bytes[start] == '{') {
      var memo = Memo.ofThread();
      var fields = memo.hidden(stamped(memo), bytes, start, end, notes, notesAt);
      int field = fields.find(path.steps().getFirst());
      found = field < 0 ? -1 : Paths.find(bytes, fields.valueStart(field), end, path.steps(), 1);
    } else {
      found = Paths.find(bytes, start, end, path.steps(), 0);
    }
    return found < 0 ? Optional.empty() : Optional.of(Json.valid(bytes, found, end));
  }

  @Override
  public Event edit(Consumer<Draft> change) throws MalformedException {
    Opened before;
    int expectedLength;
    if (edit == null) {
      validate();
      int end = offset + length;
      int start = object(array, end);
      before = Opened.of(new Slice(array, start, end));
      expectedLength = length + ROOM_FOR_MORE;
    } else {
      before = edit.root();
      expectedLength = edit.expectedLength();
    }
    var draft = new EditDraft(before);
    change.accept(draft);
    Opened after = draft.close();
    return after == before
        ? this
        : new JsonEvent(
            origin,
            ordinal,
            epochMilli,
            idArray,
            idStart,
            idEnd,
            NOTHING,
            0,
            0,
            new Edit(after, expectedLength),
            NOTHING,
            Spots.NONE,
            VALID);
  }

  @Override
  public Event with(Bytes row) {
    return with(row.array(), row.start(), row.position() - row.start());
  }

  @Override
  public Event with(byte[] newArray, int newOffset, int newLength) {
    Objects.checkFromIndexSize(newOffset, newLength, newArray.length);
    return new JsonEvent(
        origin,
        ordinal,
        epochMilli,
        idArray,
        idStart,
        idEnd,
        newArray,
        newOffset,
        newLength,
        null,
        NOTHING,
        Spots.NONE,
        UNKNOWN);
  }

  @Override
  public Event with(Origin newOrigin) {
    return sameBytes(newOrigin, epochMilli, idArray, idStart, idEnd);
  }

  @Override
  public Event identified(long newEpochMilli, int newIdStart, int newIdEnd) {
    byte[] bytes = array();
    Objects.checkFromToIndex(newIdStart, newIdEnd, bytes.length);
    return sameBytes(origin, newEpochMilli, bytes, newIdStart, newIdEnd);
  }

  private JsonEvent sameBytes(
      Origin newOrigin, long newEpochMilli, byte[] newIdArray, int newIdStart, int newIdEnd) {
    var copy =
        new JsonEvent(
            newOrigin,
            ordinal,
            newEpochMilli,
            newIdArray,
            newIdStart,
            newIdEnd,
            array,
            offset,
            length,
            edit,
            notes,
            notesAt,
            stamp);
    copy.tree = tree;
    return copy;
  }

  private void validate() throws MalformedException {
    if (stamp == UNKNOWN) {
      if (Scan.text(array, offset, offset + length) < 0) {
        throw Scan.problem(array, offset, offset + length);
      }
      stamp = VALID;
    }
  }

  /** Where the object begins that the event is. */
  private int object(byte[] bytes, int end) throws MalformedException {
    int start = Scan.space(bytes, offset, end);
    if (bytes[start] != '{') {
      throw new MalformedException(
          "not-an-object", "the event is not a JSON object", start - offset);
    }
    return start;
  }

  private long stamped(Memo memo) {
    long known = stamp;
    if (known < Memo.FIRST_STAMP) {
      known = memo.newStamp();
      stamp = known;
    }
    return known;
  }

  /** Its place, and nothing of what it holds: an event may end up in a log line. */
  @Override
  public String toString() {
    return place();
  }
}
