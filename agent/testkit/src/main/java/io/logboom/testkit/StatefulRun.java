package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Event;
import io.logboom.spi.Memory;
import io.logboom.spi.StatefulFilter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter with a memory, driven as the engine drives it, but for a disk and threads: what it saves
 * is kept here, and can be given to another one as after a restart. Used by one thread, except
 * {@link #apply}.
 *
 * <pre>
 * var run = StatefulRun.start(filter());
 * run.apply(events);
 * run.save();
 * run = run.restart(filter());                   // as after kill -9: knows what was saved
 * run.due(Instant.parse("2026-11-21T10:05:00Z")).texts();
 * </pre>
 */
public final class StatefulRun {
  private final StatefulFilter filter;
  private final Map<ByteBuffer, byte[]> kept;
  private final int setAside;
  private boolean all = true;

  private StatefulRun(StatefulFilter filter, Map<ByteBuffer, byte[]> kept) {
    this.filter = filter;
    this.kept = kept;
    int refused = 0;
    for (var entry : kept.entrySet()) {
      if (!filter.restore(entry.getKey().array().clone(), entry.getValue().clone())) {
        refused++;
      }
    }
    this.setAside = refused;
  }

  /** A filter that has nothing to remember yet. */
  public static StatefulRun start(StatefulFilter filter) {
    return new StatefulRun(filter, new HashMap<>());
  }

  /** Another filter, with what this one has saved. Neither run changes the other's copy. */
  public StatefulRun restart(StatefulFilter fresh) {
    return new StatefulRun(fresh, new HashMap<>(kept));
  }

  /** What becomes of the events. Safe for use by many threads. */
  public FilterRun apply(List<Event> events) {
    return FilterRun.of(events, filter);
  }

  /** What is due at a time: the engine has it delivered, then saves. */
  public FilterRun due(Instant now) {
    return FilterRun.due(filter, now, false);
  }

  /** What is given out once nothing follows, all of it. */
  public FilterRun last(Instant now) {
    return FilterRun.due(filter, now, true);
  }

  /** Saves: everything at the first time, afterwards what has changed. */
  public void save() throws Exception {
    save(all);
  }

  /** Saves everything, as when the engine's log has grown too long. */
  public void saveAll() throws Exception {
    save(true);
  }

  private void save(boolean everything) throws Exception {
    var written = everything ? new HashMap<ByteBuffer, byte[]>() : new HashMap<>(kept);
    filter.save(new Written(written), everything);
    kept.clear();
    kept.putAll(written);
    all = false;
  }

  /** How many entries are saved. */
  public int entries() {
    return kept.size();
  }

  /** How many bytes they have, keys and values. */
  public long bytes() {
    return kept.entrySet().stream()
        .mapToLong(entry -> entry.getKey().capacity() + entry.getValue().length)
        .sum();
  }

  /** How many entries the filter did not take back when it was started. */
  public int setAside() {
    return setAside;
  }

  private record Written(Map<ByteBuffer, byte[]> entries) implements Memory {
    @Override
    public void put(byte[] key, byte[] value) {
      assertThat(key.length + value.length).isLessThanOrEqualTo(LARGEST);
      entries.put(ByteBuffer.wrap(key.clone()), value.clone());
    }

    @Override
    public void remove(byte[] key) {
      entries.remove(ByteBuffer.wrap(key));
    }
  }
}
