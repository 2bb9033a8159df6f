package io.logboom.filters.udm;

import io.logboom.spi.Bytes;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;

/** Makes an event of UDM of a CloudTrail record. Safe for use by many threads. */
final class TrailMapping implements Mapping {
  private final ThreadLocal<TrailEvent> events;
  private final long maxSize;
  private final Counter shortened;
  private final UdmCheck check;

  /**
   * @throws IOException when a table is missing
   */
  TrailMapping(UdmConfig config, UdmCheck check, Context context) throws IOException {
    var resources = Resources.read();
    var rules = new ArrayList<>(config.eventTypes());
    Table.read("event-types.txt", line -> rules.add(EventTypeRule.of(line)));
    var types = EventTypes.of(rules);
    byte[][] names = UdmName.spelled(config.casing());
    byte[] constants = constants(config);
    byte[] namespace =
        config.namespace().map(TrailMapping::quoted).orElseGet(() -> UdmWord.bytes(""));
    this.events =
        ThreadLocal.withInitial(
            () ->
                new TrailEvent(
                    new JsonOut(names), types.another(), resources, constants, namespace));
    this.maxSize = config.maxSize().bytes();
    this.shortened = context.counter("shortened");
    this.check = check;
  }

  @Override
  public void map(Event event, Fields fields, Next next) throws MalformedException {
    var bytes = next.bytes();
    var made = events.get();
    made.read(fields);
    var row = made.write(event, bytes);
    if (bytes.position() - bytes.start() > maxSize) {
      row = shorten(made, event, bytes);
      shortened.increment();
    }
    check.event(row);
    next.accept(event.with(row));
  }

  private Bytes shorten(TrailEvent made, Event event, Bytes bytes) throws MalformedException {
    Bytes row = bytes;
    int whole = bytes.position() - bytes.start();
    while (row.position() - row.start() > maxSize) {
      if (!made.omitLargest()) {
        throw new MalformedException(
            "too-large",
            "its event has "
                + whole
                + " bytes, and more than "
                + maxSize
                + " without all that can be left out",
            -1);
      }
      row.position(row.start());
      row = made.write(event, bytes);
    }
    return row;
  }

  /** What every event says of itself, in the spelling asked for. */
  private static byte[] constants(UdmConfig config) {
    var out = new JsonOut(UdmName.spelled(config.casing()));
    var bytes = new Bytes(byte[]::new);
    out.begin(bytes);
    out.word(UdmName.VENDOR_NAME, UdmWord.quoted("AMAZON"));
    out.word(UdmName.PRODUCT_NAME, UdmWord.quoted("AWS CloudTrail"));
    int labels = out.array(UdmName.INGESTION_LABELS);
    config
        .ingestionLabels()
        .forEach(
            (key, value) -> {
              int label = out.item();
              out.text(UdmName.KEY, key);
              out.text(UdmName.VALUE, value);
              out.close(label);
            });
    out.closeArray(labels);
    byte[] object = out.end().toByteArray();
    return Arrays.copyOfRange(object, 1, object.length - 1);
  }

  private static byte[] quoted(String text) {
    return new Bytes(byte[]::new).begin().putJson(text).toByteArray();
  }
}
