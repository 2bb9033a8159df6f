package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.kinesis.Decoding.HashRange;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads all shards of a stream by this agent alone ({@code leases = local}): finds them, and reads
 * each once its parents are delivered to their ends. A virtual thread for each shard.
 */
final class LocalShards {
  private static final Logger LOG = LoggerFactory.getLogger(LocalShards.class);

  private final ShardReader.Common common;
  private final String region;
  private final Map<String, Thread> reading = new HashMap<>();

  /** What became of a shard's thread. */
  private record End(String shard, boolean whole, @Nullable Throwable failure) {}

  private final LinkedBlockingQueue<End> ends = new LinkedBlockingQueue<>();

  LocalShards(ShardReader.Common common, String region) {
    this.common = common;
    this.region = region;
  }

  /** Reads until it is interrupted; then waits for what is under way. */
  void run() throws IOException, InterruptedException {
    common.reach().expect(place());
    try {
      Instant begun = begin();
      Optional<Instant> start =
          begun.equals(Instant.EPOCH) ? Optional.empty() : common.config().start().time(begun);
      for (int failures = 0; ; ) {
        failures = discover(start) ? 0 : failures + 1;
        long wait =
            failures == 0
                ? common.config().shardSync().toNanos()
                : common.config().retry().after(failures).toNanos();
        End end = ends.poll(wait, TimeUnit.NANOSECONDS);
        for (; end != null; end = ends.poll()) {
          take(end);
        }
      }
    } catch (InterruptedException _) {
      // This is how the engine asks to stop; a second time ends the waiting, too.
      reading.values().forEach(Thread::interrupt);
      for (Thread thread : reading.values()) {
        thread.join();
      }
    } finally {
      reading.values().forEach(Thread::interrupt);
    }
  }

  /** When the stream was first read; waits for it to be there. */
  private Instant begin() throws IOException, InterruptedException {
    String name = common.config().stream().name();
    for (int failures = 1; ; failures++) {
      try {
        Instant created = common.calls().created();
        if (!common.checkpoints().of(name, created, common.context().clock().instant())) {
          common.counters().restarted.increment();
          LOG.error(
              "kinesis://{}: the stream is not the one that was read before: begun anew, with its"
                  + " oldest record",
              name);
        }
        return common.checkpoints().begun();
      } catch (SdkException e) {
        tell(e, failures);
        common.config().retry().pause(failures);
      }
    }
  }

  private boolean discover(Optional<Instant> start) throws IOException {
    List<software.amazon.awssdk.services.kinesis.model.Shard> shards;
    try {
      shards = common.calls().shards();
    } catch (SdkException e) {
      tell(e, 1);
      return false;
    }
    Set<String> known =
        shards.stream()
            .map(software.amazon.awssdk.services.kinesis.model.Shard::shardId)
            .collect(Collectors.toSet());
    var checkpoints = common.checkpoints();
    checkpoints.keep(
        java.util.stream.Stream.concat(known.stream(), reading.keySet().stream()).toList());
    for (var shard : shards) {
      boolean ready =
          parents(shard).noneMatch(parent -> known.contains(parent) && !checkpoints.ended(parent));
      if (ready && !checkpoints.ended(shard.shardId()) && !reading.containsKey(shard.shardId())) {
        read(shard, start);
      }
    }
    common.reach().reached(place());
    return true;
  }

  private static java.util.stream.Stream<String> parents(
      software.amazon.awssdk.services.kinesis.model.Shard shard) {
    return java.util.stream.Stream.of(
            Optional.ofNullable(shard.parentShardId()),
            Optional.ofNullable(shard.adjacentParentShardId()))
        .flatMap(Optional::stream);
  }

  private void read(
      software.amazon.awssdk.services.kinesis.model.Shard shard, Optional<Instant> start) {
    String id = shard.shardId();
    var range =
        new HashRange(
            new BigInteger(shard.hashKeyRange().startingHashKey()),
            new BigInteger(shard.hashKeyRange().endingHashKey()));
    var ours = Shard.of(common.config().stream().name(), id, region);
    var reader = new ShardReader(common, ours, range, start);
    common.reach().expect(ours.place());
    reading.put(
        id,
        Thread.ofVirtual()
            .name(common.context().name() + " " + id)
            .start(
                () -> {
                  try {
                    ends.add(new End(id, reader.run(), null));
                  } catch (InterruptedException | IOException | RuntimeException | Error e) {
                    ends.add(new End(id, false, e));
                  }
                }));
  }

  private void take(End end) throws IOException {
    reading.remove(end.shard());
    if (end.failure() != null) {
      throw new IOException("reading " + end.shard() + " failed", end.failure());
    }
    if (end.whole()) {
      common.counters().shardsEnded.increment();
    }
  }

  private String place() {
    return "kinesis://" + common.config().stream();
  }

  private void tell(SdkException e, int failures) {
    var fault = AwsFault.of(e);
    common.counters().failed(fault.reason()).increment();
    common.reach().failed(place(), fault);
    if (Integer.bitCount(failures) == 1) {
      LOG.error(
          "kinesis://{}: {}: {}; tried again",
          common.config().stream().name(),
          fault.reason(),
          fault.message());
    }
  }
}
