package io.logboom.core.framing;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Inflaters to use again: each holds native memory (40 KiB the JDK's, 416 KiB ISA-L's) that is dear
 * to set up. Safe for use by many threads.
 */
final class Inflaters {
  private static final int KEEP = 16;

  private final ArrayDeque<Inflate> free = new ArrayDeque<>();

  /** One for raw deflate data, at its beginning. */
  Inflate take() {
    synchronized (free) {
      var inflate = free.pollLast();
      if (inflate != null) {
        return inflate;
      }
    }
    return Native.ISAL.<Inflate>map(IsalInflate::new).orElseGet(JdkInflate::new);
  }

  /** Takes it back. */
  void give(Inflate inflate) {
    inflate.reset();
    synchronized (free) {
      if (free.size() < KEEP) {
        free.addLast(inflate);
        return;
      }
    }
    inflate.end();
  }

  /** Looked for when the first gzip stream comes, once. */
  private static final class Native {
    static final Optional<Isal> ISAL = Isal.find();
  }
}
