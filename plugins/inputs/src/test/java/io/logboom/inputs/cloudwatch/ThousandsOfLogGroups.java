package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.testkit.TestContext;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * A program: reads 5,000 log groups, ten of them so busy that each answer is a full page, until all
 * have been looked at and so many events are remembered, and says what that takes of the heap. A
 * test runs it in a small one. Its arguments: a folder for the data, and how many events.
 */
final class ThousandsOfLogGroups {
  private static final int GROUPS = 5_000;
  private static final int BUSY = 10;
  private static final String ZEROES = "0".repeat(48);
  private static final String MESSAGE = "x".repeat(70);

  /** Makes its events up when they are asked for: what it holds is not to be measured. */
  private static final class EndlessLogs implements CloudWatchLogsClient {
    final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();

    @Override
    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
      String name = request.logGroupName();
      asked.add(name);
      int number = Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
      int count = number < BUSY ? 10_000 : 1;
      List<FilteredLogEvent> events = new ArrayList<>(count);
      long now = TestContext.NOW.toEpochMilli();
      for (int i = 0; i < count; i++) {
        long id = number < BUSY ? ids.incrementAndGet() : number;
        events.add(
            FilteredLogEvent.builder()
                .eventId(ZEROES + id)
                .logStreamName("stream-" + i % 100)
                .timestamp(now - id % 60_000)
                .ingestionTime(now)
                .message(MESSAGE)
                .build());
      }
      return FilterLogEventsResponse.builder().events(events).build();
    }

    @Override
    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
      int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
      int to = Math.min(GROUPS, from + request.limit());
      var groups =
          IntStream.range(from, to)
              .mapToObj(i -> LogGroup.builder().logGroupName("/app/" + i).build())
              .toList();
      var response = DescribeLogGroupsResponse.builder().logGroups(groups);
      return to < GROUPS ? response.nextToken(Integer.toString(to)).build() : response.build();
    }

    @Override
    public String serviceName() {
      return "logs";
    }

    @Override
    public void close() {}
  }

  /** Delivers at once. */
  private static final class Counting implements Emitter {
    final AtomicLong events = new AtomicLong();

    @Override
    public Delivery emit(Batch batch) {
      events.addAndGet(batch.events().size());
      batch.release().run();
      return new Delivery() {
        @Override
        public void await() {}

        @Override
        public boolean done() {
          return true;
        }
      };
    }
  }

  public static void main(String[] arguments) throws Exception {
    long enough = Long.parseLong(arguments[1]);
    var setup = new Setup();
    setup.start = "10m";
    setup.quietInterval = Duration.ofHours(1);
    var config = setup.config();
    var context = new TestContext(Path.of(arguments[0]));
    var logs = new EndlessLogs();
    var out = new Counting();
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    long before = memory.getHeapMemoryUsage().getUsed();
    try (var input =
        new CloudWatchInput(
            config, context, new Clients(config, logs, new FakeSts(new FakeLogs())))) {
      var run =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      input.run(out);
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
      while (run.isAlive() && (logs.asked.size() < GROUPS || out.events.get() < enough)) {
        run.join(Duration.ofMillis(10));
      }
      memory.gc();
      long used = memory.getHeapMemoryUsage().getUsed();
      System.err.printf(
          "%,d log groups, %,d events remembered: heap %,d kB, of which %,d kB before;"
              + " ids %,d kB, heap and files%n",
          logs.asked.size(),
          out.events.get(),
          used / 1000,
          before / 1000,
          context.gauged("remembered-bytes") / 1000);
      run.interrupt();
      run.join();
    }
  }
}
