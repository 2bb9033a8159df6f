package io.logboom.inputs.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What a connection says. Used by the connection's thread. */
final class Outbound {

  /**
   * For so long what nobody wants is still read, and thrown away: hung up on at once, a sender in
   * the middle of its body would see no answer (RFC 9112 §9.6).
   */
  private static final long LINGER_SECONDS = 5;

  private final Channel channel;

  Outbound(Channel channel) {
    this.channel = channel;
  }

  /** Says that the body may come. */
  void goOn() {
    var _ = channel.writeAndFlush(empty(HttpResponseStatus.CONTINUE));
  }

  /**
   * Answers.
   *
   * @param last whether there will be no other request
   */
  ChannelFuture say(Reply reply, boolean last) {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    var response =
        empty(HttpResponseStatus.valueOf(reply.status())).replace(Unpooled.wrappedBuffer(body));
    var headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    headers.set(
        HttpHeaderNames.CONNECTION, last ? HttpHeaderValues.CLOSE : HttpHeaderValues.KEEP_ALIVE);
    reply.headers().forEach(headers::set);
    return channel.writeAndFlush(response);
  }

  private static FullHttpResponse empty(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
  }

  /** Closes this side, and the other one after a while. */
  void sayNoMore() {
    var tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    }
    if (channel instanceof DuplexChannel duplex) {
      var _ = duplex.shutdownOutput();
    }
    var _ = channel.eventLoop().schedule(this::close, LINGER_SECONDS, TimeUnit.SECONDS);
  }

  /** Hangs up once everything said is on its way. */
  void end() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Hangs up. */
  void close() {
    var _ = channel.close();
  }
}
