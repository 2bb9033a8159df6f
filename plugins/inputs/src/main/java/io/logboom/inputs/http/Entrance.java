package io.logboom.inputs.http;

import io.logboom.inputs.http.Request.Coding;
import io.logboom.inputs.net.Complaints;
import io.logboom.inputs.net.Peers;
import io.logboom.spi.Context;
import io.logboom.spi.MalformedException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Judges requests by their heads. Safe for use by many threads. */
final class Entrance {
  private static final String HEALTH = "/health";

  /** What becomes of a request. */
  sealed interface Judgement {
    /** Its body is wanted. */
    record Welcome(Request request) implements Judgement {}

    /**
     * It is answered at once.
     *
     * @param garbled whether nothing that follows on that connection can be made out
     */
    record Answered(Reply reply, boolean garbled) implements Judgement {
      private Answered with(String name, String value) {
        return new Answered(reply.with(name, value), garbled);
      }
    }
  }

  private final HttpInputConfig config;
  private final Context context;
  private final Admission admission;
  private final Complaints complaints;
  private final BooleanSupplier stopping;

  Entrance(
      HttpInputConfig config, Context context, Complaints complaints, BooleanSupplier stopping) {
    this.config = config;
    this.context = context;
    this.admission = new Admission(config.auth());
    this.complaints = complaints;
    this.stopping = stopping;
  }

  Judgement judge(HttpRequest head, SocketAddress from) {
    String peer = Peers.name(from);
    if (head.decoderResult().isFailure()) {
      return garbled(peer, head.decoderResult().cause());
    }
    String unclear = StrictDecoder.unclearEnd(head);
    if (!unclear.isEmpty()) {
      return garbled(peer, new IllegalArgumentException(unclear));
    }
    String method = head.method().name();
    String path = path(head.uri());
    String what = peer + " " + method + " " + path;
    if ((method.equals("GET") || method.equals("HEAD")) && path.equals(HEALTH)) {
      return health();
    }
    Optional<Firehose> firehose;
    try {
      firehose = Firehose.of(head.headers(), config.commonAttributes(), context);
    } catch (MalformedException e) {
      String why = String.valueOf(e.getMessage());
      return refuse(400, "malformed-requests", what, why, Optional.empty());
    }
    if (!admission.grants(head.headers())) {
      var refused = refuse(401, "unauthorized", what, "not the credentials asked for", firehose);
      return refused.with("WWW-Authenticate", admission.challenge());
    }
    if (config.paths().stream().noneMatch(pattern -> pattern.matches(path))) {
      return refuse(404, "unknown-paths", what, "no such path here", firehose);
    }
    if (!method.equals("POST") && !method.equals("PUT")) {
      return refuse(405, "wrong-methods", what, "events come by POST or PUT", firehose)
          .with("Allow", "POST, PUT");
    }
    var coding = coding(head);
    if (coding.isEmpty()) {
      String named = String.join(", ", head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING));
      return refuse(415, "unknown-encodings", what, "unknown Content-Encoding " + named, firehose)
          .with("Accept-Encoding", "gzip, zstd");
    }
    long length = HttpUtil.getContentLength(head, -1L);
    if (length > config.maxBodySize().bytes()) {
      String why = "a body of " + length + " bytes is larger than " + config.maxBodySize();
      return refuse(413, "too-large-bodies", what, why, firehose);
    }
    if (stopping.getAsBoolean()) {
      return refuse(503, "turned-away", what, "the agent is stopping", firehose);
    }
    return new Judgement.Welcome(
        new Request(peer, Peers.host(from), method, path, coding.get(), firehose));
  }

  private Judgement garbled(String peer, Throwable cause) {
    int status =
        switch (cause) {
          case TooLongHttpLineException _ -> 414;
          case TooLongHttpHeaderException _ -> 431;
          case TooLongFrameException _ -> 431;
          default -> 400;
        };
    String why = "not a request of HTTP/1.1: " + Complaints.printable("" + cause.getMessage());
    complaints.tell("malformed-requests", peer + ": " + why);
    return new Judgement.Answered(Reply.wrong(status, why, Optional.empty(), now()), true);
  }

  private Judgement health() {
    if (stopping.getAsBoolean()) {
      return new Judgement.Answered(
          Reply.wrong(503, "the agent is stopping", Optional.empty(), now()), false);
    }
    return new Judgement.Answered(new Reply(200, "", Map.of()), false);
  }

  private Judgement.Answered refuse(
      int status, String counter, String what, String why, Optional<Firehose> firehose) {
    complaints.tell(counter, what + ": " + why);
    return new Judgement.Answered(
        Reply.wrong(status, Complaints.printable(why), firehose, now()), false);
  }

  /** The path of a target in origin form or in absolute form (RFC 9112 §3.2). */
  private static String path(String target) {
    String path = target;
    int scheme = target.indexOf("://");
    if (!target.startsWith("/") && scheme > 0) {
      int slash = target.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : target.substring(slash);
    }
    int end = path.indexOf('?');
    return end < 0 ? path : path.substring(0, end);
  }

  private static Optional<Coding> coding(HttpRequest head) {
    List<String> named = head.headers().getAll(HttpHeaderNames.CONTENT_ENCODING);
    if (named.size() > 1) {
      return Optional.empty();
    }
    return switch (named.isEmpty() ? "" : named.getFirst().strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(Coding.IDENTITY);
      case "gzip", "x-gzip" -> Optional.of(Coding.GZIP);
      case "zstd" -> Optional.of(Coding.ZSTD);
      default -> Optional.empty();
    };
  }

  private long now() {
    return context.clock().millis();
  }
}
