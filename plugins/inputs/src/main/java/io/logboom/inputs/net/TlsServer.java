package io.logboom.inputs.net;

import io.logboom.spi.Context;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS for a listener, by the JDK. The files are looked at every few seconds; once they have
 * changed, connections made from then on get the new certificate, those there are go on as they
 * are. New files that cannot be used change nothing: they are logged and counted, and the old
 * certificate stays. Safe for use by many threads.
 *
 * <p>The counters: {@code tls-reloads}, {@code tls-reload-failures}.
 */
public final class TlsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  private final ServerTls options;
  private final Context context;
  private final Thread watch;
  private volatile SSLContext current;

  /** What was last looked at, whether it could be used or not. */
  private List<byte[]> seen;

  /**
   * Reads the files.
   *
   * @throws IOException names the file that cannot be read or used
   */
  public static TlsServer open(ServerTls options, Context context) throws IOException {
    return open(options, context, INTERVAL);
  }

  static TlsServer open(ServerTls options, Context context, Duration interval) throws IOException {
    var files = TlsFiles.read(options);
    var server = new TlsServer(options, context, files, interval);
    server.watch.start();
    return server;
  }

  private TlsServer(ServerTls options, Context context, TlsFiles files, Duration interval)
      throws IOException {
    this.options = options;
    this.context = context;
    this.current = files.use();
    this.seen = files.contents();
    this.watch = Thread.ofVirtual().name(context.name() + " tls").unstarted(() -> watch(interval));
    files.warnings(context.clock().instant()).forEach(text -> LOG.warn("{}: {}", name(), text));
  }

  /** What a connection needs; for one connection. */
  public SslHandler handler(ByteBufAllocator memory) {
    SSLEngine engine = current.createSSLEngine();
    engine.setUseClientMode(false);
    switch (options.clientCertificates()) {
      case NONE -> {}
      case OPTIONAL -> engine.setWantClientAuth(true);
      case REQUIRED -> engine.setNeedClientAuth(true);
    }
    var handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
    return handler;
  }

  private void watch(Duration interval) {
    try {
      while (true) {
        Thread.sleep(interval);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    @Nullable TlsFiles files = null;
    try {
      files = TlsFiles.read(options);
      if (TlsFiles.same(files.contents(), seen)) {
        return;
      }
      current = files.use();
      seen = files.contents();
      context.counter("tls-reloads").increment();
      LOG.info("{}: the certificate has changed: {}", name(), files.subject());
      files.warnings(context.clock().instant()).forEach(text -> LOG.warn("{}: {}", name(), text));
    } catch (IOException e) {
      // Once for each state of the files: somebody may be writing them just now, key after key.
      List<byte[]> contents = files == null ? List.of() : files.contents();
      if (!TlsFiles.same(contents, seen)) {
        seen = contents;
        context.counter("tls-reload-failures").increment();
        LOG.error(
            "{}: the files of tls have changed and cannot be used, so the old ones are: {}",
            name(),
            e.getMessage());
      }
    }
  }

  private String name() {
    return context.name();
  }

  /** Looks at the files no more. */
  @Override
  public void close() {
    watch.interrupt();
  }
}
