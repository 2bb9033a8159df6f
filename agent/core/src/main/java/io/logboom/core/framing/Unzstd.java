package io.logboom.core.framing;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.logboom.spi.MalformedException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Undoes zstd (RFC 8878): frames one after another, skippable ones left out. The decompressor takes
 * native memory for the frame's window, at most 128 MiB, which is what {@code zstd -d} allows.
 */
final class Unzstd implements Stage {

  /**
   * The most asked for at once. Bytes that the library undid in a call that then fails are lost, so
   * a call is small.
   */
  private static final int PIECE = 64 << 10;

  private final Feed feed;
  private final ZstdInputStreamNoFinalizer in;
  private long given;

  Unzstd(Feed feed) throws IOException {
    this.feed = feed;
    this.in = new ZstdInputStreamNoFinalizer(new Input(feed));
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException, MalformedException {
    try {
      int n;
      do {
        n = in.read(to, offset, Math.min(length, PIECE));
      } while (n == 0);
      given += Math.max(n, 0);
      return n;
    } catch (ZstdIOException e) {
      var why = String.valueOf(e.getMessage());
      throw why.startsWith("Truncated")
          ? new MalformedException("truncated-zstd", "the zstd stream is cut short", given)
          : new MalformedException("corrupt-zstd", "corrupt zstd: " + why, given);
    } catch (FlawedInput e) {
      throw e.flaw;
    }
  }

  @Override
  public boolean ready() {
    return true; // As for gzip.
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It closes nothing but memory, and an input that cannot fail to close.
      throw new IllegalStateException(e);
    } finally {
      feed.close();
    }
  }

  /** What the library reads from. */
  private static final class Input extends InputStream {
    private final Feed feed;

    Input(Feed feed) {
      this.feed = feed;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        return feed.read(to, offset, length);
      } catch (MalformedException e) {
        throw new FlawedInput(e);
      }
    }
  }

  /** Carries a flaw of the compressed bytes through the library. */
  private static final class FlawedInput extends IOException {
    private static final long serialVersionUID = 1L;
    private final MalformedException flaw;

    FlawedInput(MalformedException flaw) {
      super(flaw);
      this.flaw = flaw;
    }
  }
}
