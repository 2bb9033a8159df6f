package io.logboom.inputs.iam;

import io.logboom.inputs.aws.Reach;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks accounts, one after another, and in each the kinds of principals. What failed is walked
 * again by itself; what is finished waits for the next time that the schedule tells.
 */
final class IamInput implements Input {
  private static final Logger LOG = LoggerFactory.getLogger(IamInput.class);

  private final IamInputConfig config;
  private final Context context;
  private final Accounts accounts;
  private final RandomGenerator random;
  private final Counters counters;
  private final ApiJson json;

  /** One kind of principals of one account. */
  private record Part(Account account, Kind kind) {
    @Override
    public String toString() {
      return kind.word() + " of " + account.name();
    }
  }

  /** What has become of a walk. */
  private enum Outcome {
    DONE,
    AGAIN,
    /** Nobody has changed anything, so it would fail again. */
    HOPELESS
  }

  IamInput(IamInputConfig config, Context context, Accounts accounts, RandomGenerator random) {
    this.config = config;
    this.context = context;
    this.accounts = accounts;
    this.random = random;
    this.counters = new Counters(context);
    this.json = new ApiJson(config.idCase(), new PolicyDocuments(context, counters));
  }

  @Override
  public void run(Emitter out) throws IOException, InterruptedException {
    var timetable =
        new Timetable(
            config.schedule(),
            config.jitter(),
            context.dataDirectory().resolve("walked"),
            context.clock(),
            random);
    var reach = new Reach(out);
    Instant due = timetable.due();
    if (due.isAfter(context.clock().instant())) {
      // Nobody is to be asked before then.
      out.ready();
    }
    do {
      Instant began = timetable.await(due);
      if (walk(out, reach, timetable, began)) {
        counters.walks.increment();
        timetable.finished(began);
      } else {
        timetable.missed(began);
      }
      due = timetable.due();
    } while (!(config.schedule() instanceof Schedule.Once));
  }

  /** Walks until all is done; whether it was before the next walk is due. */
  private boolean walk(Emitter out, Reach reach, Timetable timetable, Instant began)
      throws IOException, InterruptedException {
    List<Part> left = parts();
    for (int failures = 1; ; failures++) {
      List<Part> again = new ArrayList<>();
      for (Part part : left) {
        switch (walk(part, out, reach)) {
          case DONE -> {}
          case AGAIN -> again.add(part);
          case HOPELESS -> {
            if (config.schedule() instanceof Schedule.Once) {
              throw new IOException("the " + part + " could not be walked; see the log");
            }
            again.add(part);
          }
        }
      }
      if (again.isEmpty()) {
        return true;
      }
      config.retry().pause(failures);
      if (timetable.overtaken(began)) {
        return false;
      }
      left = again;
    }
  }

  private List<Part> parts() {
    return accounts.all().stream()
        .flatMap(account -> config.kinds().stream().map(kind -> new Part(account, kind)))
        .toList();
  }

  private Outcome walk(Part part, Emitter out, Reach reach)
      throws IOException, InterruptedException {
    try {
      String account = part.account().id();
      Optional<Snapshot> snapshot =
          config.changesOnly()
              ? Optional.of(
                  new Snapshot(
                      context.dataDirectory().resolve(part.kind().word() + "-" + account),
                      counters))
              : Optional.empty();
      var walk =
          new Walk(
              part.kind(),
              part.account(),
              new Walk.Settings(context.name(), config, counters),
              new Records(context, json, account),
              snapshot,
              out,
              () -> reach.reached(part));
      if (walk.run()) {
        return Outcome.DONE;
      }
      counters.failed("undelivered");
      LOG.warn("{}: not all {} were delivered; walked again", context.name(), part);
      return Outcome.AGAIN;
    } catch (IamException e) {
      counters.failed(e.reason());
      reach.failed(part, e.fault());
      LOG.warn("{}: {}: {}; walked again later", context.name(), part, e.getMessage());
      return e.passing() || e.missing() ? Outcome.AGAIN : Outcome.HOPELESS;
    }
  }

  /** Asks for one of each kind, and for all that is wanted of it. */
  @Override
  public void check() throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    for (Part part : parts()) {
      try {
        part.account().id();
        var reader =
            new Reader(
                part.account(), config, CredentialReport.NONE, e -> problems.add(e.getMessage()));
        reader.list(
            part.kind(),
            1,
            page -> {
              for (var principal : page) {
                reader.read(principal, (_, _) -> {});
              }
              return false;
            });
        if (part.kind() == Kind.USERS && config.has(Detail.CREDENTIAL_REPORT)) {
          part.account().ask("GenerateCredentialReport", "", iam -> iam.generateCredentialReport());
        }
      } catch (IamException e) {
        problems.add(e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems.stream().distinct().toList()));
    }
  }

  @Override
  public void close() {
    accounts.close();
  }
}
