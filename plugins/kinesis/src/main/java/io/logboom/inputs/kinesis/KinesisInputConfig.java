package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.Start;
import io.logboom.spi.DataSize;
import io.logboom.spi.Framing;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The section of a kinesis input; {@code reference.conf} says what each option means. */
record KinesisInputConfig(
    StreamName stream,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<URI> kinesisEndpoint,
    Optional<URI> dynamodbEndpoint,
    Optional<URI> cloudwatchEndpoint,
    Optional<URI> stsEndpoint,
    Credentials credentials,
    Start start,
    Leases leases,
    Optional<String> application,
    Optional<String> table,
    Optional<String> workerId,
    Retrieval retrieval,
    Optional<String> consumer,
    Metrics metrics,
    Duration failoverTime,
    Duration shardSync,
    Duration pollInterval,
    Duration checkpointInterval,
    DataSize fetchSize,
    OutsideShard outsideShard,
    Backoff retry,
    Framing framing) {

  private static final DataSize MOST_FETCH = DataSize.of("10MiB");

  /** Who keeps track of the shards. */
  enum Leases {
    DYNAMODB,
    LOCAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How records are got. */
  enum Retrieval {
    POLLING,
    FAN_OUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Where the metrics of the Kinesis Client Library go. */
  enum Metrics {
    NONE,
    CLOUDWATCH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is done with the parts of an aggregate that belong to another shard. */
  enum OutsideShard {
    DELIVER,
    DROP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  KinesisInputConfig {
    if (leases == Leases.LOCAL) {
      refuse(application.isPresent(), "application");
      refuse(table.isPresent(), "table");
      refuse(workerId.isPresent(), "worker-id");
      refuse(consumer.isPresent(), "consumer");
      refuse(retrieval == Retrieval.FAN_OUT, "retrieval = fan-out");
      refuse(metrics == Metrics.CLOUDWATCH, "metrics = cloudwatch");
    }
    require(
        consumer.isEmpty() || retrieval == Retrieval.FAN_OUT,
        "consumer may only be given with retrieval = fan-out");
    for (Optional<String> name : java.util.List.of(application, table, consumer)) {
      require(
          name.isEmpty() || name.get().matches("[a-zA-Z0-9_.-]{3,128}"),
          "application, table and consumer must be 3 to 128 letters, digits or any of _.-");
    }
    require(between(failoverTime, "1s", "10m"), "failover-time must be from 1s to 10m");
    require(between(shardSync, "1s", "1h"), "shard-sync must be from 1s to 1h");
    require(between(pollInterval, "0.2s", "1m"), "poll-interval must be from 200ms to 1m");
    require(between(checkpointInterval, "0s", "10m"), "checkpoint-interval must be from 0s to 10m");
    require(
        fetchSize.bytes() >= 1024 && fetchSize.bytes() <= MOST_FETCH.bytes(),
        "fetch-size must be from 1KiB to 10MiB");
    require(retry.max().compareTo(Duration.ofHours(1)) <= 0, "retry.max must not be more than 1h");
  }

  /** What the agents that share the shards have in common. */
  String applicationName() {
    return application.orElseGet(() -> "logboom-" + stream.name());
  }

  private static boolean between(Duration time, String least, String most) {
    return time.compareTo(Duration.parse("PT" + least)) >= 0
        && time.compareTo(Duration.parse("PT" + most)) <= 0;
  }

  private static void refuse(boolean given, String option) {
    require(!given, option + " may only be given with leases = dynamodb");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
