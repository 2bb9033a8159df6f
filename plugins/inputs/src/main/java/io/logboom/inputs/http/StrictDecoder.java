package io.logboom.inputs.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Takes requests apart (RFC 9112). A request of which two readers could see a different end is
 * refused, because a proxy in front may be the other reader: Netty would make something of some of
 * these.
 */
final class StrictDecoder extends HttpRequestDecoder {
  private static final int LINE = 8 << 10;

  /** Firehose's common attributes alone may be 64 KiB. */
  private static final int HEAD = 128 << 10;

  private static final int CHUNK = 64 << 10;

  StrictDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE)
            .setMaxHeaderSize(HEAD)
            .setMaxChunkSize(CHUNK)
            .setAllowPartialChunks(true)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true));
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }

  /** What is wrong with how a request's end is told; empty when nothing is. */
  static String unclearEnd(HttpMessage message) {
    var codings = message.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return "";
    }
    if (message.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
      return "Transfer-Encoding in HTTP/1.0";
    }
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
        ? ""
        : "a Transfer-Encoding other than chunked";
  }
}
