package io.logboom.inputs.http;

import io.logboom.inputs.http.Body.RefusedException;
import io.logboom.inputs.http.Body.StoppedException;
import io.logboom.spi.Batch;
import io.logboom.spi.Deliveries;
import io.logboom.spi.Framer;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request: its body is read, its events are delivered, then it is answered. Runs on a virtual
 * thread of its own.
 */
final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);

  /** What may be interrupted, and what for. */
  private enum Phase {
    READING,
    AWAITING,
    OVER
  }

  private final Works works;
  private final Request request;
  private final Body body;
  private final Connection connection;
  private final Origin origin;
  private final Thread thread;
  private final Deliveries deliveries = new Deliveries();
  private long events;
  private long rejected;

  // Guarded by this object's monitor: an interrupt must not come when it is no longer meant.
  private Phase phase = Phase.READING;
  private long since;
  private boolean late;

  Work(Works works, Request request, Body body, Connection connection) {
    this.works = works;
    this.request = request;
    this.body = body;
    this.connection = connection;
    var context = works.context();
    this.origin = request.origin(context.name(), context.clock().instant());
    this.thread = Thread.ofVirtual().name(context.name() + " request").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has reading end. */
  synchronized void stop() {
    if (phase == Phase.READING) {
      thread.interrupt();
    }
  }

  /** Has reading or waiting end. */
  synchronized void abort() {
    if (phase != Phase.OVER) {
      thread.interrupt();
    }
  }

  /** Has waiting end that has taken longer than this. */
  synchronized void abort(Duration longest) {
    if (phase == Phase.AWAITING && System.nanoTime() - since > longest.toNanos()) {
      late = true;
      thread.interrupt();
    }
  }

  private void run() {
    Optional<Reply> reply;
    try {
      reply = process();
    } catch (RuntimeException e) {
      LOG.error("{}: unexpected", request.place(), e);
      reply = Optional.of(wrong(500, "the agent failed; its log says how"));
    } catch (Error e) {
      works.broken(e);
      reply = Optional.of(wrong(500, "the agent failed; its log says how"));
    }
    enter(Phase.OVER);
    connection.answer(reply);
    works.over(this);
  }

  private Optional<Reply> process() {
    Optional<Reply> flaw;
    try {
      flaw = read();
    } catch (RefusedException e) {
      return Optional.of(wrong(e.status(), String.valueOf(e.getMessage())));
    } catch (StoppedException | InterruptedException _) {
      return Optional.of(wrong(503, "the agent is stopping"));
    } catch (UndeliveredException e) {
      return Optional.of(undelivered(e));
    } catch (IOException _) {
      works.lost(request.place());
      return Optional.empty();
    } finally {
      enter(Phase.AWAITING);
      body.close();
      works.read();
    }
    try {
      deliveries.await();
    } catch (UndeliveredException e) {
      return Optional.of(undelivered(e));
    } catch (InterruptedException _) {
      return Optional.of(undelivered());
    }
    return Optional.of(flaw.orElseGet(this::delivered));
  }

  /** A stop that came too late for the last phase does not count in the next one. */
  private synchronized void enter(Phase next) {
    phase = next;
    since = System.nanoTime();
    var _ = Thread.interrupted();
  }

  /** What to answer instead of success once all is delivered; empty when all could be made out. */
  private Optional<Reply> read() throws IOException, UndeliveredException, InterruptedException {
    Framer.Sink sink =
        batch -> {
          events += batch.events().size();
          rejected += batch.rejected().size();
          deliveries.add(works.out().emit(batch));
        };
    works.enter();
    try {
      works.bodies().read(request, body, origin, sink);
      return Optional.empty();
    } catch (MalformedException e) {
      return Optional.of(malformed(e));
    } finally {
      works.leave();
    }
  }

  private Reply malformed(MalformedException flaw)
      throws UndeliveredException, InterruptedException {
    boolean large = flaw.reason().equals(Framer.TOO_LARGE);
    String why = flaw.reason() + ": " + flaw.getMessage();
    works
        .complaints()
        .tell(large ? "too-large-bodies" : "malformed-bodies", request.place() + ": " + why);
    var trace =
        new Rejected(
            works.context().event(new byte[0], origin),
            why + "; the sender was told, and what was whole before is delivered");
    deliveries.add(works.out().emit(new Batch(List.of(), List.of(trace), 0, () -> {})));
    return wrong(large ? 413 : 400, why + "; " + events + " events before that were taken");
  }

  private Reply delivered() {
    long now = works.context().clock().millis();
    return Reply.delivered(request.firehose(), now, events, rejected);
  }

  private Reply undelivered(UndeliveredException e) {
    works.complaints().tell("undelivered", request.place() + ": " + e.getMessage());
    return wrong(503, "not delivered; send it again");
  }

  private synchronized Reply undelivered() {
    String why =
        late ? "not delivered within " + works.config().deliveryTimeout() : "the agent is stopping";
    works.complaints().tell("undelivered", request.place() + ": " + why);
    return wrong(503, why + "; send it again");
  }

  private Reply wrong(int status, String why) {
    return works.wrong(status, why, request);
  }
}
