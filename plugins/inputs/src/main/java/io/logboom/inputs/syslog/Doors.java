package io.logboom.inputs.syslog;

import io.logboom.inputs.net.AllowList;
import io.logboom.inputs.net.Complaints;
import io.logboom.inputs.net.Loops;
import io.logboom.inputs.net.TcpListener;
import io.logboom.inputs.net.TlsServer;
import io.logboom.spi.Context;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything one input listens on. Used by one thread. */
final class Doors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private final SyslogInputConfig config;
  private final Context context;
  private final Complaints complaints;
  private final Optional<TlsServer> tls;
  private final Counts counts;
  private final Senders senders;
  private final AllowList proxies;
  private final List<TcpListener> listeners = new ArrayList<>();
  private final List<Channel> sockets = new ArrayList<>();
  private Optional<DropWatch> watch = Optional.empty();

  Doors(SyslogInputConfig config, Context context, Complaints complaints, Optional<TlsServer> tls) {
    this.config = config;
    this.context = context;
    this.complaints = complaints;
    this.tls = tls;
    this.counts = new Counts(context);
    this.senders = new Senders(context, config.maxRate().orElse(0));
    this.proxies = new AllowList(config.proxies());
  }

  /**
   * Opens all; gives their addresses in the order of the option.
   *
   * @throws IOException when there is one that cannot be listened on
   */
  List<InetSocketAddress> open(Loops loops, List<Desk> desks)
      throws IOException, InterruptedException {
    Map<EventLoop, Desk> byLoop =
        desks.stream().collect(Collectors.toMap(Desk::loop, Function.identity()));
    var addresses = new ArrayList<InetSocketAddress>();
    for (var listen : config.listen()) {
      var address =
          switch (listen.protocol()) {
            case UDP -> datagrams(listen, loops, desks);
            case TCP, TLS, RELP, RELPS -> connections(listen, loops, byLoop);
          };
      LOG.info("{}: listening on {}", context.name(), at(listen, address));
      addresses.add(address);
    }
    if (!sockets.isEmpty()) {
      var ports = new HashSet<Integer>();
      sockets.forEach(socket -> ports.add(((InetSocketAddress) socket.localAddress()).getPort()));
      watch = DropWatch.start(context, ports);
    }
    return addresses;
  }

  private static String at(Listen listen, InetSocketAddress address) {
    return listen.protocol() + "://" + listen.address().host() + ":" + address.getPort();
  }

  private InetSocketAddress datagrams(Listen listen, Loops loops, List<Desk> desks)
      throws IOException, InterruptedException {
    var opened =
        DatagramListener.open(
            listen.address(),
            loops,
            desks,
            (int) config.receiveBuffer().bytes(),
            (channel, desk) ->
                channel.pipeline().addLast(new Datagrams(desk, config, senders, counts, channel)));
    sockets.addAll(opened);
    return (InetSocketAddress) opened.getFirst().localAddress();
  }

  private InetSocketAddress connections(Listen listen, Loops loops, Map<EventLoop, Desk> desks)
      throws IOException, InterruptedException {
    var opened =
        TcpListener.open(
            listen.address(),
            loops,
            new TcpListener.Door(
                SyslogInput.callers(config),
                config.maxConnections(),
                listen.protocol().encrypted() ? tls : Optional.empty(),
                complaints),
            true,
            new Welcome(listen.protocol(), desks));
    listeners.add(opened);
    return opened.address();
  }

  /** Proves that all can be opened: opens them, and closes them again. */
  void prove(Loops loops) throws IOException, InterruptedException {
    for (var listen : config.listen()) {
      switch (listen.protocol()) {
        case UDP -> DatagramListener.prove(listen.address());
        case TCP, TLS, RELP, RELPS -> {
          var _ = connections(listen, loops, Map.of());
        }
      }
    }
  }

  /** Lets nobody in any more. */
  void stop() {
    listeners.forEach(TcpListener::stopAccepting);
    watch.ifPresent(DropWatch::close);
  }

  @Override
  public void close() {
    listeners.forEach(TcpListener::close);
    tls.ifPresent(TlsServer::close);
  }

  /** What is done with connections. */
  private final class Welcome implements TcpListener.Welcome {
    private final Protocol protocol;
    private final Map<EventLoop, Desk> desks;

    Welcome(Protocol protocol, Map<EventLoop, Desk> desks) {
      this.protocol = protocol;
      this.desks = desks;
    }

    @Override
    public void beforeTls(ChannelPipeline pipeline) {
      if (proxied(pipeline)) {
        pipeline.addLast(new HAProxyMessageDecoder());
      }
    }

    @Override
    public void accepted(ChannelPipeline pipeline) {
      var desk = desks.get(pipeline.channel().eventLoop());
      if (desk == null) {
        // Somebody connected while it was only proved that one could.
        var _ = pipeline.channel().close();
        return;
      }
      context.counter("connections").increment();
      pipeline.addLast(
          new Connection(
              protocol, desk, config, senders, complaints, proxied(pipeline), pipeline.channel()));
    }

    private boolean proxied(ChannelPipeline pipeline) {
      return !config.proxies().isEmpty() && proxies.allows(pipeline.channel().remoteAddress());
    }
  }
}
