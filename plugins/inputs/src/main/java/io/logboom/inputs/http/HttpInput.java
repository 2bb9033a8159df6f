package io.logboom.inputs.http;

import io.logboom.inputs.net.AllowList;
import io.logboom.inputs.net.Complaints;
import io.logboom.inputs.net.Loops;
import io.logboom.inputs.net.Peers;
import io.logboom.inputs.net.TcpListener;
import io.logboom.inputs.net.TlsServer;
import io.logboom.inputs.net.Transport;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is pushed, and answers 200 once every event of a request is delivered.
 *
 * <p>Threads: one or two of Netty's that never wait, and a virtual one for each request whose body
 * has come, or a good part of it.
 */
final class HttpInput implements Input {
  private static final Logger LOG = LoggerFactory.getLogger(HttpInput.class);
  private static final int MOST_LOOPS = 4;
  private static final int LEAST_READ = 1 << 10;
  private static final int FIRST_READ = 4 << 10;
  private static final int MOST_READ = 64 << 10;

  /** How long those are waited for to whom the last answers go. */
  private static final long GRACE_MILLIS = 1000;

  private final HttpInputConfig config;
  private final Context context;
  private final Complaints complaints;
  private final Optional<TlsServer> tls;
  private final CompletableFuture<TcpListener> listening = new CompletableFuture<>();

  HttpInput(HttpInputConfig config, Context context) throws IOException {
    this.config = config;
    this.context = context;
    this.complaints = new Complaints(LOG, context);
    this.tls =
        config.tls().enabled()
            ? Optional.of(TlsServer.open(config.tls(), context))
            : Optional.empty();
  }

  @Override
  public void run(Emitter out) throws IOException, InterruptedException {
    var broken = new CompletableFuture<Void>();
    var works = new Works(config, context, complaints, out, broken);
    var entrance = new Entrance(config, context, complaints, works::stopping);
    var door =
        new TcpListener.Door(
            new AllowList(config.allow()), config.maxConnections(), tls, complaints);
    int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_LOOPS);
    try (var loops = new Loops(Transport.best(), threads, context.name());
        var listener =
            TcpListener.open(
                config.listen(),
                loops,
                door,
                false,
                pipeline -> welcome(pipeline, works, entrance))) {
      announce(loops, listener);
      out.ready();
      var watch = Thread.ofVirtual().name(context.name() + " watch").start(works::watch);
      try {
        awaitEnd(broken);
      } finally {
        drain(works, listener);
        watch.interrupt();
      }
    }
  }

  private void welcome(ChannelPipeline pipeline, Works works, Entrance entrance) {
    var channel = pipeline.channel();
    channel
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, MOST_READ)
                .maxMessagesPerRead(1));
    pipeline.addLast(
        new StrictDecoder(),
        new HttpResponseEncoder(),
        new FlowControlHandler(),
        new Connection(channel, works, entrance, config, complaints));
  }

  private void announce(Loops loops, TcpListener listener) {
    LOG.info(
        "{}: listening on {} ({}{})",
        context.name(),
        Peers.name(listener.address()),
        loops.transport().name().toLowerCase(Locale.ROOT),
        tls.isPresent() ? ", tls" : "");
    listening.complete(listener);
  }

  /** Where it listens, for tests that leave the choice of the port to the system. */
  CompletableFuture<TcpListener> listening() {
    return listening;
  }

  private static void awaitEnd(CompletableFuture<Void> broken) throws InterruptedException {
    try {
      broken.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request ended unexpectedly", e.getCause());
    } catch (InterruptedException _) {
      // This is how the engine asks to stop; what is under way is waited for by the caller.
      return;
    }
  }

  /** Takes nothing more in, and waits for what is on its way; a second interrupt ends that. */
  private static void drain(Works works, TcpListener listener) throws InterruptedException {
    listener.stopAccepting();
    works.stop();
    each(listener, Connection::stop);
    try {
      works.await();
    } catch (InterruptedException e) {
      works.abort();
      throw e;
    } finally {
      each(listener, Connection::end);
      listener.connections().newCloseFuture().await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static void each(TcpListener listener, Consumer<Connection> action) {
    for (var channel : listener.connections()) {
      var connection = channel.pipeline().get(Connection.class);
      if (connection != null) {
        action.accept(connection);
      }
    }
  }

  @Override
  public void check() throws IOException {
    TcpListener.check(config.listen());
  }

  @Override
  public void close() {
    tls.ifPresent(TlsServer::close);
  }
}
