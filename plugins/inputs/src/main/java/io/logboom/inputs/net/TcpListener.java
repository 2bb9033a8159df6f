package io.logboom.inputs.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes connections in: turns away strangers and those that are too many, decrypts, and hands the
 * rest to the input. Safe for use by many threads.
 *
 * <p>The counters: {@code connections}, {@code refused-peers} (not in the allow list), {@code
 * refused-connections} (too many), {@code tls-failures}.
 */
public final class TcpListener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  /** What stands at the door. */
  public record Door(
      AllowList allow, int maxConnections, Optional<TlsServer> tls, Complaints complaints) {}

  /** What the input does with a connection. Called by the threads of {@link Loops}. */
  @FunctionalInterface
  public interface Welcome {

    /** Adds what reads from a connection that was let in; TLS is undone before it. */
    void accepted(ChannelPipeline pipeline);

    /** Adds what comes before TLS, such as the header of a proxy. */
    default void beforeTls(ChannelPipeline pipeline) {}
  }

  private final Channel server;
  private final ChannelGroup connections;

  private TcpListener(Channel server, ChannelGroup connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Begins to listen.
   *
   * @param autoRead whether connections are read from before the input asks for it
   * @throws IOException when that address cannot be listened on
   */
  public static TcpListener open(
      ListenAddress listen, Loops loops, Door door, boolean autoRead, Welcome welcome)
      throws IOException, InterruptedException {
    var connections = new DefaultChannelGroup(loops.group().next());
    var open = new AtomicInteger();
    var bound =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.transport().serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, loops.memory())
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.AUTO_READ, autoRead)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (letIn(channel, door, open)) {
                      connections.add(channel);
                      welcome.beforeTls(channel.pipeline());
                      door.tls().ifPresent(tls -> TlsWatch.add(channel.pipeline(), tls, door));
                      welcome.accepted(channel.pipeline());
                    }
                  }
                })
            .bind(listen.resolve());
    bound.await();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + listen + ": " + bound.cause().getMessage(), bound.cause());
    }
    return new TcpListener(bound.channel(), connections);
  }

  private static boolean letIn(Channel channel, Door door, AtomicInteger open) {
    var peer = channel.remoteAddress();
    if (!door.allow().allows(peer)) {
      door.complaints().tell("refused-peers", Peers.name(peer) + " is not in the allow list");
      var _ = channel.close();
      return false;
    }
    if (open.incrementAndGet() > door.maxConnections()) {
      open.decrementAndGet();
      door.complaints()
          .tell(
              "refused-connections",
              Peers.name(peer) + " is one connection more than max-connections");
      var _ = channel.close();
      return false;
    }
    channel.closeFuture().addListener(_ -> open.decrementAndGet());
    return true;
  }

  /**
   * Proves that an address could be listened on now.
   *
   * @throws IOException when it could not, perhaps because an agent runs that does
   */
  public static void check(ListenAddress listen) throws IOException {
    try (var socket = ServerSocketChannel.open()) {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(listen.resolve());
    } catch (IOException e) {
      throw new IOException("cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  /** Where it listens: the port the system chose, when it was asked to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** The connections there are. */
  public ChannelGroup connections() {
    return connections;
  }

  /** Takes no more connections; those there are go on. */
  public void stopAccepting() {
    server.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }

  /** Ends the listening and all connections. */
  @Override
  public void close() {
    stopAccepting();
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
