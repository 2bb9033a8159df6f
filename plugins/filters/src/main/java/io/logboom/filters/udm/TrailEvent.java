package io.logboom.filters.udm;

import static io.logboom.filters.udm.TrailRecord.EVENT_ID;
import static io.logboom.filters.udm.TrailRecord.EVENT_NAME;
import static io.logboom.filters.udm.TrailRecord.EVENT_SOURCE;
import static io.logboom.filters.udm.TrailRecord.EVENT_TIME;
import static io.logboom.filters.udm.TrailRecord.EVENT_VERSION;

import io.logboom.filters.EventTime;
import io.logboom.filters.JsonString;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;

/** One event of UDM, made of one record after another. Belongs to one thread. */
final class TrailEvent {

  /** The most bytes that UDM's usage guide has metadata.product_log_id hold. */
  private static final int LONGEST_ID = 256;

  /** The most bytes that it has metadata.product_event_type hold. */
  private static final int LONGEST_NAME = 64;

  private final JsonOut out;
  private final EventTypes types;
  private final byte[] constants;
  private final TrailRecord record;
  private final TrailPrincipal principal;
  private final TrailTarget target;
  private final TrailOutcome outcome;
  private final TrailAdditional additional;
  private boolean nameCut;
  private boolean idCut;

  /**
   * @param constants fields of metadata, made beforehand
   * @param namespace a JSON string; empty for none
   */
  TrailEvent(JsonOut out, EventTypes types, Resources table, byte[] constants, byte[] namespace) {
    this.out = out;
    this.types = types;
    this.constants = constants;
    this.record = new TrailRecord(table);
    this.principal = new TrailPrincipal(record, out, namespace);
    this.target = new TrailTarget(record, table, principal, out, namespace);
    this.outcome = new TrailOutcome(record, out);
    this.additional = new TrailAdditional(record, principal, out);
  }

  /** Takes a record in. */
  void read(Fields fields) {
    record.read(fields);
    additional.clear();
  }

  /** Leaves out the largest value that is still there; false when there is none. */
  boolean omitLargest() {
    return additional.omitLargest();
  }

  /**
   * Writes the event of the record that was read last.
   *
   * @throws MalformedException when nobody knows its time
   */
  Bytes write(Event event, Bytes bytes) throws MalformedException {
    var type = type();
    int has = principal.look() | target.look(type);
    out.begin(bytes);
    metadata(event, type.metBy(has));
    principal.write();
    target.write();
    target.about();
    outcome.result(type);
    outcome.network();
    outcome.extensions(type);
    additional.write(nameCut, idCut);
    return out.end();
  }

  /** The type that the table has for the call. */
  private EventType type() {
    var top = record.top;
    if (!top.has(EVENT_NAME)) {
      return EventType.GENERIC_EVENT;
    }
    boolean source = top.has(EVENT_SOURCE);
    return types.of(
        top.array(),
        source ? top.start(EVENT_SOURCE) + 1 : 0,
        source ? Math.max(top.start(EVENT_SOURCE) + 1, top.end(EVENT_SOURCE) - 1) : 0,
        top.start(EVENT_NAME) + 1,
        Math.max(top.start(EVENT_NAME) + 1, top.end(EVENT_NAME) - 1));
  }

  private void metadata(Event event, EventType type) throws MalformedException {
    var top = record.top;
    int metadata = out.object(UdmName.METADATA);
    time(event);
    out.word(UdmName.EVENT_TYPE, type.word());
    out.fields(constants);
    text(UdmName.PRODUCT_VERSION, EVENT_VERSION);
    nameCut = cut(UdmName.PRODUCT_EVENT_TYPE, EVENT_NAME, LONGEST_NAME);
    idCut = cut(UdmName.PRODUCT_LOG_ID, EVENT_ID, LONGEST_ID);
    if (!top.has(EVENT_ID)) {
      var id = event.id();
      if (id.isPresent() && id.get().length() <= LONGEST_ID / 4) {
        out.text(UdmName.PRODUCT_LOG_ID, id.get());
      }
    }
    out.close(metadata);
  }

  private void time(Event event) throws MalformedException {
    var top = record.top;
    if (!top.has(EVENT_TIME)) {
      var time = event.time();
      if (time.isEmpty()) {
        throw new MalformedException("event-time", "there is no eventTime", -1);
      }
      out.time(UdmName.EVENT_TIMESTAMP, time.get());
      return;
    }
    int start = top.start(EVENT_TIME);
    int end = top.end(EVENT_TIME);
    if (top.array()[start] == '"' && EventTime.isNormal(top.array(), start + 1, end - 1)) {
      out.text(UdmName.EVENT_TIMESTAMP, top.array(), start, end);
      return;
    }
    var time = Timestamps.parse(top.array(), start, end);
    if (time.isEmpty()) {
      var text = JsonString.excerpt(top.array(), start, end);
      throw new MalformedException(
          "event-time", "eventTime is not a time: " + text, start - event.offset());
    }
    out.time(UdmName.EVENT_TIMESTAMP, time.get());
  }

  private boolean cut(UdmName as, int name, int most) {
    var top = record.top;
    return top.has(name) && out.text(as, top.array(), top.start(name), top.end(name), most);
  }

  private void text(UdmName as, int name) {
    var top = record.top;
    if (top.has(name)) {
      out.text(as, top.array(), top.start(name), top.end(name));
    }
  }
}
