package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;

/** What the input counts; README.md says what each means. */
final class Counters {
  private final Context context;
  final Counter requests;
  final Counter throttled;
  final Counter polls;
  final Counter emptyPolls;
  final Counter repeated;
  final Counter late;
  final Counter appeared;
  final Counter vanished;
  final Counter checkpointDamaged;
  final Counter checkpointFailures;

  Counters(Context context) {
    this.context = context;
    this.requests = context.counter("requests");
    this.throttled = context.counter("throttled");
    this.polls = context.counter("polls");
    this.emptyPolls = context.counter("empty-polls");
    this.repeated = context.counter("seen-again");
    this.late = context.counter("late");
    this.appeared = context.counter("log-groups-appeared");
    this.vanished = context.counter("log-groups-vanished");
    this.checkpointDamaged = context.counter("checkpoint-damaged");
    this.checkpointFailures = context.counter("checkpoint-failures");
  }

  /** Counts failures, by reason. */
  Counter failed(String reason) {
    return context.counter("failed-" + reason);
  }
}
