package io.logboom.inputs.http;

import io.logboom.inputs.http.Body.RefusedException;
import io.logboom.inputs.http.Entrance.Judgement;
import io.logboom.inputs.net.Complaints;
import io.logboom.inputs.net.Peers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection: a request, its answer, the next request. Nothing is read that was not asked for,
 * so TCP slows down a sender who is too fast for the pipeline. All of it runs on the connection's
 * own thread, other than {@link #answer} and {@link #wake}, which the request's {@link Work} calls.
 */
final class Connection extends ChannelInboundHandlerAdapter {

  /**
   * With no more than this to come of a body that nobody wants, the connection is worth keeping.
   */
  private static final int KEPT = 64 << 10;

  private final Channel channel;
  private final Works works;
  private final Entrance entrance;
  private final HttpInputConfig config;
  private final Complaints complaints;
  private final Outbound outbound;
  private final Patience patience;
  private final String peer;

  /** What Netty was asked to read has not come yet. */
  private boolean reading;

  private boolean asking;
  private boolean again;

  // Of the request under way:

  /** Where its body goes; null when nobody wants it (any more). */
  private @Nullable Body body;

  /** What it is; null when it was answered by its head, and between requests. */
  private @Nullable Request request;

  private boolean begun;
  private boolean refused;
  private boolean received;
  private boolean answered;

  /** There will be no further request. */
  private boolean last;

  /** How long its body should be; -1 when nobody said. */
  private long due;

  private long arrived;

  Connection(
      Channel channel,
      Works works,
      Entrance entrance,
      HttpInputConfig config,
      Complaints complaints) {
    this.channel = channel;
    this.works = works;
    this.entrance = entrance;
    this.config = config;
    this.complaints = complaints;
    this.outbound = new Outbound(channel);
    this.patience =
        new Patience(
            channel.eventLoop(), config.idleTimeout(), config.receiveTimeout(), this::waited);
    this.peer = Peers.name(channel.remoteAddress());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    reading = false;
    patience.came();
    try {
      switch (message) {
        case HttpRequest head -> head(head);
        case HttpContent content -> content(content);
        default -> throw new IllegalStateException("unexpected " + message.getClass());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(HttpRequest head) {
    begun = false;
    refused = false;
    received = false;
    answered = false;
    arrived = 0;
    patience.request();
    boolean asks = HttpUtil.is100ContinueExpected(head);
    switch (entrance.judge(head, channel.remoteAddress())) {
      case Judgement.Welcome(Request welcome) -> {
        due = HttpUtil.getContentLength(head, -1L);
        last = !HttpUtil.isKeepAlive(head);
        request = welcome;
        body = new Body(this::wake);
        if (asks) {
          outbound.goOn();
        }
        more();
      }
      case Judgement.Answered(Reply reply, boolean garbled) -> {
        // A sender who asked whether to go on may or may not send its body: no telling what
        // follows.
        due =
            garbled || HttpUtil.isTransferEncodingChunked(head)
                ? -1
                : HttpUtil.getContentLength(head, 0L);
        last = garbled || asks || !HttpUtil.isKeepAlive(head);
        received = asks;
        reply(reply);
      }
    }
  }

  private void content(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      String why = "not a body of HTTP/1.1: " + content.decoderResult().cause().getMessage();
      complaints.tell("malformed-requests", peer + ": " + Complaints.printable(why));
      refuse(400, Complaints.printable(why));
      return;
    }
    arrived += content.content().readableBytes();
    received = content instanceof LastHttpContent;
    var wanted = body;
    if (wanted != null && !refused) {
      if (arrived > config.maxBodySize().bytes()) {
        String why = "the body is larger than " + config.maxBodySize();
        complaints.tell("too-large-bodies", peer + ": " + why);
        refuse(413, why);
      } else {
        wanted.add(content.content().retain());
        if (received) {
          wanted.complete();
        }
      }
    }
    if (answered && received) {
      next();
    } else {
      more();
    }
  }

  /** Reads on if need be, and has the body worked on once enough of it is here. */
  private void more() {
    var wanted = body;
    boolean plenty = wanted != null && !wanted.wantsMore();
    if (!received && !plenty && (!refused || answered)) {
      read();
    }
    var whose = request;
    if (!begun && !answered && wanted != null && whose != null && (received || plenty)) {
      begun = true;
      works.begin(whose, wanted, this);
    }
  }

  /**
   * Asks for one more message. It may be at hand, and then is read before asking returns; so
   * whoever asks while a message is being read only notes that, or a body of tiny chunks would fill
   * the stack.
   */
  private void read() {
    if (reading) {
      return;
    }
    reading = true;
    patience.ask();
    again = true;
    if (!asking) {
      asking = true;
      while (again) {
        again = false;
        channel.read();
      }
      asking = false;
    }
  }

  /** The rest of the body is not wanted. Whoever works on it tells the sender. */
  private void refuse(int status, String why) {
    var wanted = body;
    var whose = request;
    refused = true;
    last = true;
    if (wanted == null || whose == null) {
      outbound.close();
    } else if (begun) {
      wanted.fail(new RefusedException(status, why));
    } else {
      wanted.close();
      reply(works.wrong(status, why, whose));
    }
  }

  /** The body has been read from; called by whoever reads. */
  void wake() {
    channel.eventLoop().execute(this::more);
  }

  /**
   * Answers the request under way.
   *
   * @param reply empty when there is nobody left to answer
   */
  void answer(Optional<Reply> reply) {
    channel.eventLoop().execute(() -> reply.ifPresentOrElse(this::reply, outbound::close));
  }

  private void reply(Reply reply) {
    works.answered(reply.status(), channel.isActive());
    answered = true;
    body = null;
    request = null;
    boolean little = received || (due >= 0 && due - arrived <= KEPT);
    last |= !little || works.stopping();
    var written = outbound.say(reply, last);
    if (received) {
      written.addListener(_ -> next());
      return;
    }
    if (last) {
      written.addListener(_ -> outbound.sayNoMore());
    }
    more();
  }

  /** The request is answered and has come to its end. */
  private void next() {
    if (last) {
      outbound.close();
    } else {
      patience.rest();
      read();
    }
  }

  /** The agent is to stop: what is not being worked on is not begun. Called on any thread. */
  void stop() {
    channel
        .eventLoop()
        .execute(
            () -> {
              if (request != null && !begun) {
                refuse(503, "the agent is stopping");
              }
            });
  }

  /** Hangs up once what was answered is on its way. Called on any thread. */
  void end() {
    channel.eventLoop().execute(outbound::end);
  }

  private void waited() {
    if (request == null) {
      outbound.close();
    } else {
      complaints.tell("timed-out", peer + ": the request does not come to its end");
      refuse(408, "the request did not come to its end in time");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    patience.end();
    var wanted = body;
    if (wanted != null) {
      wanted.fail(new IOException("hung up before the body was complete"));
      if (!begun) {
        works.lost(peer);
        wanted.close();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset is the sender's hanging up, which is told of if it matters when the channel closes.
    if (!(cause instanceof IOException)) {
      complaints.tell("broken-connections", peer + ": " + cause);
    }
    outbound.close();
  }
}
