package io.logboom.inputs.syslog;

import io.logboom.inputs.net.AllowList;
import io.logboom.inputs.net.Complaints;
import io.logboom.inputs.net.Peers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one connection. Its {@link Cutter} is made when the first bytes come: only then is it known
 * who sends, for a proxy's header and a certificate come before them.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Desk.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Protocol protocol;
  private final Desk desk;
  private final SyslogInputConfig config;
  private final AllowList allow;
  private final Senders senders;
  private final Complaints complaints;
  private final Channel channel;

  private InetSocketAddress peer;
  private @Nullable Sender sender;
  private @Nullable Cutter cutter;

  /** A proxy's header must come, and has not. */
  private boolean headerDue;

  private boolean deskWants = true;
  private boolean owing;
  private boolean stopped;
  private long counted;
  private long lastRead = System.nanoTime();

  /** When the frame began that has not ended. */
  private long pendingSince = lastRead;

  private long pendingAfter;

  Connection(
      Protocol protocol,
      Desk desk,
      SyslogInputConfig config,
      Senders senders,
      Complaints complaints,
      boolean proxied,
      Channel channel) {
    this.protocol = protocol;
    this.desk = desk;
    this.config = config;
    this.allow = new AllowList(config.allow());
    this.senders = senders;
    this.complaints = complaints;
    this.headerDue = proxied;
    this.channel = channel;
    this.peer = (InetSocketAddress) channel.remoteAddress();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    desk.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    try {
      switch (received) {
        case HAProxyMessage header -> proxied(header);
        case ByteBuf bytes -> read(bytes);
        default -> throw new IllegalStateException("unexpected " + received.getClass());
      }
    } finally {
      ReferenceCountUtil.release(received);
    }
  }

  /** What a proxy says of who sends. */
  private void proxied(HAProxyMessage header) {
    headerDue = false;
    String address = header.sourceAddress();
    if (header.command() == HAProxyCommand.LOCAL || address == null) {
      return;
    }
    InetAddress source;
    try {
      source = InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      complaints.tell(
          "proxy-failures", Peers.name(peer) + ": a proxy names no address of the Internet's");
      leave();
      return;
    }
    if (!allow.allows(source)) {
      complaints.tell("refused-peers", address + " is not in the allow list");
      leave();
      return;
    }
    peer = new InetSocketAddress(source, header.sourcePort());
  }

  private void read(ByteBuf bytes) {
    if (stopped) {
      return;
    }
    lastRead = System.nanoTime();
    var cuts = cutter();
    byte[] scratch = desk.scratch();
    while (bytes.isReadable()) {
      int length = Math.min(scratch.length, bytes.readableBytes());
      bytes.readBytes(scratch, 0, length);
      cuts.take(scratch, 0, length);
    }
  }

  private Cutter cutter() {
    var known = cutter;
    if (known != null) {
      return known;
    }
    var who = senders.connection(protocol, peer, certificate());
    int limit = (int) config.maxMessageSize().bytes();
    var made =
        switch (protocol) {
          case UDP, TCP, TLS -> new PlainCutter(desk, config, who, complaints);
          case RELP, RELPS -> new RelpSession(desk, limit, who, channel, complaints);
        };
    sender = who;
    cutter = made;
    return made;
  }

  /** Whose certificate the sender has shown; empty for none. */
  private String certificate() {
    var tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return "";
    }
    try {
      var chain = tls.engine().getSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate first
          ? first.getSubjectX500Principal().getName()
          : "";
    } catch (SSLPeerUnverifiedException e) {
      // This is how Java says that there is none.
      return "";
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    var cuts = cutter;
    if (cuts != null && !stopped) {
      cuts.pause();
      settleRate(cuts);
      if (!cuts.pending() || cuts.messages() != pendingAfter) {
        pendingAfter = cuts.messages();
        pendingSince = lastRead;
      }
    }
    context.fireChannelReadComplete();
  }

  /** Whoever sends too fast is read again when it would be due. */
  private void settleRate(Cutter cuts) {
    var who = sender;
    int messages = (int) (cuts.messages() - counted);
    counted = cuts.messages();
    long pause = who == null ? 0 : who.source().owe(messages, lastRead);
    if (pause > 0 && !owing) {
      owing = true;
      adjust();
      var _ =
          channel
              .eventLoop()
              .schedule(
                  () -> {
                    owing = false;
                    resume();
                  },
                  pause,
                  TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void read(boolean wanted) {
    deskWants = wanted;
    resume();
  }

  private void resume() {
    // While nothing was read nothing could come.
    lastRead = System.nanoTime();
    pendingSince = lastRead;
    adjust();
  }

  private void adjust() {
    channel.config().setAutoRead(deskWants && !owing && !stopped);
  }

  @Override
  public void look(long now) {
    if (stopped || owing || !deskWants) {
      return;
    }
    var cuts = cutter;
    boolean pending = cuts == null ? headerDue : cuts.pending();
    if (pending && now - pendingSince > config.frameTimeout().toNanos()) {
      complaints.tell(
          "frame-timeouts", Peers.name(peer) + ": a message has begun and does not end");
      leave();
    } else if (now - lastRead > config.idleTimeout().toNanos()) {
      complaints.tell("idle-timeouts", Peers.name(peer) + ": nothing has come for long");
      leave();
    }
  }

  private void leave() {
    stop();
    var _ = channel.close();
  }

  @Override
  public void stop() {
    if (!stopped) {
      stopped = true;
      adjust();
      if (cutter != null) {
        cutter.end();
      }
      if (protocol == Protocol.TCP || protocol == Protocol.TLS) {
        var _ = channel.close();
      }
    }
  }

  @Override
  public void close() {
    if (cutter == null) {
      var _ = channel.close();
    } else {
      cutter.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    desk.remove(this);
    if (headerDue && !stopped) {
      complaints.tell("proxy-failures", Peers.name(peer) + " ended without a proxy's header");
    }
    if (!stopped) {
      stopped = true;
      if (cutter != null) {
        cutter.end();
      }
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      // A peer that goes away without a word; what it had sent has been read.
      LOG.debug("{}: {}", Peers.name(peer), cause.toString());
    } else if (cause instanceof DecoderException) {
      complaints.tell("proxy-failures", Peers.name(peer) + ": " + cause.getMessage());
    } else {
      LOG.error("{}: unexpected", Peers.name(peer), cause);
    }
    leave();
  }
}
