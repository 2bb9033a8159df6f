package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.Start;
import io.logboom.spi.Glob;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The section of a cloudwatch input; {@code reference.conf} says what each option means. */
record CloudWatchInputConfig(
    List<LogGroups> logGroups,
    List<Glob> exclude,
    boolean linkedAccounts,
    Optional<String> streamPrefix,
    Optional<String> filterPattern,
    Start start,
    Duration overlap,
    Duration pollInterval,
    Duration quietInterval,
    Duration discoveryInterval,
    Optional<Double> requestsPerSecond,
    int concurrency,
    Optional<String> account,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<URI> stsEndpoint,
    Credentials credentials,
    Backoff retry) {

  /** What FilterLogEvents takes (its API reference). */
  private static final int MOST_PATTERN = 1024;

  private static final String STREAM = "[^:*]{1,512}";

  CloudWatchInputConfig {
    logGroups = List.copyOf(logGroups);
    exclude = List.copyOf(exclude);
    require(!logGroups.isEmpty(), "log-groups must name at least one log group");
    require(
        streamPrefix.isEmpty() || streamPrefix.get().matches(STREAM),
        "stream-prefix must be 1 to 512 characters, none of them : or *");
    require(
        filterPattern.isEmpty()
            || (!filterPattern.get().isBlank() && filterPattern.get().length() <= MOST_PATTERN),
        "filter-pattern must have 1 to 1024 characters");
    require(within(overlap, "PT1S", "PT24H"), "overlap must be from 1s to 24h");
    require(within(pollInterval, "PT0.1S", "PT1H"), "poll-interval must be from 100ms to 1h");
    require(
        quietInterval.compareTo(pollInterval) >= 0,
        "quiet-interval must not be less than poll-interval");
    require(within(quietInterval, "PT0.1S", "PT24H"), "quiet-interval must not be more than 24h");
    require(
        within(discoveryInterval, "PT1S", "PT24H"), "discovery-interval must be from 1s to 24h");
    require(
        requestsPerSecond.isEmpty()
            || (requestsPerSecond.get() >= 0.1 && requestsPerSecond.get() <= 1000),
        "requests-per-second must be from 0.1 to 1000");
    require(concurrency >= 1 && concurrency <= 100, "concurrency must be from 1 to 100");
    require(account.isEmpty() || account.get().matches("\\d{12}"), "account must be twelve digits");
    require(
        regions(region, logGroups).distinct().count() <= 1,
        "region and the regions of all ARNs must be one and the same: write an input for each"
            + " region");
  }

  /** The region that the ARNs tell. */
  Optional<String> toldRegion() {
    return regions(Optional.empty(), logGroups).findFirst();
  }

  private static Stream<String> regions(Optional<String> region, List<LogGroups> logGroups) {
    return Stream.concat(
        region.stream(), logGroups.stream().flatMap(groups -> groups.region().stream()));
  }

  private static boolean within(Duration duration, String least, String most) {
    return duration.compareTo(Duration.parse(least)) >= 0
        && duration.compareTo(Duration.parse(most)) <= 0;
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
