package io.logboom.inputs.aws;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.Framer;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes the payloads among the JSON texts of one record apart. Messages are copied out of the
 * payload, whose array then goes back; texts that are none keep theirs. Used by one thread.
 */
final class Unwrapping {

  /** Batches are handed on at about this size, so that a large payload does not weigh twice. */
  private static final long BATCH = 1 << 20;

  /** What an event with an origin of its own weighs besides its bytes. */
  private static final int EVENT_WEIGHT = 512;

  private final Context context;
  private final Origin origin;
  private final long mostMessage;
  private final Counter payloads;
  private final Counter controls;
  private final Framer.Sink sink;

  private List<Event> events = new ArrayList<>();
  private List<Rejected> rejected = new ArrayList<>();
  private long bytes;
  private long number;
  private long handedOn;

  Unwrapping(
      Context context,
      Origin origin,
      long mostMessage,
      Counter payloads,
      Counter controls,
      Framer.Sink sink) {
    this.context = context;
    this.origin = origin;
    this.mostMessage = mostMessage;
    this.payloads = payloads;
    this.controls = controls;
    this.sink = sink;
  }

  /** How many events and rejected ones have been handed on. */
  long handedOn() {
    return handedOn;
  }

  /** Takes the next texts of the record. */
  void accept(Batch texts) throws UndeliveredException, InterruptedException {
    List<Event> others = new ArrayList<>();
    for (Event text : texts.events()) {
      if (!unwrap(text)) {
        others.add(text);
      }
    }
    flush();
    if (others.isEmpty() && texts.rejected().isEmpty()) {
      texts.release().run();
    } else {
      handedOn += others.size() + texts.rejected().size();
      sink.accept(new Batch(others, texts.rejected(), texts.bytes(), texts.release()));
    }
  }

  /** Takes a payload apart; false when the text is none. */
  private boolean unwrap(Event text) throws UndeliveredException, InterruptedException {
    Fields fields;
    try {
      fields = text.fields();
    } catch (MalformedException _) {
      // An array or a scalar: JSON, but not a payload. It is handed on as it is.
      return false;
    }
    int logEvents = fields.find("logEvents");
    if (logEvents < 0 || fields.kind(logEvents) != '[') {
      return false;
    }
    switch (LogEvent.text(fields, "messageType").orElse("")) {
      case "CONTROL_MESSAGE" -> controls.increment();
      case "DATA_MESSAGE" -> {
        payloads.increment();
        // The view of the fields does not outlive a look into the first log event.
        Map<String, String> shared = LogEvent.shared(origin, fields);
        byte[] array = fields.array();
        for (var item : Items.of(array, fields.valueStart(logEvents), fields.valueEnd(logEvents))) {
          add(text.with(array, item.start(), item.end() - item.start()), shared);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void add(Event item, Map<String, String> shared)
      throws UndeliveredException, InterruptedException {
    String place = origin.place() + "#" + ++number;
    try {
      var fields = item.fields();
      int message = fields.find("message");
      if (message < 0 || !(fields.value(message) instanceof Value.Str(String words))) {
        reject(item, place, "a log event of CloudWatch without a text as its message");
        return;
      }
      byte[] content = words.getBytes(StandardCharsets.UTF_8);
      if (content.length > mostMessage) {
        reject(
            item, place, "larger than max-event-size: a message of " + content.length + " bytes");
        return;
      }
      var attributes = LogEvent.attributes(shared, fields);
      events.add(
          context.event(
              content, new Origin(origin.input(), place, origin.receivedAt(), attributes)));
      weigh(content.length);
    } catch (MalformedException _) {
      // The payload is JSON, so all that can be wrong with its parts is that they are no objects.
      reject(item, place, "a log event of CloudWatch that is not an object");
    }
  }

  private void reject(Event item, String place, String reason)
      throws UndeliveredException, InterruptedException {
    byte[] copy = Arrays.copyOfRange(item.array(), item.offset(), item.offset() + item.length());
    var itsOrigin = new Origin(origin.input(), place, origin.receivedAt(), origin.attributes());
    rejected.add(new Rejected(context.event(copy, itsOrigin), reason));
    weigh(copy.length);
  }

  private void weigh(int length) throws UndeliveredException, InterruptedException {
    bytes += length + EVENT_WEIGHT;
    if (bytes >= BATCH) {
      flush();
    }
  }

  private void flush() throws UndeliveredException, InterruptedException {
    if (events.isEmpty() && rejected.isEmpty()) {
      return;
    }
    handedOn += events.size() + rejected.size();
    var batch = new Batch(events, rejected, bytes, () -> {});
    events = new ArrayList<>();
    rejected = new ArrayList<>();
    bytes = 0;
    sink.accept(batch);
  }
}
