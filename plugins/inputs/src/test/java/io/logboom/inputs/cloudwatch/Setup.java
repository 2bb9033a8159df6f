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

/** A configuration for tests: short waits, and requests enough. */
final class Setup {
  List<String> logGroups = List.of("/app/**");
  List<Glob> exclude = List.of();
  boolean linkedAccounts;
  Optional<String> streamPrefix = Optional.empty();
  Optional<String> filterPattern = Optional.empty();
  String start = "beginning";
  Duration overlap = Duration.ofMinutes(5);
  Duration pollInterval = Duration.ofMillis(100);
  Duration quietInterval = Duration.ofMillis(200);
  Duration discoveryInterval = Duration.ofSeconds(1);
  double requestsPerSecond = 1000;
  int concurrency = 4;
  Backoff retry = new Backoff(Duration.ofMillis(100), Duration.ofMillis(900));

  /** What the budget is shared by: no two tests share one. */
  URI endpoint = URI.create("http://" + System.nanoTime() + ".example.com");

  CloudWatchInputConfig config() {
    return new CloudWatchInputConfig(
        logGroups.stream().map(LogGroups::of).toList(),
        exclude,
        linkedAccounts,
        streamPrefix,
        filterPattern,
        Start.of(start),
        overlap,
        pollInterval,
        quietInterval,
        discoveryInterval,
        Optional.of(requestsPerSecond),
        concurrency,
        Optional.empty(),
        Optional.of("us-east-1"),
        Optional.of(endpoint),
        Optional.empty(),
        new Credentials(
            Credentials.From.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Credentials.WebIdentity(Optional.empty(), Optional.empty()),
            new Credentials.AssumeRole(
                Optional.empty(), Optional.empty(), "logboom", Duration.ofHours(1))),
        retry);
  }

  Setup groups(String... names) {
    logGroups = Stream.of(names).toList();
    return this;
  }
}
