package io.logboom.inputs.http;

import io.logboom.inputs.http.Request.Coding;
import io.logboom.spi.Context;
import io.logboom.spi.Framer;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;

/** Cuts bodies into events, as they come. Safe for use by many threads. */
final class Reading {
  private static final int MAGIC = 4;

  private final Framer framer;
  private final FirehoseFramer firehose;
  private final long most;

  Reading(HttpInputConfig config, Context context) {
    this.framer = context.framer(config.framing());
    this.firehose = new FirehoseFramer(context, config.framing());
    this.most = config.maxBodySize().bytes();
  }

  /**
   * Reads a body to its end.
   *
   * @throws IOException when the body could not be had
   * @throws MalformedException when the rest of it cannot be made out; every whole event before
   *     that place has been handed on
   */
  void read(Request request, InputStream body, Origin origin, Framer.Sink sink)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var in = announced(body, request.coding());
    (request.firehose().isPresent() ? firehose : framer).read(in, most, origin, sink);
  }

  /** The framer tells compression by itself; what was announced must be there all the same. */
  private static InputStream announced(InputStream body, Coding coding)
      throws IOException, MalformedException {
    if (coding == Coding.IDENTITY) {
      return body;
    }
    byte[] first = body.readNBytes(MAGIC);
    boolean kept =
        switch (coding) {
          case IDENTITY -> true;
          // RFC 1952 §2.3.1
          case GZIP -> begins(first, 0x1F, 0x8B);
          // RFC 8878 §3.1.1 and §3.1.2
          case ZSTD ->
              begins(first, 0x28, 0xB5, 0x2F, 0xFD)
                  || (first.length == MAGIC
                      && (first[0] & 0xF0) == 0x50
                      && first[1] == 0x2A
                      && first[2] == 0x4D
                      && first[3] == 0x18);
        };
    if (!kept && first.length > 0) {
      String name = coding.name().toLowerCase(Locale.ROOT);
      throw new MalformedException(
          "not-" + name, "the body is not " + name + ", though Content-Encoding says so", -1);
    }
    var again = new PushbackInputStream(body, MAGIC);
    again.unread(first);
    return again;
  }

  private static boolean begins(byte[] first, int... magic) {
    if (first.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((first[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
