package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Framer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.exceptions.LeasingException;

/**
 * Reads the shards of which this agent holds leases ({@code leases = dynamodb}), by means of the
 * Kinesis Client Library: it gets and keeps leases, gets records, and calls a {@link SharedShard}
 * for each lease.
 */
final class SharedShards implements SharedShard.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(SharedShards.class);

  /** How long the library may take to end when nothing is under way any more. */
  private static final Duration END = Duration.ofSeconds(5);

  private final KinesisInputConfig config;
  private final Context context;
  private final Clients clients;
  private final Framer framer;
  private final Emitter out;
  private final Lag lag;
  private final Counters counters;
  private final Set<SharedShard> shards = ConcurrentHashMap.newKeySet();

  /** Why the library could not begin. */
  private volatile Optional<Throwable> failure = Optional.empty();

  private volatile boolean stopping;
  private volatile Optional<Scheduler> scheduler = Optional.empty();

  SharedShards(
      KinesisInputConfig config,
      Context context,
      Clients clients,
      Framer framer,
      Emitter out,
      Counters counters) {
    this.config = config;
    this.context = context;
    this.clients = clients;
    this.framer = framer;
    this.out = out;
    this.lag = new Lag(context, config.stream().name());
    this.counters = counters;
  }

  /**
   * Reads until it is interrupted; then waits for what is under way.
   *
   * @throws IOException when the library ends by itself after it has begun
   */
  void run() throws IOException, InterruptedException {
    awaitStream();
    Optional<Instant> start =
        config.start().time(FirstStart.of(context.dataDirectory(), context.clock()));
    for (int failures = 1; !ranToTheEnd(start); failures++) {
      counters.failed("cannot-begin").increment();
      String why = failure.map(SharedShards::told).orElse("");
      out.unready("the Kinesis Client Library cannot begin: " + why);
      LOG.error(
          "kinesis://{}: the Kinesis Client Library cannot begin: {}; tried again",
          config.stream(),
          why);
      config.retry().pause(failures);
    }
  }

  /**
   * Reads by one scheduler of the library. One that could not begin is of no use any more: when two
   * agents make the tables at the same time, the one that comes second never gets over it.
   *
   * @return whether it had begun
   */
  private boolean ranToTheEnd(Optional<Instant> start) throws IOException, InterruptedException {
    failure = Optional.empty();
    var library =
        new Library(config, clients, start, new Decoding(config.outsideShard(), counters))
            .scheduler(() -> new SharedShard(this), out::ready, e -> failure = Optional.of(e));
    scheduler = Optional.of(library);
    var ended = new CompletableFuture<Void>();
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name(context.name() + " scheduler")
            .unstarted(() -> work(library));
    thread.setUncaughtExceptionHandler((_, e) -> ended.completeExceptionally(e));
    Thread.ofVirtual().start(() -> awaitEnd(thread, ended));
    try {
      ended.get();
      if (failure.isPresent()) {
        return false;
      }
      throw new IOException("the Kinesis Client Library has ended");
    } catch (ExecutionException e) {
      throw new IOException("the Kinesis Client Library has failed: " + told(e), e.getCause());
    } catch (InterruptedException _) {
      stop(library, thread);
      return true;
    } finally {
      shards.forEach(SharedShard::stop);
    }
  }

  private static void work(Scheduler library) {
    try {
      FirstLeases.make(library);
    } catch (InterruptedException _) {
      // Stopped before it began.
      return;
    }
    library.run();
  }

  private static void awaitEnd(Thread thread, CompletableFuture<Void> ended) {
    thread.start();
    try {
      thread.join();
      ended.complete(null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String told(Throwable failure) {
    Throwable deepest = failure;
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      deepest = cause;
    }
    return deepest.toString();
  }

  /** Deliveries under way are waited for; the leases are given back for others to go on at once. */
  private void stop(Scheduler library, Thread thread) throws InterruptedException {
    stopping = true;
    shards.forEach(SharedShard::stop);
    List<Lease> held = new ArrayList<>(library.leaseCoordinator().getAssignments());
    Thread.ofPlatform().daemon().name(context.name() + " stop").start(() -> endGracefully(library));
    // Each shard is over once its deliveries are, however long that takes; then the library is told
    // to end. While it still begins it cannot hear that, and holds no lease either. A shard whose
    // deliveries have failed is not waited for: when the library has done with it is its own
    // affair.
    while (shards.stream().anyMatch(SharedShard::underWay) && thread.isAlive()) {
      Thread.sleep(Duration.ofMillis(20));
    }
    if (!thread.join(END)) {
      LOG.warn("the Kinesis Client Library takes long to end; left to itself");
      thread.interrupt();
    }
    for (Lease lease : held) {
      evict(library, lease.leaseKey());
    }
  }

  /** On a thread of its own: the library's own way blocks one of those that everybody shares. */
  private static void endGracefully(Scheduler library) {
    try {
      library.createGracefulShutdownCallable().call();
    } catch (Exception e) {
      LOG.warn("the Kinesis Client Library did not end gracefully", e);
    }
  }

  private static void evict(Scheduler library, String key) {
    try {
      var refresher = library.leaseCoordinator().leaseRefresher();
      Lease lease = refresher.getLease(key);
      if (lease != null
          && library.leaseCoordinator().workerIdentifier().equals(lease.leaseOwner())) {
        refresher.evictLease(lease);
      }
    } catch (LeasingException e) {
      LOG.debug("{}: the lease stays ours until it expires", key, e);
    }
  }

  /** The library ends for good when the stream is not there or may not be read; so it waits. */
  private void awaitStream() throws InterruptedException {
    var calls = new StreamCalls(clients.kinesis(), config.stream());
    for (int failures = 1; ; failures++) {
      try {
        calls.shards();
        return;
      } catch (SdkException e) {
        var fault = AwsFault.of(e);
        counters.failed(fault.reason()).increment();
        out.unready(
            "kinesis://" + config.stream() + ": " + fault.reason() + ": " + fault.message());
        if (Integer.bitCount(failures) == 1) {
          LOG.error(
              "kinesis://{}: {}: {}; tried again",
              config.stream(),
              fault.reason(),
              fault.message());
        }
        config.retry().pause(failures);
      }
    }
  }

  @Override
  public Deliverer deliverer(Shard shard, Checkpoint checkpoint) {
    return new Deliverer(shard.place(), checkpoint, config.checkpointInterval(), counters);
  }

  @Override
  public ShardFlow flow(Shard shard, Deliverer deliverer) {
    return new ShardFlow(shard, context, framer, out, deliverer, counters);
  }

  @Override
  public Shard shard(String id) {
    return Shard.of(config.stream().name(), id, clients.region());
  }

  @Override
  public void begun(SharedShard shard) {
    shards.add(shard);
    if (stopping) {
      // A lease that came after all; nothing is read of it, so there is nothing to wait for.
      shard.stop();
      shards.remove(shard);
    }
  }

  @Override
  public void over(SharedShard shard) {
    shards.remove(shard);
  }

  @Override
  public void giveBack(Shard shard) {
    var coordinator = scheduler.orElseThrow().leaseCoordinator();
    Lease lease = coordinator.getCurrentlyHeldLease(shard.id());
    if (lease != null) {
      coordinator.dropLease(lease);
      evict(scheduler.orElseThrow(), shard.id());
    }
  }

  @Override
  public Lag lag() {
    return lag;
  }

  @Override
  public Counters counters() {
    return counters;
  }
}
