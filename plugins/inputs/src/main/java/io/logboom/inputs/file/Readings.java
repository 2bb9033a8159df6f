package io.logboom.inputs.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * All that is or was read, by where it lies; which of it is open, and which has something to be
 * read. Guarded by the lock of its {@link Following}.
 */
final class Readings {

  /** Of those that lie nowhere no more are kept. */
  private static final int MOST_PLACELESS = 10_000;

  private final int mostOpen;
  private int othersOpen;
  private final Map<String, Reading> placed = new LinkedHashMap<>();
  private final SequencedSet<Reading> placeless = new LinkedHashSet<>();

  /** The one that was opened or read last is last. */
  private final SequencedSet<Reading> open = new LinkedHashSet<>();

  private final ArrayDeque<Reading> ready = new ArrayDeque<>();
  private final List<Long> forgotten = new ArrayList<>();
  private long nextId = 1;

  Readings(int mostOpen) {
    this.mostOpen = mostOpen;
  }

  /** So many files more, or less, are open that are no readings yet. */
  void othersOpen(int more) {
    othersOpen += more;
  }

  /** As they were written down, the older one of two that lie in one file first. */
  void load(Collection<Saved> all) {
    for (var saved : all) {
      var reading = new Reading(saved);
      nextId = Math.max(nextId, saved.id() + 1);
      if (saved.lies() != Saved.Lies.HERE || saved.packed() == Reading.UNFINISHED) {
        placeless.add(reading);
      } else {
        var before = placed.put(saved.key(), reading);
        if (before != null) {
          placeless.add(before);
        }
      }
    }
  }

  long nextId() {
    return nextId++;
  }

  /** The one in the file of that key. */
  Optional<Reading> in(String key) {
    return Optional.ofNullable(placed.get(key));
  }

  /** Whether it lies in a file. */
  boolean has(Reading reading) {
    return placed.get(reading.key) == reading;
  }

  Collection<Reading> placed() {
    return placed.values();
  }

  Collection<Reading> placeless() {
    return placeless;
  }

  /** It lies in the file whose key it has. */
  void place(Reading reading) {
    placeless.remove(reading);
    placed.put(reading.key, reading);
  }

  /** It lies nowhere. */
  void displace(Reading reading) throws IOException {
    placed.remove(reading.key, reading);
    close(reading);
    reading.dirty = true;
    if (reading.isUntouched()) {
      forget(reading);
    } else {
      placeless.add(reading);
    }
  }

  void forget(Reading reading) {
    placeless.remove(reading);
    forgotten.add(reading.id);
  }

  /** Forgets what lies nowhere since before that time, in seconds since 1970. */
  void forgetBefore(long second) {
    for (var reading : List.copyOf(placeless)) {
      if (reading.pending().isEmpty()
          && (reading.seen < second || placeless.size() > MOST_PLACELESS)) {
        forget(reading);
      }
    }
  }

  /** The ids that were forgotten since the last time. */
  List<Long> takeForgotten() {
    var taken = List.copyOf(forgotten);
    forgotten.clear();
    return taken;
  }

  /** Those of which something is not written down yet; they count as written then. */
  List<Saved> takeChanged() {
    var changed = new ArrayList<Saved>();
    for (var reading : all()) {
      if (reading.dirty) {
        reading.dirty = false;
        changed.add(saved(reading));
      }
    }
    return changed;
  }

  private Saved saved(Reading reading) {
    return reading.saved(has(reading));
  }

  /** Everything that is to be written down. */
  List<Saved> saved() {
    return all().stream().map(this::saved).toList();
  }

  List<Reading> all() {
    var all = new ArrayList<Reading>(placed.size() + placeless.size());
    all.addAll(placed.values());
    all.addAll(placeless);
    return all;
  }

  /**
   * Makes sure that one more file may be open; tells whether that could be.
   *
   * @param inTurn whether a file may be closed for it that has something to be read, too: it is
   *     opened again when it has its turn
   */
  boolean makeRoom(boolean inTurn) throws IOException {
    while (open() >= mostOpen) {
      Reading last = null;
      for (var reading : open) {
        // What is gone cannot be opened again.
        boolean idle = !reading.queued && reading.pending().isEmpty();
        if (!reading.gone && (inTurn || idle)) {
          last = reading;
          break;
        }
      }
      if (last == null) {
        return false;
      }
      close(last);
    }
    return true;
  }

  /** Whether so many files are open that those should be closed that can wait. */
  boolean isCrowded() {
    return open() > mostOpen / 2;
  }

  void opened(Reading reading, Content content) throws IOException {
    reading.open(content);
    open.addLast(reading);
  }

  void close(Reading reading) throws IOException {
    open.remove(reading);
    reading.close();
  }

  int open() {
    return open.size() + othersOpen;
  }

  /** There may be something to be read. */
  void ready(Reading reading) {
    if (!reading.queued) {
      reading.queued = true;
      ready.add(reading);
    }
  }

  boolean anyReady() {
    return !ready.isEmpty();
  }

  /** The one whose turn it is. */
  Optional<Reading> turn() {
    var reading = ready.poll();
    if (reading == null) {
      return Optional.empty();
    }
    reading.queued = false;
    if (open.remove(reading)) {
      open.addLast(reading);
    }
    return Optional.of(reading);
  }
}
