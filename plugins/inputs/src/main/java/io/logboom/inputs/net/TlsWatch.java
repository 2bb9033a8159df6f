package io.logboom.inputs.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCompletionEvent;
import javax.net.ssl.SSLException;

/**
 * Stands behind TLS: tells of handshakes that fail, plain text where TLS was due, and records that
 * are broken, and ends the connection. One for each connection.
 */
final class TlsWatch extends ChannelInboundHandlerAdapter {
  private final TcpListener.Door door;
  private boolean told;

  private TlsWatch(TcpListener.Door door) {
    this.door = door;
  }

  static void add(ChannelPipeline pipeline, TlsServer tls, TcpListener.Door door) {
    pipeline.addLast("tls", tls.handler(pipeline.channel().alloc()));
    pipeline.addLast("tls-watch", new TlsWatch(door));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof SslCompletionEvent done && !done.isSuccess()) {
      tell(context, done.cause());
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    Throwable root = cause instanceof DecoderException ? cause.getCause() : cause;
    if (root instanceof SSLException) {
      tell(context, root);
      var _ = context.close();
    } else {
      super.exceptionCaught(context, cause);
    }
  }

  private void tell(ChannelHandlerContext context, Throwable cause) {
    // A peer that goes away without a word is no failure of TLS; a failure is told of once.
    if (!told && cause instanceof SSLException) {
      told = true;
      door.complaints()
          .tell(
              "tls-failures",
              Peers.name(context.channel().remoteAddress()) + ": TLS: " + cause.getMessage());
    }
  }
}
