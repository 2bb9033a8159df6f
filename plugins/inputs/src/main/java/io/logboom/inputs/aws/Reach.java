package io.logboom.inputs.aws;

import io.logboom.spi.Emitter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells the engine whether an input can reach what it reads, where that has several parts (queues,
 * shards, accounts): it can when it has reached every part, and the last answer of each was good.
 * Being told to be slower is an answer, too. Safe for use by many threads.
 */
public final class Reach {
  private final Emitter out;
  private final Set<Object> awaited = new HashSet<>();
  private final Map<Object, String> troubles = new LinkedHashMap<>();

  public Reach(Emitter out) {
    this.out = out;
  }

  /** There is such a part, of which nothing is known. */
  public synchronized void expect(Object part) {
    awaited.add(part);
  }

  /** A part has answered. */
  public synchronized void reached(Object part) {
    awaited.remove(part);
    troubles.remove(part);
    tell();
  }

  /** A part is no longer read. */
  public synchronized void gone(Object part) {
    reached(part);
  }

  /** A part could not be reached, or would not answer. */
  public synchronized void failed(Object part, AwsFault fault) {
    if (fault.reason().equals(AwsFault.THROTTLED)) {
      reached(part);
      return;
    }
    awaited.remove(part);
    troubles.put(part, part + ": " + fault.reason() + ": " + fault.message());
    tell();
  }

  private void tell() {
    if (!troubles.isEmpty()) {
      String first = troubles.values().iterator().next();
      int more = troubles.size() - 1;
      out.unready(more == 0 ? first : first + " (and " + more + " more)");
    } else if (awaited.isEmpty()) {
      out.ready();
    }
  }
}
