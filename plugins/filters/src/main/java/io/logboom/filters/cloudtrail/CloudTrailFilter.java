package io.logboom.filters.cloudtrail;

import io.logboom.filters.JsonItems;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;

/**
 * Hands on one event per CloudTrail record, whatever the records came in: bare, in a document with
 * {@code Records}, in an array, or in an envelope of EventBridge, CloudWatch Logs or LookupEvents.
 * A record keeps the sender's bytes: it is a part of the envelope's, or, where it was the text of a
 * JSON string, that text.
 *
 * <p>A broken record in an envelope is rejected alone. Keeps no state between calls but each
 * thread's scratch paper; safe for use by many threads.
 */
final class CloudTrailFilter implements Filter {

  /** Looking for what cannot be there reads the whole, and so proves that it is JSON. */
  private static final FieldPath NOWHERE = FieldPath.of("nowhere");

  private final boolean unique;
  private final TrailRecord records;
  private final Envelopes envelopes;
  private final ThreadLocal<Look> looks = ThreadLocal.withInitial(Look::new);

  CloudTrailFilter(CloudTrailConfig config) {
    this.unique = config.duplicates() == CloudTrailConfig.Duplicates.REJECT;
    this.records = new TrailRecord(config);
    this.envelopes = new Envelopes(this);
  }

  @Override
  public void apply(Event event, Next next) throws MalformedException {
    byte[] array = event.array();
    int end = event.offset() + event.length();
    int first = event.offset();
    while (first < end && array[first] >= 0 && array[first] <= ' ') {
      first++;
    }
    if (first < end && array[first] == '[') {
      event.get(NOWHERE);
      items(event, first, "", next, this::object);
    } else {
      object(event, next);
    }
  }

  /** An object: a record, or an envelope of some. */
  private void object(Event event, Next next) throws MalformedException {
    var fields = event.fields();
    var look = looks.get();
    look.at(fields, event.offset(), unique);
    switch (look.shape()) {
      case RECORD -> records.take(event, fields, look, next);
      case RECORDS -> {
        int open = envelopes.open(fields, look.field(Name.RECORDS), Name.RECORDS);
        items(event, open, Name.RECORDS.text, next, this::record);
      }
      case LOOKUP_PAGE -> {
        int open = envelopes.open(fields, look.field(Name.EVENTS), Name.EVENTS);
        items(event, open, Name.EVENTS.text, next, this::lookupItem);
      }
      case LOOKUP_ITEM -> envelopes.lookupItem(event, fields, look, next);
      case EVENT_BRIDGE -> envelopes.eventBridge(event, fields, look, next);
      case CLOUDWATCH_LOGS -> envelopes.cloudWatchLogs(event, fields, look, next);
      case DIGEST -> next.drop("digest");
    }
  }

  /** A record and nothing else. */
  void record(Event event, Next next) throws MalformedException {
    var fields = event.fields();
    var look = looks.get();
    look.at(fields, event.offset(), unique);
    records.take(event, fields, look, next);
  }

  private void lookupItem(Event event, Next next) throws MalformedException {
    var fields = event.fields();
    var look = looks.get();
    look.at(fields, event.offset(), unique);
    envelopes.lookupItem(event, fields, look, next);
  }

  /** What is done with an item of an array. */
  @FunctionalInterface
  interface Step {
    void take(Event item, Next next) throws MalformedException;
  }

  /** Takes the items of an array one by one; what is wrong with one is no matter of the others. */
  void items(Event event, int open, String name, Next next, Step step) {
    var items = new JsonItems(event.array(), open);
    while (items.next()) {
      var item = event.with(event.array(), items.start(), items.end() - items.start());
      try {
        byte first = event.array()[items.start()];
        if (first != '{') {
          throw new MalformedException(
              "not-an-object", "it is " + Envelopes.kind(first) + ", not an object", -1);
        }
        step.take(item, next);
      } catch (MalformedException e) {
        var place = name + "[" + (items.number() - 1) + "]: ";
        next.reject(item, new MalformedException(e.reason(), place + e.getMessage(), -1));
      }
    }
    if (items.number() == 0) {
      next.drop("empty");
    }
  }
}
