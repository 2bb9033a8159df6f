package io.logboom.inputs.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Takes the next piece of an open {@link Reading}, at most as much as there is buffer. Each time it
 * reads a few bytes once more, and the beginning afterwards: both must be what they were, or what
 * was read may be of another content that the file has by now. For use by one thread, under the
 * lock of the {@link Following}; a piece must be used up before the next one is taken.
 */
final class Pieces {

  /** With what is read once more, as much as the framer takes at once. */
  static final int BUFFER = 512 << 10;

  private final byte[] buffer = new byte[BUFFER];
  private final LongConsumer skipped;

  /**
   * @param skipped told how many NULs were passed over
   */
  Pieces(LongConsumer skipped) {
    this.skipped = skipped;
  }

  /** The file has another content by now. */
  static final class ChangedException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** The next piece; empty when there is none (yet). */
  Optional<Piece> next(Reading reading) throws IOException, ChangedException {
    var content = reading.content();
    int kept = reading.tailLength();
    long at = reading.read().at();
    int n = content.read(at - kept, buffer, 0, buffer.length);
    if (!reading.wentBefore(buffer, n)) {
      throw new ChangedException();
    }
    if (n > kept && buffer[kept] == 0 && isBlank(reading)) {
      return behindZeros(reading, content);
    }
    int end = lastLineEnd(kept, n);
    if (end < 0 && n == buffer.length) {
      return longLine(reading, content, kept, n);
    }
    if (end < 0 && reading.flush && n > kept) {
      end = n;
    }
    if (!reading.beginning().isOf(content)) {
      throw new ChangedException();
    }
    if (end < 0) {
      return Optional.empty();
    }
    var part = reading.advance(buffer, kept, end);
    return Optional.of(new Piece(part, new Buffered(buffer, kept, end, at > 0), at));
  }

  /** Whether nothing but NULs has been read of it. */
  private static boolean isBlank(Reading reading) {
    return reading.beginning().size() == 0 && reading.read().at() == reading.beginning().nuls();
  }

  private int lastLineEnd(int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /**
   * Who goes on writing where he was after his file was made shorter leaves a hole before it, which
   * reads as NULs. A file of nothing else may have been made as large as it will become.
   */
  private Optional<Piece> behindZeros(Reading reading, Content content)
      throws IOException, ChangedException {
    long zeros = 0;
    while (true) {
      int n = content.read(zeros, buffer, 0, buffer.length);
      if (n == 0) {
        return Optional.empty();
      }
      for (int i = 0; i < n; i++) {
        if (buffer[i] != 0) {
          reading.beginBehind(zeros + i);
          skipped.accept(zeros + i);
          return next(reading);
        }
      }
      zeros += n;
    }
  }

  /**
   * A line that is longer than the buffer: its end is looked for first, so that nothing of it is
   * handed on before it is there; then it is read once more.
   *
   * @param n how much of it is in the buffer
   */
  private Optional<Piece> longLine(Reading reading, Content content, int kept, int n)
      throws IOException, ChangedException {
    long begin = reading.read().at();
    var search = reading.sought();
    if (search == null || search.begin != begin) {
      reading.beginning().add(begin, buffer, kept, n);
      var print = reading.print();
      print.add(buffer, kept, n);
      search = new Sought(begin, begin + n - kept, print, last(n));
    }
    long at = search.at;
    byte[] tail = search.tail;
    if (Fingerprint.of(content.read(at - tail.length, tail.length), 0, tail.length)
        != Fingerprint.of(tail, 0, tail.length)) {
      throw new ChangedException();
    }
    var print = search.print;
    boolean found = false;
    while (!found) {
      // What was read last stays in front, for the tail.
      System.arraycopy(tail, 0, buffer, 0, tail.length);
      int m = content.read(at, buffer, tail.length, buffer.length - tail.length);
      if (m == 0) {
        break;
      }
      int end = tail.length;
      while (end < tail.length + m && !found) {
        found = buffer[end++] == '\n';
      }
      print.add(buffer, tail.length, end);
      at += end - tail.length;
      tail = last(end);
    }
    if (!reading.beginning().isOf(content)) {
      throw new ChangedException();
    }
    if (!found && !reading.flush) {
      reading.sought(new Sought(begin, at, print, tail));
      return Optional.empty();
    }
    var again = new Reread(content, begin, at, reading.print(), print.copy());
    return Optional.of(new Piece(reading.advance(at - begin, print, tail), again, begin));
  }

  private byte[] last(int end) {
    int size = Math.min(Mark.TAIL, end);
    var last = new byte[size];
    System.arraycopy(buffer, end - size, last, 0, size);
    return last;
  }

  /** How far the end of a long line has been looked for. */
  static final class Sought {
    private final long begin;
    private final long at;
    private final Fingerprint print;
    private final byte[] tail;

    /**
     * @param begin where the line begins
     * @param at up to where there is no end
     * @param print of everything up to there
     * @param tail the last bytes before that
     */
    Sought(long begin, long at, Fingerprint print, byte[] tail) {
      this.begin = begin;
      this.at = at;
      this.print = print;
      this.tail = tail;
    }
  }

  /**
   * A part of the buffer. What comes in the middle of a file is not to be taken for the beginning
   * of something, so an empty line stands before what looks like that: the mark of an encoding, or
   * something compressed.
   */
  private static final class Buffered extends InputStream {
    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean before;

    Buffered(byte[] bytes, int from, int end, boolean inTheMiddle) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
      int first = bytes[from] & 0xFF;
      this.before =
          first == 0x1F
              || first == 0x28
              || (first & 0xF0) == 0x50
              || (inTheMiddle && first >= 0xEF);
    }

    @Override
    public int read() {
      if (before) {
        before = false;
        return '\n';
      }
      return at < end ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (before && length > 0) {
        before = false;
        to[offset] = '\n';
        return 1;
      }
      int n = Math.min(length, end - at);
      if (n <= 0) {
        return length == 0 ? 0 : -1;
      }
      System.arraycopy(bytes, at, to, offset, n);
      at += n;
      return n;
    }

    @Override
    public int available() {
      return end - at + (before ? 1 : 0);
    }
  }

  /** A part of a file, which must be what it was when it was looked at. */
  private static final class Reread extends InputStream {
    private final Content content;
    private final long end;
    private final Fingerprint wanted;
    private final Fingerprint print;
    private long at;
    private boolean begun;

    Reread(Content content, long from, long end, Fingerprint before, Fingerprint wanted) {
      this.content = content;
      this.at = from;
      this.end = end;
      this.print = before;
      this.wanted = wanted;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (!begun && length > 0) {
        // As above, whatever it begins with.
        begun = true;
        to[offset] = '\n';
        return 1;
      }
      if (at == end) {
        return -1;
      }
      int n = content.read(at, to, offset, (int) Math.min(length, end - at));
      if (n == 0 && length > 0) {
        throw new IOException("shorter than it was");
      }
      print.add(to, offset, offset + n);
      at += n;
      if (at == end && print.value() != wanted.value()) {
        throw new IOException("not what it was");
      }
      return n;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, end - at);
    }
  }
}
