package io.logboom.core.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a file is worth.
 *
 * @param end where its last save ends; 0 when it has none
 * @param damagedBytes how many bytes before that cannot be read; where it has no save, how many
 *     there are in its midst, which no crash leaves there
 */
record Survey(long end, long damagedBytes) {

  static Survey of(LogReader reader) throws IOException {
    var look = new Look();
    reader.read(Long.MAX_VALUE, look);
    return new Survey(look.end, look.end > 0 ? look.beforeEnd : look.beforeLast);
  }

  /** The entries up to the last save, of each key the last one. */
  Entries entries(LogReader reader) throws IOException {
    var entries = new Entries();
    reader.read(end, entries);
    return entries;
  }

  private static final class Look implements LogReader.Reading {
    private long bytes;
    private long end;
    private long beforeEnd;
    private long beforeLast;

    @Override
    public void entry(boolean removed, byte[] array, int key, int value, int entryEnd) {
      beforeLast = bytes;
    }

    @Override
    public void save(long place) {
      beforeLast = bytes;
      beforeEnd = bytes;
      end = place;
    }

    @Override
    public void damaged(long from, long to) {
      bytes += to - from;
    }
  }

  /** Entries, each key once. */
  static final class Entries implements LogReader.Reading {
    private final Map<ByteBuffer, byte[]> values = new HashMap<>();

    int size() {
      return values.size();
    }

    /** Hands them over one by one, and lets go of each; tells how many nobody wanted. */
    int drain(StateLog.Restoring to) {
      int refused = 0;
      for (var all = values.entrySet().iterator(); all.hasNext(); ) {
        var entry = all.next();
        byte[] key = entry.getKey().array();
        byte[] value = entry.getValue();
        all.remove();
        if (!isTaken(to, key, value)) {
          refused++;
        }
      }
      return refused;
    }

    private static boolean isTaken(StateLog.Restoring to, byte[] key, byte[] value) {
      try {
        return to.restore(key, value);
      } catch (RuntimeException e) {
        // An entry it cannot even look at is one it has no use for: counted and kept like those.
        return false;
      }
    }

    @Override
    public void entry(boolean removed, byte[] array, int key, int value, int entryEnd) {
      var bytes = ByteBuffer.wrap(Arrays.copyOfRange(array, key, value));
      if (removed) {
        values.remove(bytes);
      } else {
        values.put(bytes, Arrays.copyOfRange(array, value, entryEnd));
      }
    }

    @Override
    public void save(long place) {}

    @Override
    public void damaged(long from, long to) {}
  }
}
