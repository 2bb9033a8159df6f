package io.logboom.packaging;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/**
 * Writes CloudTrail records to log groups while time goes by, most of them at once, some of them
 * late: moto shows an event as soon as it is put, so one that shows up late is one that is put
 * late.
 */
final class LogWriter implements AutoCloseable {
  private static final int STREAMS = 3;
  private static final long TICK_MILLIS = 500;

  private final CloudWatchLogsClient logs;
  private final String prefix;
  private final List<Planned> plan = new ArrayList<>();
  private final Set<String> ids;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final long began = System.currentTimeMillis();
  private int next;

  /** An event: stamped at one time, put at another; both in milliseconds from the beginning. */
  private record Planned(int group, String id, long stamp, long put) {}

  /** How much to write. */
  record Amount(int groups, int events, int seconds, double lateShare, int lateSeconds) {}

  LogWriter(URI moto, String prefix, Amount amount, long seed) {
    this.logs = Clients.logs(moto);
    this.prefix = prefix;
    var random = new Random(seed);
    for (int i = 0; i < amount.events(); i++) {
      long stamp = random.nextInt(amount.seconds() * 1000);
      boolean late = random.nextDouble() < amount.lateShare();
      long delay = late ? random.nextInt(amount.lateSeconds() * 1000) : 0;
      String id = "%08x-0000-4000-8000-%012x".formatted(prefix.hashCode(), i);
      plan.add(new Planned(random.nextInt(amount.groups()), id, stamp, stamp + delay));
    }
    plan.sort(Comparator.comparingLong(Planned::put));
    ids = plan.stream().map(Planned::id).collect(Collectors.toSet());
    for (int group = 0; group < amount.groups(); group++) {
      String name = prefix + group;
      logs.createLogGroup(request -> request.logGroupName(name));
      for (int stream = 0; stream < STREAMS; stream++) {
        String of = "stream-" + stream;
        logs.createLogStream(request -> request.logGroupName(name).logStreamName(of));
      }
    }
  }

  /** Begins to write. */
  void start() {
    var _ = thread.scheduleAtFixedRate(this::put, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The ids of all records, written and to be written. */
  Set<String> ids() {
    return ids;
  }

  private void put() {
    long now = System.currentTimeMillis() - began;
    var due = new ArrayList<Planned>();
    while (next < plan.size() && plan.get(next).put() <= now) {
      due.add(plan.get(next++));
    }
    Map<Integer, List<Planned>> groups =
        due.stream().collect(Collectors.groupingBy(Planned::group));
    groups.forEach(this::put);
  }

  /** One request may hold events in their order only. */
  private void put(int group, List<Planned> events) {
    List<InputLogEvent> sorted =
        events.stream()
            .sorted(Comparator.comparingLong(Planned::stamp))
            .map(event -> event(event))
            .toList();
    String stream = "stream-" + events.getFirst().stamp() % STREAMS;
    logs.putLogEvents(
        request -> request.logGroupName(prefix + group).logStreamName(stream).logEvents(sorted));
  }

  private InputLogEvent event(Planned planned) {
    return InputLogEvent.builder()
        .timestamp(began + planned.stamp())
        .message(
            """
            {"eventVersion":"1.11","userIdentity":{"type":"Root","accountId":"111122223333"},"eventTime":"2026-11-05T14:02:11Z","eventSource":"iam.amazonaws.com",\
            "eventName":"ListUsers","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.7",\
            "eventID":"%s","eventType":"AwsApiCall","recipientAccountId":"111122223333"}\
            """
                .formatted(planned.id()))
        .build();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    logs.close();
  }
}
