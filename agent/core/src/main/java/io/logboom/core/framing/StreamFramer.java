package io.logboom.core.framing;

import io.logboom.core.event.Spots;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The framer: undoes compression, gzip in gzip too, and cuts what comes out. A stream takes one
 * array of the pool besides those of the batches under way, an array of up to twice {@code
 * max-event-size} while an event larger than the pool's arrays goes through, and what its
 * decompressors need.
 */
public final class StreamFramer implements Framer {

  /** How many times over a stream may be compressed. */
  private static final int LAYERS = 2;

  private static final int CHUNK = 64 << 10;
  private static final int IDLE_CHUNKS = 64;

  private final Framing framing;
  private final Blocks blocks;
  private final Cutters cutters;
  private final Blocks chunks = new Blocks(CHUNK, IDLE_CHUNKS * (long) CHUNK);
  private final Inflaters inflaters = new Inflaters();

  /** A framer whose threads nobody counts. */
  public StreamFramer(Framing framing, Blocks blocks) {
    this(framing, blocks, new Cutters());
  }

  /**
   * @param blocks where the arrays come from that the events live in
   * @param cutters counts the threads that are in {@link #read}
   */
  public StreamFramer(Framing framing, Blocks blocks, Cutters cutters) {
    this.framing = framing;
    this.blocks = blocks;
    this.cutters = cutters;
  }

  @Override
  public long read(InputStream in, long most, Origin origin, Sink sink)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var spots = new Spots(chunks);
    var batches = new Batches(blocks, chunks, spots, origin, sink);
    cutters.enter();
    try (var stage = open(in);
        var window = new Window(new Limited(stage, most), blocks, batches)) {
      try {
        cut(window, batches, spots);
      } catch (MalformedException e) {
        window.handOn();
        throw e;
      }
      window.handOn();
    } finally {
      cutters.leave();
    }
    return batches.count();
  }

  private void cut(Window window, Batches batches, Spots spots)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var values = new Values(window, spots, (int) framing.maxEventSize().bytes());
    var lines = new Lines(window, values);
    if (framing.format() == Framing.Format.RAW) {
      new Whole(window, values).read();
      return;
    }
    boolean json = framing.format() != Framing.Format.LINES;
    passMark(window, json);
    batches.valid(json);
    var document = new Document(window, values, framing.path(), batches.origin());
    switch (framing.format()) {
      case LINES -> lines.read();
      case JSON_ARRAY -> document.read();
      case JSON -> new Texts(window, values, document).read();
      case RAW -> throw new IllegalStateException("cut already");
      case AUTO -> {
        if (!new Texts(window, values, document).readOnApproval()) {
          batches.valid(false);
          lines.read();
        }
      }
    }
  }

  /**
   * Passes over the byte order mark of UTF-8; that of UTF-16 means that this is no JSON of ours.
   */
  private static void passMark(Window window, boolean json)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    if (window.to == window.at && !window.more()) {
      return;
    }
    int first = window.array[window.at] & 0xFF;
    int size = first == 0xEF ? 3 : first >= 0xFE ? 2 : 1;
    while (window.to - window.at < size && window.more()) {}
    if (window.to - window.at < size) {
      return;
    }
    int at = window.at;
    if (size == 3 && window.array[at + 1] == (byte) 0xBB && window.array[at + 2] == (byte) 0xBF) {
      window.at += 3;
    } else if (json && size == 2 && first + (window.array[at + 1] & 0xFF) == 0xFE + 0xFF) {
      throw new MalformedException("not-json", "the text is UTF-16, not UTF-8", 0);
    }
  }

  private Stage open(InputStream in) throws IOException {
    var feed = new Feed(new Raw(in, cutters), chunks);
    try {
      for (int layer = 0; layer < LAYERS; layer++) {
        switch (feed.kind()) {
          case PLAIN -> {
            return feed;
          }
          case GZIP -> feed = new Feed(new Gunzip(feed, inflaters), chunks);
          case ZSTD -> feed = new Feed(new Unzstd(feed), chunks);
        }
      }
      return feed;
    } catch (IOException | RuntimeException e) {
      feed.close();
      throw e;
    }
  }
}
