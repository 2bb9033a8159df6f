package io.logboom.inputs.iam;

import io.logboom.spi.Emitter;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One walk over all principals of a kind in an account. The thread that calls lists them, page
 * after page; each is read on a virtual thread of its own, so many at once as the configuration
 * says, while the next page waits.
 */
final class Walk {
  private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

  /** Principals a page: with all of a page in memory, a few megabytes at the most. */
  private static final int PAGE = 200;

  /** So many that may succeed later: the rest would most likely fail, too. */
  private static final int MOST_FAILURES = 20;

  private final Kind kind;
  private final Account account;
  private final Settings settings;
  private final Records records;
  private final Optional<Snapshot> snapshot;
  private final Runnable reached;
  private final Outbox outbox;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<@Nullable IamException> failure = new AtomicReference<>();

  /** What all walks of an input share. */
  record Settings(String input, IamInputConfig config, Counters counters) {}

  /**
   * @param snapshot what was delivered before, when only changes are wanted
   * @param reached called whenever IAM has answered with a page
   */
  Walk(
      Kind kind,
      Account account,
      Settings settings,
      Records records,
      Optional<Snapshot> snapshot,
      Emitter out,
      Runnable reached) {
    this.kind = kind;
    this.account = account;
    this.settings = settings;
    this.records = records;
    this.snapshot = snapshot;
    this.reached = reached;
    this.outbox = new Outbox(out);
  }

  /**
   * Walks; whether everything was delivered.
   *
   * @throws IamException when it could not be finished
   * @throws InterruptedException once what was under way is delivered and remembered
   */
  boolean run() throws IamException, IOException, InterruptedException {
    try {
      var reader = walk();
      boolean delivered = outbox.settled();
      var failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      deletions(reader);
      return outbox.settled() && delivered;
    } catch (IamException | InterruptedException e) {
      outbox.settled();
      throw e;
    } finally {
      if (snapshot.isPresent()) {
        snapshot.get().save();
      }
    }
  }

  private Reader walk() throws IamException, InterruptedException {
    var reader = new Reader(account, settings.config(), report(), this::complain);
    int most = settings.config().concurrency();
    var free = new Semaphore(most);
    var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    try {
      reader.list(
          kind,
          PAGE,
          page -> {
            reached.run();
            for (var principal : page) {
              seen.add(principal.id());
              free.acquire();
              threads.execute(
                  () -> {
                    try {
                      read(reader, principal);
                    } catch (InterruptedException _) {
                      // The walk is interrupted, and waits for this thread's end.
                    } finally {
                      free.release();
                    }
                  });
            }
            return failures.get() < MOST_FAILURES;
          });
      free.acquire(most);
      return reader;
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  /** What was begun has to end before anything is remembered, interrupted or not. */
  private static void awaitEnd(java.util.concurrent.ExecutorService threads) {
    boolean interrupted = Thread.interrupted();
    for (boolean ended = false; !ended; ) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private CredentialReport report() throws IamException, InterruptedException {
    return kind == Kind.USERS && settings.config().has(Detail.CREDENTIAL_REPORT)
        ? CredentialReport.fetch(account)
        : CredentialReport.NONE;
  }

  private void read(Reader reader, Principal principal) throws InterruptedException {
    try {
      int pages =
          reader.read(
              principal,
              (page, record) -> {
                emit(principal, page, record);
              });
      snapshot.ifPresent(known -> known.cut(principal, pages));
    } catch (IamException e) {
      if (e.missing()) {
        settings.counters().vanished.increment();
        seen.remove(principal.id());
        LOG.info("{}: {} is gone since it was listed", settings.input(), principal.arn());
      } else if (e.passing()) {
        failures.incrementAndGet();
        failure.compareAndSet(null, e);
      } else {
        complain(e);
        reject(principal, e);
      }
    } catch (RuntimeException e) {
      // Not of the API's making: a mistake of ours must fail the walk, not one thread in silence.
      failures.addAndGet(MOST_FAILURES);
      failure.compareAndSet(null, IamException.unexpected(principal.arn(), e));
    }
  }

  private void emit(Principal principal, int page, SequencedMap<String, Object> record)
      throws InterruptedException {
    if (snapshot.isEmpty()) {
      outbox.send(records.batch(principal, page, record), () -> {});
    } else {
      var known = snapshot.get();
      String fingerprint = records.fingerprint(principal, record, "");
      if (known.has(principal, page, fingerprint)) {
        settings.counters().unchanged.increment();
        return;
      }
      outbox.send(
          records.batch(principal, page, record),
          () -> known.delivered(principal, page, fingerprint));
    }
    settings.counters().emitted(kind);
  }

  private void reject(Principal principal, IamException e) throws InterruptedException {
    if (snapshot.isEmpty()) {
      outbox.send(records.rejected(principal, e.getMessage()), () -> {});
      return;
    }
    var known = snapshot.get();
    String fingerprint =
        records.fingerprint(principal, ApiJson.members(principal.listed()), e.reason());
    if (!known.has(principal, 0, fingerprint)) {
      outbox.send(
          records.rejected(principal, e.getMessage()),
          () -> known.delivered(principal, 0, fingerprint));
    }
  }

  /** Lists can be some seconds old, so each one that is missing is asked for by name. */
  private void deletions(Reader reader) throws IamException, InterruptedException {
    if (snapshot.isEmpty()) {
      return;
    }
    var known = snapshot.get();
    for (var entry : known.missing(new HashSet<>(seen))) {
      if (!reader.there(kind, entry)) {
        settings.counters().deleted.increment();
        outbox.send(records.deleted(kind, entry), () -> known.deleted(entry));
      }
    }
  }

  /** Says each kind of failure once a walk: thousands of principals may have it in common. */
  private void complain(IamException e) {
    settings.counters().failed(e.reason());
    if (told.add(e.operation() + " " + e.reason())) {
      LOG.warn("{}: {}; not said of others in this walk", settings.input(), e.getMessage());
    } else {
      LOG.debug("{}: {}", settings.input(), e.getMessage());
    }
  }
}
