package io.logboom.filters.snare;

import io.logboom.filters.CompactJson;
import io.logboom.filters.snare.Cells.Runs;
import java.nio.charset.StandardCharsets;

/**
 * Writes SNAREDATAMAP: one JSON object of the fields without a column, in the sender's order, and
 * of userIdentity what is left, in its place. Without any it is {@code {}}, so that it can always
 * be read as JSON. Stateless.
 */
final class DataMap {
  private static final byte[] IDENTITY = ascii("\"userIdentity\":{");
  private static final byte[] IDENTITY_QUOTED = ascii("\\\"userIdentity\\\":{");

  /** The most bytes it needs beyond twice the record's. */
  static final int EXTRA = 64;

  private DataMap() {}

  /** Writes it as JSON, or as the content of a JSON string; answers where it ends. */
  static int write(Cells cells, boolean quoted, byte[] to, int start) {
    int at = start;
    to[at++] = '{';
    var rest = cells.rest();
    int identity = cells.identityPlace();
    for (int run = 0; run < rest.size(); run++) {
      if (run == identity) {
        at = identity(cells, quoted, to, at);
        to[at++] = ',';
      }
      at = run(cells.array(), rest, run, quoted, to, at);
      to[at++] = ',';
    }
    if (identity == rest.size()) {
      at = identity(cells, quoted, to, at);
      to[at++] = ',';
    }
    if (to[at - 1] == ',') {
      at--;
    }
    to[at++] = '}';
    return at;
  }

  private static int identity(Cells cells, boolean quoted, byte[] to, int start) {
    byte[] open = quoted ? IDENTITY_QUOTED : IDENTITY;
    System.arraycopy(open, 0, to, start, open.length);
    int at = start + open.length;
    var rest = cells.identityRest();
    for (int run = 0; run < rest.size(); run++) {
      at = run(cells.array(), rest, run, quoted, to, at);
      to[at++] = ',';
    }
    to[at - 1] = '}';
    return at;
  }

  private static int run(byte[] from, Runs runs, int run, boolean quoted, byte[] to, int at) {
    return quoted
        ? CompactJson.quoted(from, runs.start(run), runs.end(run), to, at)
        : CompactJson.plain(from, runs.start(run), runs.end(run), to, at);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
