package io.logboom.outputs.net;

import io.logboom.spi.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers how far batches had come whose write failed, until they are written again. Knows a
 * batch by the digest of its bytes, since its events may not be kept. Safe for use by many threads.
 */
public final class Unfinished {
  private static final int MOST = 64;

  private final Map<ByteBuffer, Progress> all =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Progress> eldest) {
          return size() > MOST;
        }
      };

  /** Writes what is not settled yet of a batch, and notes what becomes of it. */
  @FunctionalInterface
  public interface Writing {
    void write(Progress progress) throws IOException, InterruptedException;
  }

  /**
   * Goes on with a batch where its last write failed; should this one fail too, remembers how far
   * it came. Gives what has become of all of it.
   */
  public Progress goOn(List<Event> events, Writing writing)
      throws IOException, InterruptedException {
    var progress = take(events);
    boolean whole = false;
    try {
      writing.write(progress);
      whole = true;
    } finally {
      if (!whole) {
        keep(events, progress);
      }
    }
    return progress;
  }

  /** How far the batch had come when its last write failed; not at all when there was none. */
  public Progress take(List<Event> events) {
    synchronized (all) {
      if (all.isEmpty()) {
        return new Progress();
      }
    }
    var digest = digest(events);
    synchronized (all) {
      var progress = all.remove(digest);
      return progress == null ? new Progress() : progress;
    }
  }

  /** Remembers a batch whose write has failed. */
  public void keep(List<Event> events, Progress progress) {
    if (progress.worthKeeping()) {
      var digest = digest(events);
      synchronized (all) {
        all.put(digest, progress);
      }
    }
  }

  private static ByteBuffer digest(List<Event> events) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var length = ByteBuffer.allocate(4);
      for (var event : events) {
        digest.update(length.putInt(0, event.length()).rewind());
        digest.update(event.array(), event.offset(), event.length());
      }
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
