package io.logboom.inputs.iam;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;

/** What the input counts; README.md says what each means. */
final class Counters {
  private final Context context;
  final Counter requests;
  final Counter repeated;
  final Counter walks;
  final Counter unchanged;
  final Counter deleted;
  final Counter vanished;
  final Counter malformedPolicies;
  final Counter snapshotDamaged;

  Counters(Context context) {
    this.context = context;
    requests = context.counter("requests");
    repeated = context.counter("repeated-requests");
    walks = context.counter("walks");
    unchanged = context.counter("unchanged");
    deleted = context.counter("deleted");
    vanished = context.counter("vanished");
    malformedPolicies = context.counter("malformed-policies");
    snapshotDamaged = context.counter("snapshot-damaged");
  }

  /** Counts what was emitted of a kind. */
  void emitted(Kind kind) {
    context.counter(kind == Kind.GROUPS ? "group-pages" : kind.word()).increment();
  }

  /** Counts failures, by reason. */
  void failed(String reason) {
    context.counter("failed-" + reason).increment();
  }
}
