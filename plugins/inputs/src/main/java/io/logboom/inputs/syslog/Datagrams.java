package io.logboom.inputs.syslog;

import io.logboom.inputs.net.AllowList;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the datagrams of one socket: a message each (RFC 5426). */
final class Datagrams extends ChannelInboundHandlerAdapter implements Desk.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);

  private final Desk desk;
  private final Senders senders;
  private final AllowList allow;
  private final Counts counts;
  private final int limit;
  private final Channel channel;
  private boolean stopped;

  Datagrams(Desk desk, SyslogInputConfig config, Senders senders, Counts counts, Channel channel) {
    this.desk = desk;
    this.senders = senders;
    this.allow = new AllowList(config.allow());
    this.counts = counts;
    this.limit = (int) config.maxMessageSize().bytes();
    this.channel = channel;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    desk.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    try {
      if (received instanceof DatagramPacket packet && !stopped) {
        read(packet);
      }
    } finally {
      ReferenceCountUtil.release(received);
    }
  }

  private void read(DatagramPacket packet) {
    var address = packet.sender().getAddress();
    if (!allow.allows(address)) {
      counts.refused().increment();
      return;
    }
    var sender = senders.datagrams(address);
    if (sender.source().limited() && !sender.source().admit(System.nanoTime())) {
      counts.limited().increment();
      return;
    }
    ByteBuf bytes = packet.content();
    byte[] scratch = desk.scratch();
    int length = Math.min(bytes.readableBytes(), scratch.length);
    bytes.getBytes(bytes.readerIndex(), scratch, 0, length);
    int flags = length > limit ? Frames.OVERSIZE : 0;
    desk.message(scratch, 0, Math.min(length, limit), flags, sender, Desk.Ticket.NONE);
  }

  @Override
  public void read(boolean wanted) {
    channel.config().setAutoRead(wanted && !stopped);
  }

  @Override
  public void stop() {
    stopped = true;
    var _ = channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    desk.remove(this);
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // Such as the answer to something that was never sent; the socket stays as it is.
    LOG.warn("{}: {}", channel.localAddress(), cause.toString());
  }
}
