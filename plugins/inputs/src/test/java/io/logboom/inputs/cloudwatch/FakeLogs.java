package io.logboom.inputs.cloudwatch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * CloudWatch Logs as far as the input uses it, with a clock that the test moves: events become
 * visible when they are told to, pages are as small as wanted, and a script makes requests fail.
 */
final class FakeLogs implements CloudWatchLogsClient {
  static final String ACCOUNT = "111122223333";
  static final String LINKED = "444455556666";

  /** Makes a request fail by throwing; called before each one is answered. */
  @FunctionalInterface
  interface Script {
    void before(CloudWatchLogsRequest request);
  }

  /** An event, and when it can first be seen. */
  record Stored(FilteredLogEvent event, long visibleAt) {}

  final AtomicLong now = new AtomicLong(Instant.parse("2026-11-21T10:00:00Z").toEpochMilli());
  final List<FilterLogEventsRequest> requests = new ArrayList<>();
  volatile Script script = _ -> {};
  volatile int pageSize = 10_000;
  volatile boolean emptyPages;
  volatile boolean unsorted;
  private final Map<String, List<Stored>> groups = new TreeMap<>();
  private final Map<String, List<FilteredLogEvent>> rest = new HashMap<>();
  private long ids;
  private int tokens;
  private int describes;

  synchronized void create(String group) {
    groups.putIfAbsent(group, new ArrayList<>());
  }

  synchronized void delete(String group) {
    groups.remove(group);
  }

  /** Puts an event that is stamped so long ago, and can be seen after so long; both in seconds. */
  void put(String group, String message, long age, long visibleAfter) {
    put(group, "stream-" + message.hashCode() % 3, message, age, visibleAfter);
  }

  synchronized void put(String group, String stream, String message, long age, long visibleAfter) {
    create(group);
    long time = now.get();
    var event =
        FilteredLogEvent.builder()
            .eventId("%056d".formatted(++ids))
            .logStreamName(stream)
            .timestamp(time - age * 1000)
            .ingestionTime(time)
            .message(message)
            .build();
    groups.get(group).add(new Stored(event, time + visibleAfter * 1000));
  }

  void put(String group, String message) {
    put(group, message, 0, 0);
  }

  void pass(long seconds) {
    now.addAndGet(seconds * 1000);
  }

  synchronized List<Stored> stored(String group) {
    return List.copyOf(groups.getOrDefault(group, List.of()));
  }

  /** The requests for events so far. */
  synchronized List<FilterLogEventsRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized int describes() {
    return describes;
  }

  static CloudWatchLogsException error(int status, String code) {
    return (CloudWatchLogsException)
        CloudWatchLogsException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("as scripted").build())
            .build();
  }

  @Override
  public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
    synchronized (this) {
      requests.add(request);
    }
    script.before(request);
    synchronized (this) {
      return dated(answer(request)).build();
    }
  }

  private FilterLogEventsResponse.Builder answer(FilterLogEventsRequest request) {
    String name =
        request.logGroupName() == null ? request.logGroupIdentifier() : request.logGroupName();
    if (!groups.containsKey(name)) {
      throw error(400, "ResourceNotFoundException");
    }
    List<FilteredLogEvent> left;
    if (request.nextToken() == null) {
      left = visible(name, request);
      if (emptyPages && !left.isEmpty()) {
        return FilterLogEventsResponse.builder().nextToken(keep(left));
      }
    } else {
      left = rest.remove(request.nextToken());
      if (left == null) {
        throw error(400, "InvalidParameterException");
      }
    }
    int size = Math.min(pageSize, left.size());
    var page = FilterLogEventsResponse.builder().events(left.subList(0, size));
    return size < left.size() ? page.nextToken(keep(left.subList(size, left.size()))) : page;
  }

  private String keep(List<FilteredLogEvent> left) {
    String token = "token-" + tokens++;
    rest.put(token, List.copyOf(left));
    return token;
  }

  private List<FilteredLogEvent> visible(String name, FilterLogEventsRequest request) {
    var order =
        unsorted
            ? Comparator.comparing(FilteredLogEvent::logStreamName)
            : Comparator.comparing(FilteredLogEvent::timestamp);
    return groups.get(name).stream()
        .filter(stored -> stored.visibleAt() <= now.get())
        .map(Stored::event)
        .filter(event -> event.timestamp() >= request.startTime())
        .filter(event -> event.timestamp() <= request.endTime())
        .filter(
            event ->
                request.logStreamNamePrefix() == null
                    || event.logStreamName().startsWith(request.logStreamNamePrefix()))
        .sorted(order)
        .toList();
  }

  @Override
  public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
    script.before(request);
    synchronized (this) {
      describes++;
      String prefix = request.logGroupNamePrefix() == null ? "" : request.logGroupNamePrefix();
      String after = request.nextToken() == null ? "" : request.nextToken();
      var all =
          groups.keySet().stream()
              .filter(key -> key.startsWith("arn:") ? linked(request) : true)
              .map(key -> key.substring(key.lastIndexOf(':') + 1).startsWith(prefix) ? key : "")
              .filter(key -> !key.isEmpty() && key.compareTo(after) > 0)
              .toList();
      var page = all.subList(0, Math.min(request.limit(), all.size()));
      var response =
          DescribeLogGroupsResponse.builder().logGroups(page.stream().map(this::group).toList());
      if (page.size() < all.size()) {
        response.nextToken(page.getLast());
      }
      return dated(response).build();
    }
  }

  private static boolean linked(DescribeLogGroupsRequest request) {
    return Boolean.TRUE.equals(request.includeLinkedAccounts());
  }

  private LogGroup group(String key) {
    String name = key.substring(key.lastIndexOf(':') + 1);
    String arn =
        key.startsWith("arn:") ? key : "arn:aws:logs:us-east-1:" + ACCOUNT + ":log-group:" + name;
    long bytes = groups.get(key).stream().mapToLong(one -> one.event().message().length()).sum();
    return LogGroup.builder()
        .logGroupName(name)
        .arn(arn + ":*")
        .logGroupArn(arn)
        .creationTime(0L)
        .storedBytes(bytes)
        .build();
  }

  /** The same answer with the date. */
  @SuppressWarnings("unchecked")
  <B extends SdkResponse.Builder> B dated(B response) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(now.get()).atOffset(ZoneOffset.UTC));
    return (B)
        response.sdkHttpResponse(
            SdkHttpResponse.builder().statusCode(200).putHeader("Date", date).build());
  }

  @Override
  public String serviceName() {
    return "logs";
  }

  @Override
  public void close() {}
}
