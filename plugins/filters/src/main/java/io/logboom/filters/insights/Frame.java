package io.logboom.filters.insights;

import io.logboom.filters.select.Scalar;
import io.logboom.filters.select.Selection;
import io.logboom.filters.select.Selectors;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a query is run in: an event, and the values that have got names. Used by one thread, for one
 * event after the other.
 *
 * <p>An event that is no JSON object has no fields of its own, as in Insights: {@code @message} and
 * what {@code parse} finds in it are there all the same.
 */
final class Frame {

  /** The Scalar that comparisons share; it allocates nothing. */
  final Scalar scalar = new Scalar();

  private final Clock clock;
  private final Selection selection;
  private final Datum[] slots;
  private @Nullable Event event;
  private boolean looked;
  private boolean object;

  /**
   * A frame.
   *
   * @param selectors all fields that are asked for
   * @param slots how many values may get names
   */
  Frame(Clock clock, Selectors selectors, int slots) {
    this.clock = clock;
    this.selection = selectors.selection();
    this.slots = new Datum[slots];
    Arrays.fill(this.slots, Datum.Missing.MISSING);
  }

  /** Turns to an event. */
  void read(Event newEvent) {
    event = newEvent;
    looked = false;
    object = false;
  }

  /** All values lose their names: for the next query. */
  void clear() {
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Datum.Missing.MISSING;
    }
  }

  /** Whether a field was asked for of an event that is no JSON object. */
  boolean isText() {
    return looked && !object;
  }

  Event event() {
    var known = event;
    if (known == null) {
      throw new IllegalStateException("no event was read");
    }
    return known;
  }

  /** The value of a name. */
  Datum slot(int number) {
    return slots[number];
  }

  /** Gives a value a name. */
  void slot(int number, Datum datum) {
    slots[number] = datum;
  }

  /** Whether the event is a JSON object. */
  boolean isObject() {
    if (!looked) {
      looked = true;
      object = look();
    }
    return object;
  }

  private boolean look() {
    var known = event();
    byte[] array = known.array();
    int end = known.offset() + known.length();
    int first = known.offset();
    while (first < end && array[first] >= 0 && array[first] <= ' ') {
      first++;
    }
    if (first == end || array[first] != '{') {
      return false;
    }
    try {
      selection.read(known.fields());
      return true;
    } catch (MalformedException e) {
      // Text may begin with a brace, too; InsightsFilter counts what it took for text.
      return false;
    }
  }

  /** Where a field's raw value begins; -1 when it is not there. */
  int start(int selector) {
    return isObject() ? selection.start(selector) : -1;
  }

  /** Where the value ends whose {@link #start} was asked for. */
  int end(int selector) {
    return selection.end(selector);
  }

  /** A field's raw value as a datum. */
  Datum raw(int start, int end) {
    byte[] array = selection.array();
    scalar.read(array, start, end);
    return switch (scalar.kind()) {
      case TEXT -> new Datum.Text(text());
      case NUMBER -> Numbers.datum(text());
      case TRUE -> Datum.Truth.TRUE;
      case FALSE -> Datum.Truth.FALSE;
      case NULL -> Datum.Missing.MISSING;
      case OBJECT, ARRAY -> tree(array, start, end - start);
    };
  }

  private String text() {
    int from = scalar.start();
    return new String(scalar.array(), from, scalar.end() - from, StandardCharsets.UTF_8);
  }

  private Datum tree(byte[] array, int start, int length) {
    try {
      return Datum.of(event().with(array, start, length).tree());
    } catch (MalformedException e) {
      // Only asked for text that need not be JSON: Insights has it so that it gives nothing.
      return Datum.Missing.MISSING;
    }
  }

  /** The array that {@link #start} points into. */
  byte[] array() {
    return selection.array();
  }

  /** One of the system's fields. */
  Datum system(SystemField field) {
    var known = event();
    var origin = known.origin();
    return switch (field) {
      case TIMESTAMP -> new Datum.Time(timestamp());
      case MESSAGE ->
          new Datum.Text(
              new String(known.array(), known.offset(), known.length(), StandardCharsets.UTF_8));
      case LOG_STREAM -> text(origin, "cloudwatch.stream", origin.place());
      case LOG -> log(origin);
      case INGESTION_TIME ->
          new Datum.Time(
              millis(origin, "cloudwatch.ingestion-time", origin.receivedAt().toEpochMilli()));
      case PTR -> new Datum.Text(known.place());
    };
  }

  /** When the event happened: its own time, or CloudWatch's, or when it was received. */
  long timestamp() {
    var time = event().time();
    if (time.isPresent()) {
      return time.get().toEpochMilli();
    }
    var origin = event().origin();
    return millis(origin, Origin.CLOUDWATCH_TIMESTAMP, origin.receivedAt().toEpochMilli());
  }

  private static Datum text(Origin origin, String attribute, String otherwise) {
    return new Datum.Text(origin.attributes().getOrDefault(attribute, otherwise));
  }

  private static Datum log(Origin origin) {
    var group = origin.attributes().get("cloudwatch.group");
    if (group == null) {
      return new Datum.Text(origin.input());
    }
    var account = origin.attributes().get("aws.account");
    return new Datum.Text(account == null ? group : account + ":" + group);
  }

  private static long millis(Origin origin, String attribute, long otherwise) {
    var millis = origin.attributes().getOrDefault(attribute, "");
    return millis.matches("[0-9]{1,15}") ? Long.parseLong(millis) : otherwise;
  }

  /** The time, in milliseconds since 1970. */
  long now() {
    return clock.millis();
  }

  /** The object or array that a text is, or a structure itself; missing for anything else. */
  Datum structure(Datum of) {
    if (!(of instanceof Datum.Text(String text))) {
      return of instanceof Datum.Structure ? of : Datum.Missing.MISSING;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var found = tree(bytes, 0, bytes.length);
    return found instanceof Datum.Structure ? found : Datum.Missing.MISSING;
  }
}
