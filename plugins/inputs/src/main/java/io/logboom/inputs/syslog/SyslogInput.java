package io.logboom.inputs.syslog;

import io.logboom.inputs.net.AllowList;
import io.logboom.inputs.net.Complaints;
import io.logboom.inputs.net.Loops;
import io.logboom.inputs.net.TlsServer;
import io.logboom.inputs.net.Transport;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import io.logboom.spi.UndeliveredException;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives syslog until it is interrupted.
 *
 * <p>Threads: some event loops, each with a {@link Desk}, that read and parse and never wait; for
 * each of them two virtual ones of its {@link Handover}; one virtual one that watches what the
 * kernel drops.
 *
 * <p>When stopped it reads no more, hands on what it has, waits for the deliveries under way,
 * answers the RELP messages among them and closes. TCP and UDP know no answers: what cannot be
 * delivered of theirs makes the run fail.
 */
final class SyslogInput implements Input {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogInput.class);

  /** How long a full pipeline is waited for when the input stops. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SyslogInputConfig config;
  private final Context context;
  private final Transport transport;
  private final Complaints complaints;
  private final CompletableFuture<List<InetSocketAddress>> addresses = new CompletableFuture<>();

  SyslogInput(SyslogInputConfig config, Context context, Transport transport) {
    this.config = config;
    this.context = context;
    this.transport = transport;
    this.complaints = new Complaints(LOG, context);
  }

  /** Where it listens, in the order of the option, once it does. */
  CompletableFuture<List<InetSocketAddress>> addresses() {
    return addresses;
  }

  @Override
  public void run(Emitter out) throws Exception {
    var lost = new LongAdder();
    var broken = new CompletableFuture<Void>();
    try (var loops = new Loops(transport, config.loops(), context.name());
        var doors = new Doors(config, context, complaints, tls())) {
      List<Desk> desks = desks(loops, out, broken, lost);
      desks.forEach(desk -> desk.handover().start());
      try {
        addresses.complete(doors.open(loops, desks));
        out.ready();
        desks.forEach(this::lookEachSecond);
        awaitEnd(broken);
      } finally {
        doors.stop();
        drain(desks);
      }
    }
    if (lost.sum() > 0) {
      throw new UndeliveredException(
          lost.sum() + " messages were not delivered, and nobody will send them again");
    }
  }

  private Optional<TlsServer> tls() throws IOException {
    return config.tls().enabled()
        ? Optional.of(TlsServer.open(config.tls(), context))
        : Optional.empty();
  }

  private List<Desk> desks(
      Loops loops, Emitter out, CompletableFuture<Void> broken, LongAdder lost) {
    var counts = new Counts(context);
    var blocks = new Blocks();
    var desks = new ArrayList<Desk>();
    for (var loop : loops.group()) {
      desks.add(
          new Desk(
              (EventLoop) loop,
              config,
              context,
              counts,
              blocks,
              out,
              broken::completeExceptionally,
              messages -> {
                lost.add(messages);
                context.counter("undelivered").add(messages);
                LOG.error(
                    "{}: {} messages were not delivered, and nobody will send them again",
                    context.name(),
                    messages);
              }));
    }
    return desks;
  }

  private void lookEachSecond(Desk desk) {
    var _ =
        desk.loop()
            .scheduleWithFixedDelay(
                () -> desk.each(reader -> reader.look(System.nanoTime())), 1, 1, TimeUnit.SECONDS);
  }

  private static void awaitEnd(CompletableFuture<Void> broken) {
    try {
      broken.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the pipeline failed unexpectedly", e.getCause());
    } catch (InterruptedException e) {
      // This is how the engine asks to stop; what is under way is waited for by the caller.
      LOG.debug("asked to stop");
    }
  }

  /** A second interrupt ends the waiting. */
  private static void drain(List<Desk> desks) throws InterruptedException {
    each(desks, Desk::close);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (var desk : desks) {
      desk.handover().drain(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    // Behind the receipts that the deliveries have left on the loops.
    each(desks, desk -> desk.each(Desk.Reader::close));
  }

  private static void each(List<Desk> desks, Consumer<Desk> action) throws InterruptedException {
    for (var desk : desks) {
      desk.loop().submit(() -> action.accept(desk)).await();
    }
  }

  @Override
  public void check() throws IOException, InterruptedException {
    try (var loops = new Loops(transport, 1, context.name());
        var doors = new Doors(config, context, complaints, tls())) {
      doors.prove(loops);
    }
  }

  /** Who may connect: those who may send, and proxies, whose senders are judged by their header. */
  static AllowList callers(SyslogInputConfig config) {
    var ranges = new ArrayList<>(config.allow());
    if (!ranges.isEmpty()) {
      ranges.addAll(config.proxies());
    }
    return new AllowList(ranges);
  }
}
