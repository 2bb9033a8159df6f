package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;

/**
 * Requests to CloudWatch Logs: each one waits for the budget and is counted, those of them that
 * repeat another, too. Safe for use by many threads.
 */
final class Api {
  private static final int TRIES = 5;
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  private final CloudWatchLogsClient client;
  private final Budget budget;
  private final ServerClock clock;
  private final Counters counters;

  Api(CloudWatchLogsClient client, Budget budget, ServerClock clock, Counters counters) {
    this.client = client;
    this.budget = budget;
    this.clock = clock;
    this.counters = counters;
  }

  DescribeLogGroupsResponse groups(DescribeLogGroupsRequest request)
      throws ApiException, InterruptedException {
    return call(() -> client.describeLogGroups(request));
  }

  FilterLogEventsResponse events(FilterLogEventsRequest request)
      throws ApiException, InterruptedException {
    return call(() -> client.filterLogEvents(request));
  }

  private <T extends CloudWatchLogsResponse> T call(Supplier<T> request)
      throws ApiException, InterruptedException {
    for (int tries = 1; ; tries++) {
      budget.acquire();
      counters.requests.increment();
      SdkException failure;
      try {
        T response = request.get();
        clock.saw(response.sdkHttpResponse());
        return response;
      } catch (AbortedException e) {
        throw interrupted(e);
      } catch (SdkException e) {
        if (Thread.interrupted()) {
          throw interrupted(e);
        }
        failure = e;
      }
      var fault = AwsFault.of(failure);
      if (fault.reason().equals("throttled")) {
        counters.throttled.increment();
        budget.throttled();
      }
      if (!fault.passing() || tries == TRIES) {
        throw new ApiException(fault, failure);
      }
      PAUSES.pause(tries);
    }
  }

  private static InterruptedException interrupted(@Nullable Throwable cause) {
    Thread.interrupted();
    var interrupted = new InterruptedException("while waiting for an answer");
    interrupted.initCause(cause);
    return interrupted;
  }
}
