package io.logboom.filters.insights;

import io.logboom.spi.Counter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;

/**
 * What {@code dedup} has seen: digests, so that a key's length is no matter, and no more than so
 * many; beyond that the one that was not met for the longest time is forgotten. Safe for use by
 * many threads.
 *
 * <p>An event that is read again, because it could not be delivered at first, is not a duplicate of
 * itself, or it would be lost. It is known by its id, or by its place and content.
 */
final class Seen {

  /** The first one's identity when it has none: whatever comes later is another. */
  private static final long UNKNOWN = 0;

  private final int most;
  private final Counter forgotten;
  private final LinkedHashMap<Digest, Long> firsts = new LinkedHashMap<>(16, 0.75f, true);

  /** A digest of 128 bits: two texts with the same one will not be met. */
  private record Digest(long high, long low) {

    static Digest of(byte[] bytes) {
      var digest = ByteBuffer.wrap(sha256().digest(bytes));
      return new Digest(digest.getLong(), digest.getLong());
    }
  }

  /**
   * An empty memory.
   *
   * @param most how many it may hold
   * @param forgotten counts what had to be forgotten for that
   */
  Seen(int most, Counter forgotten) {
    this.most = most;
    this.forgotten = forgotten;
  }

  /** Whether the event is the first with this key. */
  boolean isFirst(String key, Frame frame) {
    var digest = Digest.of(key.getBytes(StandardCharsets.UTF_8));
    long own = identity(frame);
    synchronized (firsts) {
      var first = firsts.get(digest);
      if (first != null) {
        return own != UNKNOWN && own == first;
      }
      firsts.put(digest, own);
      if (firsts.size() > most) {
        firsts.remove(firsts.firstEntry().getKey());
        forgotten.increment();
      }
      return true;
    }
  }

  private static long identity(Frame frame) {
    var event = frame.event();
    var id = event.id();
    if (id.isEmpty() && event.ordinal() == 0) {
      return UNKNOWN;
    }
    var digest = sha256();
    digest.update((id.orElse("") + " " + event.place()).getBytes(StandardCharsets.UTF_8));
    digest.update(event.array(), event.offset(), event.length());
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How many it holds. */
  int size() {
    synchronized (firsts) {
      return firsts.size();
    }
  }
}
