package io.logboom.inputs.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in a compressed file: how long it is, and whether it is something that was read before it
 * was compressed. For use by one thread.
 */
final class Survey {
  private static final Logger log = LoggerFactory.getLogger(Survey.class);

  /** Something that was read, when the survey began. */
  record Known(Reading reading, Mark mark, long from) {}

  private final List<Known> known;
  private final Map<Long, Fingerprint> prints = new HashMap<>();
  private final byte[] buffer = new byte[64 << 10];
  private byte[] tail = {};
  private long zeros;
  private long length;
  private Optional<Known> found = Optional.empty();

  /**
   * @param known all that was read
   */
  Survey(List<Known> known) {
    this.known = new ArrayList<>(known);
    this.known.sort(Comparator.comparingLong(each -> each.mark().at()));
  }

  /** Reads it to its end, or to where it is broken. */
  void read(Content content) {
    try (var in = Packed.open(content)) {
      byte[] first = behindZeros(in);
      known.removeIf(each -> !each.reading().beginning().isOf(zeros, first));
      prints.put(zeros, new Fingerprint());
      known.forEach(each -> prints.putIfAbsent(each.from(), new Fingerprint()));
      int next = add(first, first.length, 0);
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        next = add(buffer, n, next);
      }
    } catch (IOException e) {
      log.debug("broken, as whoever reads it will tell", e);
      prints.putIfAbsent(zeros, new Fingerprint());
    }
  }

  /** The first bytes after the NULs that there may be, see {@link Pieces}. */
  private byte[] behindZeros(InputStream in) throws IOException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != 0) {
        byte[] more = in.readNBytes(Beginning.MOST - 1);
        var first = new byte[1 + more.length];
        first[0] = (byte) b;
        System.arraycopy(more, 0, first, 1, more.length);
        return first;
      }
      zeros++;
      length++;
      if (tail.length < Mark.TAIL) {
        tail = new byte[tail.length + 1];
      }
    }
    return new byte[0];
  }

  /** More of it, up to the next place that something known was read to, and so on. */
  private int add(byte[] bytes, int size, int nextKnown) {
    int next = nextKnown;
    int at = 0;
    while (true) {
      while (next < known.size() && known.get(next).mark().at() <= length) {
        judge(known.get(next++));
      }
      if (at == size) {
        return next;
      }
      long most = next < known.size() ? known.get(next).mark().at() - length : Long.MAX_VALUE;
      int end = (int) Math.min(size, at + Math.min(most, size));
      for (var print : prints.entrySet()) {
        long before = Math.max(0, print.getKey() - length);
        if (at + before < end) {
          print.getValue().add(bytes, (int) (at + before), end);
        }
      }
      keep(bytes, at, end);
      length += end - at;
      at = end;
    }
  }

  private void keep(byte[] bytes, int from, int to) {
    int fresh = Math.min(Mark.TAIL, to - from);
    int old = Math.min(tail.length, Mark.TAIL - fresh);
    var after = Arrays.copyOfRange(tail, tail.length - old, tail.length + fresh);
    System.arraycopy(bytes, to - fresh, after, old, fresh);
    tail = after;
  }

  private void judge(Known each) {
    var print = prints.get(each.from());
    if (each.mark().at() == length
        && each.mark().at() > each.from()
        && print != null
        && each.mark().agrees(print)
        && Fingerprint.of(tail, 0, tail.length) == each.mark().tail()) {
      found = Optional.of(each);
    }
  }

  /** What was read of it already; of several, what was read furthest. */
  Optional<Known> found() {
    return found;
  }

  /** How many NULs stand before its first byte. */
  long zeros() {
    return zeros;
  }

  /** How long it is, decompressed. */
  long length() {
    return length;
  }

  /** The last bytes of it. */
  byte[] tail() {
    return tail;
  }

  /** The fingerprint of what comes after a place. */
  Fingerprint print(long from) {
    var print = prints.get(from);
    if (print == null) {
      throw new IllegalArgumentException("nothing known began at " + from);
    }
    return print;
  }
}
