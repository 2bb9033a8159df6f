package io.logboom.inputs.kinesis;

import io.logboom.spi.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far behind the end of the stream each shard is, in milliseconds, shown for as long as the
 * shard is read. Safe for use by many threads.
 */
final class Lag {
  private static final long NOTHING = -1;

  private final Context context;
  private final String stream;
  private final Map<String, AtomicLong> shards = new ConcurrentHashMap<>();

  Lag(Context context, String stream) {
    this.context = context;
    this.stream = stream;
  }

  /** Kinesis said so of a shard. */
  void behind(String shard, long millis) {
    shards
        .computeIfAbsent(
            shard,
            id -> {
              var lag = new AtomicLong();
              context.gauge("millis-behind-latest." + stream + "/" + id, lag::get);
              return lag;
            })
        .set(millis);
  }

  /** The shard is no longer read here. */
  void gone(String shard) {
    var lag = shards.get(shard);
    if (lag != null) {
      lag.set(NOTHING);
    }
  }
}
