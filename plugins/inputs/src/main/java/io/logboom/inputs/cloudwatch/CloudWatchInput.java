package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Crew;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/**
 * Reads log groups of CloudWatch Logs, and moves the frontier of each over what is delivered.
 *
 * <p>Threads: one that takes log groups in turn, one for each log group while it is read and until
 * that is delivered, one that looks for log groups, all virtual; and one of the system's that
 * brings the checkpoint to the disk.
 */
final class CloudWatchInput implements Input {
  private static final Logger LOG = LoggerFactory.getLogger(CloudWatchInput.class);

  private final CloudWatchInputConfig config;
  private final Context context;
  private final Clients clients;
  private final Counters counters;
  private final Troubles troubles;
  private final ServerClock clock;

  CloudWatchInput(CloudWatchInputConfig config, Context context, Clients clients) {
    this.config = config;
    this.context = context;
    this.clients = clients;
    this.counters = new Counters(context);
    this.troubles = new Troubles(context.name(), counters);
    this.clock = new ServerClock(context.clock());
  }

  @Override
  public void run(Emitter out) throws IOException, InterruptedException {
    String account = awaitAccount(out);
    var first = config.start().time(Instant.ofEpochMilli(clock.now()));
    long start = first.map(Instant::toEpochMilli).map(at -> Math.max(0, at)).orElse(0L);
    try (var share = budget(account);
        var checkpoint =
            new Checkpoint(
                context.dataDirectory(),
                config.overlap(),
                Checkpoint.HEAP,
                counters,
                config.logGroups(),
                start)) {
      read(account, share.budget(), checkpoint, out);
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  private void read(String account, Budget budget, Checkpoint checkpoint, Emitter out)
      throws InterruptedException {
    var crew = new Crew(context.name());
    var api = new Api(clients.logs(), budget, clock, counters);
    var gate = new Gate();
    var schedule = new Schedule(config.pollInterval(), config.quietInterval(), budget.rate());
    var following =
        new Following(
            config,
            context.name(),
            discovery(api, account),
            checkpoint,
            schedule,
            troubles,
            counters,
            out);
    var work =
        new Round.Work(
            api,
            checkpoint,
            clock,
            new Query(config.streamPrefix(), config.filterPattern()),
            new Messages(context),
            out,
            gate,
            counters);
    show(following, checkpoint.room());
    var keeper = new Keeper(checkpoint);
    var keeping = crew.start(Thread.ofPlatform().daemon(), "keeper", keeper::run);
    try (var rounds = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var finding = crew.start(Thread.ofVirtual(), "discovery", following::run);
      var turns =
          new Turns(
              schedule, work, following, config.retry(), troubles, config.concurrency(), crew);
      var taking = crew.start(Thread.ofVirtual(), "turns", () -> turns.run(rounds));
      try {
        crew.awaitEnd();
      } finally {
        finding.interrupt();
        taking.interrupt();
        gate.stop();
        out.flush();
        Crew.drain(List.of(finding, taking), Duration.ZERO, rounds);
      }
    } finally {
      keeping.interrupt();
      keeping.join();
    }
  }

  private void show(Following following, Room room) {
    context.gauge("log-groups", () -> following.followed().size());
    context.gauge("lag-seconds", () -> following.lag(clock.now()) / 1000);
    context.gauge("remembered-bytes", () -> room.onHeap() + room.mapped());
  }

  private Discovery discovery(Api api, String account) {
    return new Discovery(api, account, clients.region(), config.linkedAccounts(), config.exclude());
  }

  private Budget.Share budget(String account) {
    String place = config.endpoint().map(Object::toString).orElse("aws");
    double rate = config.requestsPerSecond().orElse(Quota.of(clients.region()) / 2);
    return Budget.share(account + "/" + clients.region() + "/" + place, rate);
  }

  /** Without the account nobody knows whose log groups these are, nor whose budget. */
  private String awaitAccount(Emitter out) throws InterruptedException {
    String trouble = "";
    for (int failures = 1; ; failures++) {
      try {
        String account = clients.account(clock);
        troubles.succeeded("GetCallerIdentity", trouble);
        return account;
      } catch (SdkException e) {
        if (Thread.interrupted()) {
          throw interrupted(e);
        }
        var fault = AwsFault.of(e);
        trouble = fault.reason();
        troubles.failed("GetCallerIdentity", fault.reason(), fault.message());
        out.unready("GetCallerIdentity: " + fault.reason() + ": " + fault.message());
        config.retry().pause(failures);
      }
    }
  }

  private static InterruptedException interrupted(Throwable cause) {
    var interrupted = new InterruptedException("while waiting for an answer");
    interrupted.initCause(cause);
    return interrupted;
  }

  @Override
  public void check() throws IOException, InterruptedException {
    String account;
    try {
      account = clients.account(clock);
    } catch (SdkException e) {
      var fault = AwsFault.of(e);
      throw new IOException("GetCallerIdentity: " + fault.reason() + ": " + fault.message(), e);
    }
    try (var share = budget(account)) {
      var api = new Api(clients.logs(), share.budget(), clock, counters);
      var discovery = discovery(api, account);
      for (LogGroups entry : config.logGroups()) {
        check(entry, discovery, api);
      }
    }
  }

  private void check(LogGroups entry, Discovery discovery, Api api)
      throws IOException, InterruptedException {
    try {
      var found = discovery.find(entry);
      if (found.isEmpty()) {
        LOG.warn("{}: no log group fits {}", context.name(), entry);
        return;
      }
      long now = clock.now();
      var query = new Query(config.streamPrefix(), config.filterPattern());
      var range = new Range(Range.Kind.FRESH, now - Window.MINUTE, now, now);
      FilterLogEventsRequest request =
          query.events(found.getFirst().group(), range, Optional.empty());
      api.events(request.toBuilder().limit(1).build());
    } catch (ApiException e) {
      throw new IOException(entry + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
