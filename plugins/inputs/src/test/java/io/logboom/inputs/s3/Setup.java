package io.logboom.inputs.s3;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.QueueUrl;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.Glob;
import io.logboom.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A configuration for tests: short waits, static keys, everything at one address. */
final class Setup {
  List<QueueUrl> queues;
  Optional<URI> endpoint;
  Credentials credentials = keys(Optional.empty());
  List<Glob> include = List.of();
  List<Glob> exclude = List.of();
  S3InputConfig.Treatment digest = S3InputConfig.Treatment.SKIP;
  S3InputConfig.Treatment insights = S3InputConfig.Treatment.SKIP;
  S3InputConfig.Treatment aggregated = S3InputConfig.Treatment.SKIP;
  int concurrency = 4;
  int messagesInFlight = 100;
  DataSize maxObjectSize = DataSize.of("1MiB");
  Duration visibilityTimeout = Duration.ofSeconds(30);
  Duration waitTime = Duration.ofSeconds(1);
  int maxReceives = 3;
  Optional<QueueUrl> park = Optional.empty();
  Backoff retry = new Backoff(Duration.ofMillis(100), Duration.ofMillis(900));
  Framing.Format format = Framing.Format.AUTO;

  Setup(FakeAws aws, String... queues) {
    this.endpoint = Optional.of(aws.uri());
    this.queues = List.of(queues).stream().map(name -> QueueUrl.of(aws.queueUrl(name))).toList();
  }

  static Credentials keys(Optional<String> role) {
    return new Credentials(
        Credentials.From.STATIC,
        Optional.empty(),
        Optional.of(Secret.of("AKIAEXAMPLE")),
        Optional.of(Secret.of("secret")),
        Optional.empty(),
        new Credentials.WebIdentity(Optional.empty(), Optional.empty()),
        new Credentials.AssumeRole(
            role, role.map(_ -> "the external id"), "logboom", Duration.ofHours(1)));
  }

  S3InputConfig config() {
    return new S3InputConfig(
        Optional.empty(),
        queues,
        Optional.of("us-east-1"),
        endpoint,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true,
        credentials,
        include,
        exclude,
        digest,
        insights,
        aggregated,
        concurrency,
        messagesInFlight,
        maxObjectSize,
        visibilityTimeout,
        waitTime,
        maxReceives,
        park.isPresent() ? S3InputConfig.OnFailure.PARK : S3InputConfig.OnFailure.REDRIVE,
        park,
        retry,
        new Framing(format, FieldPath.of("Records"), DataSize.of("64KiB")));
  }
}
