package io.logboom.filters.snare;

import io.logboom.filters.EventTime;
import io.logboom.filters.JsonString;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where in a record's bytes each column's value stands, and what is left over. One pass over the
 * fields, as positions only. Used by one thread, over and over, so that nothing is allocated.
 *
 * <p>What is left over is a list of runs: fields that follow one another, from the first one's name
 * to the last one's value, the commas between them included.
 */
@SuppressWarnings("EnumOrdinal") // Columns are numbered.
final class Cells {

  /** An event of a million fields must not keep its room for the rest of the thread's life. */
  private static final int KEPT = 4096;

  private static final int COLUMNS = Column.values().length;
  private static final byte[] NOTHING = {};
  private static final Optional<Instant> NO_TIME = Optional.empty();

  private final int[] starts = new int[COLUMNS];
  private final int[] ends = new int[COLUMNS];
  private final Runs rest = new Runs();
  private final Runs identityRest = new Runs();
  private int identityPlace;
  private byte[] array = NOTHING;
  private byte[] timeArray = NOTHING;
  private int timeStart;
  private int timeEnd;

  /**
   * Takes in a record.
   *
   * @throws MalformedException when it is not an object, or has no time
   */
  void read(Event event) throws MalformedException {
    var fields = event.fields();
    array = fields.array();
    Arrays.fill(starts, 0);
    rest.clear();
    identityRest.clear();
    identityPlace = -1;
    int size = fields.size();
    for (int i = 0; i < size; i++) {
      int field = fields.indexIn(Column.FIELDS, i);
      if (field < 0) {
        rest.add(fields, i);
      } else if (field < Column.IDENTITY) {
        int column = Column.COLUMN_OF_FIELD[field];
        starts[column] = fields.valueStart(i);
        ends[column] = fields.valueEnd(i);
      } else {
        identity(fields, i);
      }
    }
    time(event);
  }

  /** Of several userIdentity the last one counts, as it does with every name. */
  private void identity(Fields fields, int i) {
    if (identityPlace >= 0) {
      identityRest.clear();
      for (int column : Column.COLUMN_OF_IDENTITY_FIELD) {
        starts[column] = 0;
      }
    }
    if (fields.kind(i) != '{') {
      identityPlace = -1;
      rest.add(fields, i);
      return;
    }
    identityPlace = rest.size();
    var identity = fields.object(i);
    int size = identity.size();
    for (int k = 0; k < size; k++) {
      int field = identity.indexIn(Column.IDENTITY_FIELDS, k);
      if (field < 0) {
        identityRest.add(identity, k);
      } else {
        int column = Column.COLUMN_OF_IDENTITY_FIELD[field];
        starts[column] = identity.valueStart(k);
        ends[column] = identity.valueEnd(k);
      }
    }
  }

  /** The sender's own text where it has the usual form; else the same time in that form. */
  private void time(Event event) throws MalformedException {
    int column = Column.DATETIME.ordinal();
    int start = starts[column];
    if (start > 0 && array[start] == '"') {
      int end = ends[column];
      if (EventTime.isNormal(array, start + 1, end - 1)) {
        timeArray = array;
        timeStart = start + 1;
        timeEnd = end - 1;
        return;
      }
    }
    if (start > 0 && array[start] != 'n') {
      int end = ends[column];
      var time = array[start] == '"' ? EventTime.parse(array, start + 1, end - 1) : NO_TIME;
      if (time.isEmpty()) {
        var text = JsonString.excerpt(array, start, end);
        throw new MalformedException(
            "event-time", "eventTime is not a time: " + text, start - event.offset());
      }
      timeIs(time.get());
    } else if (event.time().isPresent()) {
      timeIs(event.time().get());
    } else {
      throw new MalformedException("event-time", "there is no eventTime", -1);
    }
  }

  private void timeIs(Instant time) throws MalformedException {
    var text = EventTime.rfc3339Nano(time);
    if (text.charAt(4) != '-') {
      throw new MalformedException("event-time", "the year has more than four digits", -1);
    }
    timeArray = text.getBytes(StandardCharsets.US_ASCII);
    timeStart = 0;
    timeEnd = timeArray.length;
  }

  /** The array of the record. */
  byte[] array() {
    return array;
  }

  /** Where a column's value begins; 0 when there is none, or null. */
  int start(int column) {
    int start = starts[column];
    return array[start] == 'n' && start > 0 ? 0 : start;
  }

  /** Where a column's value ends. */
  int end(int column) {
    return ends[column];
  }

  /** The array that {@link #timeStart} points into. */
  byte[] timeArray() {
    return timeArray;
  }

  /** Where the time begins: a date of 10 characters, T, a time of 8, and more. */
  int timeStart() {
    return timeStart;
  }

  /** Where the time ends. */
  int timeEnd() {
    return timeEnd;
  }

  /** The fields without a column. */
  Runs rest() {
    return rest;
  }

  /** The fields of userIdentity without a column. */
  Runs identityRest() {
    return identityRest;
  }

  /**
   * How many runs of {@link #rest} stand before userIdentity; -1 when there is nothing of it left.
   */
  int identityPlace() {
    return identityRest.size() == 0 ? -1 : identityPlace;
  }

  /** Fields that follow one another, as pairs of positions. */
  static final class Runs {
    private int[] bounds = new int[64];
    private int size;
    private int next;

    void clear() {
      size = 0;
      next = -1;
      if (bounds.length > KEPT) {
        bounds = new int[64];
      }
    }

    /** Adds a field: to the last run, when it is the next one in the same object. */
    void add(Fields fields, int i) {
      if (i == next) {
        bounds[2 * size - 1] = fields.valueEnd(i);
      } else {
        if (2 * size == bounds.length) {
          bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = fields.nameStart(i) - 1;
        bounds[2 * size + 1] = fields.valueEnd(i);
        size++;
      }
      next = i + 1;
    }

    int size() {
      return size;
    }

    /** Where a run begins, at the quote of its first name. */
    int start(int run) {
      return bounds[2 * run];
    }

    /** Where a run ends. */
    int end(int run) {
      return bounds[2 * run + 1];
    }
  }
}
