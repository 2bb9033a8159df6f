package io.logboom.inputs.s3;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.QueueUrl;
import io.logboom.spi.DataSize;
import io.logboom.spi.Framing;
import io.logboom.spi.Glob;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The section of an s3 input; {@code reference.conf} says what each option means. */
record S3InputConfig(
    Optional<QueueUrl> queueUrl,
    List<QueueUrl> queueUrls,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<URI> sqsEndpoint,
    Optional<URI> s3Endpoint,
    Optional<URI> stsEndpoint,
    boolean pathStyle,
    Credentials credentials,
    List<Glob> include,
    List<Glob> exclude,
    Treatment digest,
    Treatment insights,
    Treatment aggregated,
    int concurrency,
    int messagesInFlight,
    DataSize maxObjectSize,
    Duration visibilityTimeout,
    Duration waitTime,
    int maxReceives,
    OnFailure onFailure,
    Optional<QueueUrl> parkQueueUrl,
    Backoff retry,
    Framing framing) {

  private static final Duration MOST_VISIBILITY = Duration.ofHours(12);
  private static final Duration MOST_WAIT = Duration.ofSeconds(20);

  /** What to do with a kind of objects. */
  enum Treatment {
    SKIP,
    READ;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of a message that failed too often. */
  enum OnFailure {
    REDRIVE,
    PARK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  S3InputConfig {
    queueUrls = List.copyOf(queueUrls);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    if (queueUrl.isEmpty() && queueUrls.isEmpty()) {
      throw new IllegalArgumentException("queue-url or queue-urls is required");
    }
    require(concurrency >= 1 && concurrency <= 1000, "concurrency must be from 1 to 1000");
    int least = SqsQueue.BATCH * all(queueUrl, queueUrls).size();
    require(
        messagesInFlight >= least && messagesInFlight <= 100_000,
        "messages-in-flight must be from " + least + " (ten for each queue) to 100000");
    require(
        whole(visibilityTimeout)
            && visibilityTimeout.toSeconds() >= 2
            && visibilityTimeout.compareTo(MOST_VISIBILITY) <= 0,
        "visibility-timeout must be from 2s to 12h, in whole seconds");
    require(
        whole(waitTime) && !waitTime.isNegative() && waitTime.compareTo(MOST_WAIT) <= 0,
        "wait-time must be from 0s to 20s, in whole seconds");
    require(maxReceives >= 1, "max-receives must be at least 1");
    require(retry.max().compareTo(MOST_VISIBILITY) <= 0, "retry.max must not be more than 12h");
    require(
        onFailure != OnFailure.PARK || parkQueueUrl.isPresent(),
        "on-failure = park needs park-queue-url");
    require(
        onFailure == OnFailure.PARK || parkQueueUrl.isEmpty(),
        "park-queue-url is there, but on-failure is not park");
    for (QueueUrl queue : all(queueUrl, queueUrls)) {
      require(
          parkQueueUrl.isEmpty() || !parkQueueUrl.get().url().equals(queue.url()),
          "park-queue-url must not be one of the queues that are read");
    }
  }

  /** All queues to read. */
  List<QueueUrl> queues() {
    return all(queueUrl, queueUrls);
  }

  private static List<QueueUrl> all(Optional<QueueUrl> one, List<QueueUrl> more) {
    var all = new ArrayList<QueueUrl>();
    one.ifPresent(all::add);
    more.stream().filter(queue -> !all.contains(queue)).forEach(all::add);
    return all;
  }

  private static boolean whole(Duration duration) {
    return duration.equals(Duration.ofSeconds(duration.toSeconds()));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
