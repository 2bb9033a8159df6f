package io.logboom.inputs.kinesis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.arns.Arn;
import software.amazon.kinesis.checkpoint.CheckpointConfig;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.LeaseAssignmentStrategy;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseManagementConfig.GracefulLeaseHandoffConfig;
import software.amazon.kinesis.lifecycle.LifecycleConfig;
import software.amazon.kinesis.metrics.MetricsConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ProcessorConfig;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;
import software.amazon.kinesis.retrieval.polling.SleepTimeControllerConfig;

/** The Kinesis Client Library as this input wants it. */
final class Library {

  /** Kinesis lets a shard be asked five times a second, by everybody together. */
  private static final long QUICK_MILLIS = 210;

  /** How often the library looks for leases got and lost, and for shards to be begun and ended. */
  private static final long DISPATCH_MILLIS = 250;

  private static final long MOST_PARENT_POLL_MILLIS = 10_000;

  /** After so many tries to begin, a second apart, a new scheduler has better chances. */
  private static final int TRIES = 3;

  private final KinesisInputConfig config;
  private final Clients clients;
  private final Optional<Instant> start;
  private final Decoding decoding;

  /**
   * @param start when to begin in shards nobody has begun; empty for their beginnings
   */
  Library(KinesisInputConfig config, Clients clients, Optional<Instant> start, Decoding decoding) {
    this.config = config;
    this.clients = clients;
    this.start = start;
    this.decoding = decoding;
  }

  /**
   * What runs it, on a thread that the caller gives it.
   *
   * @param shards makes what a lease is given to
   * @param begun called once it takes part in sharing the leases out
   * @param failed told why it could not begin, before it ends
   */
  Scheduler scheduler(
      Supplier<ShardRecordProcessor> shards, Runnable begun, Consumer<Throwable> failed) {
    return new Scheduler(
        new CheckpointConfig(),
        coordinator(begun, failed),
        leases(),
        new LifecycleConfig().aggregatorUtil(new SharedAggregates(decoding)),
        metrics(),
        // Also without records, for it tells how far behind a shard is.
        new ProcessorConfig(shards::get).callProcessRecordsEvenForEmptyRecordList(true),
        new RetrievalConfig(
                clients.kinesisAsync(),
                new SingleStreamTracker(identifier(), position()),
                config.applicationName())
            .retrievalSpecificConfig(retrieval()));
  }

  private CoordinatorConfig coordinator(Runnable begun, Consumer<Throwable> failed) {
    return new CoordinatorConfig(config.applicationName())
        .maxInitializationAttempts(TRIES)
        .shardConsumerDispatchPollIntervalMillis(DISPATCH_MILLIS)
        .parentShardPollIntervalMillis(
            Math.min(MOST_PARENT_POLL_MILLIS, config.shardSync().toMillis()))
        .workerStateChangeListener(
            new WorkerStateChangeListener() {
              @Override
              public void onWorkerStateChange(WorkerState state) {
                if (state == WorkerState.STARTED) {
                  begun.run();
                }
              }

              @Override
              public void onAllInitializationAttemptsFailed(Throwable e) {
                failed.accept(e);
              }
            });
  }

  /**
   * Everything that has to do with who is alive goes by the failover time. Shards are shared out by
   * their number: the other way asks the machine's metadata service how busy it is.
   */
  private LeaseManagementConfig leases() {
    long failover = config.failoverTime().toMillis();
    var leases =
        new LeaseManagementConfig(
                config.table().orElseGet(config::applicationName),
                config.applicationName(),
                clients.dynamoDb(),
                clients.kinesisAsync(),
                config.workerId().orElseGet(Library::workerId))
            .initialPositionInStream(position())
            .failoverTimeMillis(failover)
            .shardSyncIntervalMillis(config.shardSync().toMillis())
            .leasesRecoveryAuditorExecutionFrequencyMillis(config.shardSync().toMillis())
            .leaseAssignmentIntervalMillis(failover)
            .leaseAssignmentStrategy(LeaseAssignmentStrategy.LEASE_COUNT_BASED)
            .dynamoDbLockBasedLeaderLeaseDurationInMillis(3 * failover)
            .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(failover)
            .gracefulLeaseHandoffConfig(
                GracefulLeaseHandoffConfig.builder()
                    .gracefulLeaseHandoffTimeoutMillis(3 * failover)
                    .build());
    leases
        .workerUtilizationAwareAssignmentConfig()
        .disableWorkerMetrics(true)
        .workerMetricsReporterFreqInMillis(failover);
    return leases;
  }

  private MetricsConfig metrics() {
    return switch (config.metrics()) {
      case NONE ->
          new MetricsConfig(null, config.applicationName())
              .metricsFactory(new NullMetricsFactory());
      case CLOUDWATCH -> new MetricsConfig(clients.cloudWatch(), config.applicationName());
    };
  }

  private RetrievalSpecificConfig retrieval() {
    return switch (config.retrieval()) {
      // Nothing is got ahead: one answer a shard is what an agent with many shards has room for.
      case POLLING ->
          new PollingConfig(config.stream().name(), clients.kinesisAsync())
              .maxPendingProcessRecordsInput(0)
              .idleTimeBetweenReadsInMillis(config.pollInterval().toMillis())
              .sleepTimeController(Library::pause);
      case FAN_OUT ->
          new FanOutConfig(clients.kinesisAsync())
              .streamName(config.stream().name())
              .applicationName(config.applicationName())
              .consumerName(config.consumer().orElseGet(config::applicationName));
    };
  }

  /** How long to wait before a shard is asked again: less while there is more to be had. */
  private static long pause(SleepTimeControllerConfig last) {
    Instant before = last.lastSuccessfulCall();
    if (before == null) {
      return 0;
    }
    boolean more =
        Optional.ofNullable(last.lastMillisBehindLatest()).orElse(0L) > 0
            || Optional.ofNullable(last.lastRecordsCount()).orElse(0) > 0;
    long interval = more ? QUICK_MILLIS : last.idleMillisBetweenCalls();
    return Math.max(0, interval - Duration.between(before, Instant.now()).toMillis());
  }

  private InitialPositionInStreamExtended position() {
    return start
        .map(time -> InitialPositionInStreamExtended.newInitialPositionAtTimestamp(Date.from(time)))
        .orElseGet(
            () ->
                InitialPositionInStreamExtended.newInitialPosition(
                    InitialPositionInStream.TRIM_HORIZON));
  }

  private StreamIdentifier identifier() {
    return config.stream()
        .arn()
        .map(arn -> StreamIdentifier.singleStreamInstance(Arn.fromString(arn)))
        .orElseGet(() -> StreamIdentifier.singleStreamInstance(config.stream().name()));
  }

  private static String workerId() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      // A machine may be without a name; what follows is unique anyway.
      host = "agent";
    }
    return host + "-" + UUID.randomUUID();
  }
}
