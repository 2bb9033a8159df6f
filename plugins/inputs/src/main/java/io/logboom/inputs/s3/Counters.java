package io.logboom.inputs.s3;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;

/** What the input counts; README.md says what each means. */
final class Counters {
  private final Context context;
  final Counter messages;
  final Counter objects;
  final Counter tests;
  final Counter irrelevant;
  final Counter others;
  final Counter unknown;
  final Counter duplicates;
  final Counter resumed;
  final Counter extended;
  final Counter lost;
  final Counter visibilityFailures;
  final Counter deleted;
  final Counter deleteFailures;
  final Counter parked;
  final Counter parkFailures;
  final Counter givenUp;
  final Counter receiveFailures;

  Counters(Context context) {
    this.context = context;
    this.messages = context.counter("messages");
    this.objects = context.counter("objects");
    this.tests = context.counter("skipped-test");
    this.irrelevant = context.counter("skipped-message");
    this.others = context.counter("skipped-happening");
    this.unknown = context.counter("unknown-messages");
    this.duplicates = context.counter("duplicates");
    this.resumed = context.counter("resumed");
    this.extended = context.counter("visibility-extended");
    this.lost = context.counter("visibility-lost");
    this.visibilityFailures = context.counter("visibility-failures");
    this.deleted = context.counter("deleted");
    this.deleteFailures = context.counter("delete-failures");
    this.parked = context.counter("parked");
    this.parkFailures = context.counter("park-failures");
    this.givenUp = context.counter("given-up");
    this.receiveFailures = context.counter("receive-failures");
  }

  /** Counts objects that are not read, by reason. */
  Counter skipped(String reason) {
    return context.counter("skipped-" + reason);
  }

  /** Counts failures, by reason. */
  Counter failed(String reason) {
    return context.counter("failed-" + reason);
  }
}
