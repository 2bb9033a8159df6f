package io.logboom.inputs.kinesis;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;

/** What the input counts; README.md says what each means. */
final class Counters {
  private final Context context;
  final Counter records;
  final Counter aggregates;
  final Counter brokenAggregates;
  final Counter outsideShard;
  final Counter broken;
  final Counter checkpoints;
  final Counter checkpointFailures;
  final Counter undelivered;
  final Counter shardsBegun;
  final Counter shardsEnded;
  final Counter shardsLost;
  final Counter shardsGone;
  final Counter expiredIterators;
  final Counter restarted;

  Counters(Context context) {
    this.context = context;
    this.records = context.counter("records");
    this.aggregates = context.counter("aggregates");
    this.brokenAggregates = context.counter("broken-aggregates");
    this.outsideShard = context.counter("outside-shard");
    this.broken = context.counter("broken-records");
    this.checkpoints = context.counter("checkpoints");
    this.checkpointFailures = context.counter("checkpoint-failures");
    this.undelivered = context.counter("undelivered");
    this.shardsBegun = context.counter("shards-begun");
    this.shardsEnded = context.counter("shards-ended");
    this.shardsLost = context.counter("shards-lost");
    this.shardsGone = context.counter("shards-gone");
    this.expiredIterators = context.counter("expired-iterators");
    this.restarted = context.counter("checkpoints-void");
  }

  /** Counts failures, by reason. */
  Counter failed(String reason) {
    return context.counter("failed-" + reason);
  }
}
