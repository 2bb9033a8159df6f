package io.logboom.inputs.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file of which is not known yet what it is: nothing is in it so far, or it looks like a copy of
 * another one that is about to be made shorter, or it is compressed and still being written.
 */
final class Candidate {
  Seen seen;

  /** When it was last written to or renamed, on the clock of {@link Time}. */
  long changed;

  /** Which look saw it last. */
  long look;

  /** Whether what is in it is being found out. */
  boolean opening;

  private @Nullable Content content;
  private @Nullable Reading twin;
  private long agreed;
  private long blank;

  Candidate(Seen seen, long now) {
    this.seen = seen;
    this.changed = now;
  }

  void see(Seen again, long now) {
    if (again.size() != seen.size()
        || again.modified() != seen.modified()
        || !again.path().equals(seen.path())) {
      changed = now;
    }
    seen = again;
  }

  Content content() {
    if (content == null) {
      throw new IllegalStateException(seen.path() + " is not open");
    }
    return content;
  }

  boolean isOpen() {
    return content != null;
  }

  void open() throws IOException {
    content = Content.open(seen.path(), seen.key());
  }

  /** The open file, which is the caller's then. */
  Content take() {
    var taken = content();
    content = null;
    return taken;
  }

  void close() throws IOException {
    if (content != null) {
      content.close();
      content = null;
    }
  }

  /** Whether there is nothing in it, or nothing but NULs, which say nothing. */
  boolean isBlank() throws IOException {
    var some = new byte[64 << 10];
    long length = content().length();
    blank = Math.min(blank, length);
    while (blank < length) {
      int n = content().read(blank, some, 0, some.length);
      for (int i = 0; i < n; i++) {
        if (some[i] != 0) {
          return false;
        }
      }
      blank += n;
      length = n == 0 ? blank : length;
    }
    return true;
  }

  /**
   * Whether it is a part of what is in the file of a reading, from the beginning on. What has been
   * compared is not compared again.
   */
  boolean isPartOf(Reading reading) throws IOException {
    if (reading != twin) {
      twin = reading;
      agreed = 0;
    }
    long length = content().length();
    if (length < agreed
        || length > reading.content().length()
        || !content().same(reading.content(), agreed, length)) {
      twin = null;
      return false;
    }
    agreed = length;
    return true;
  }
}
