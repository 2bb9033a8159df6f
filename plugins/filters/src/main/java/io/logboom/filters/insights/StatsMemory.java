package io.logboom.filters.insights;

import io.logboom.spi.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Saves a table and takes it back: an entry for each group. Its key is a tag of the query, the
 * window and the values that make the group; an entry of another query, or of this one with other
 * windows, has another tag.
 */
final class StatsMemory {
  private static final int VERSION = 1;
  private static final int TAG = 16;
  private static final int HEAD = TAG + 1 + Long.BYTES;

  private final StatsTable table;
  private final byte[] tag;

  /**
   * @param query what the table is of: rule and query
   */
  StatsMemory(StatsTable table, String query) {
    this.table = table;
    this.tag = tag("stats " + VERSION + "\n" + table.plan.period() + "\n" + query);
  }

  private static byte[] tag(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(hash, TAG);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Saves what has changed, or everything. Others may go on adding meanwhile. */
  void save(Memory memory, boolean all) throws IOException {
    var changes = table.changes(all);
    for (var removed : changes.removed()) {
      memory.remove(key(removed.start(), removed.group()));
    }
    var bytes = new ByteArrayOutputStream();
    var to = new DataOutputStream(bytes);
    for (var saved : changes.saved()) {
      bytes.reset();
      if (table.write(saved.group(), to)) {
        memory.put(key(saved.window().start, saved.group()), bytes.toByteArray());
      }
    }
  }

  private byte[] key(long start, StatsGroup group) {
    var key = ByteBuffer.allocate(HEAD + group.key.bytes().length);
    key.put(tag).put((byte) (group.remaining ? 1 : 0)).putLong(start).put(group.key.bytes());
    return key.array();
  }

  /** Takes an entry back; false when it is none of this query's. */
  boolean restore(byte[] key, byte[] value) {
    if (key.length < HEAD || !Arrays.equals(key, 0, TAG, tag, 0, TAG)) {
      return false;
    }
    boolean remaining = key[TAG] == 1;
    long start = ByteBuffer.wrap(key, TAG + 1, Long.BYTES).getLong();
    var group = new StatsKey(Arrays.copyOfRange(key, HEAD, key.length));
    try {
      table.read(start, group, remaining, new DataInputStream(new ByteArrayInputStream(value)));
      return true;
    } catch (IOException e) {
      // The engine counts it, says so and keeps a copy.
      return false;
    }
  }
}
