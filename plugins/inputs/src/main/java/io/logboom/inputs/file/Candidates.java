package io.logboom.inputs.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what files are that were not there before: the rest of something that was read
 * elsewhere, which goes on there; a copy of something that is still where it was, which is left
 * alone for a while, since it may be made shorter next; or something new.
 *
 * <p>What is found at the path a reading was begun at comes after that reading, and is not it,
 * however alike they are: a log may consist of the same lines over and over. Guarded by the lock of
 * its {@link Following}.
 */
final class Candidates {
  private final Lookout lookout;
  private final Readings readings;
  private final Archive archive;
  private final long patience;
  private final Map<String, Candidate> candidates = new LinkedHashMap<>();
  private final byte[] buffer = new byte[64 << 10];

  /**
   * @param patience how long something that looks like a copy is left alone, in nanoseconds
   */
  Candidates(Lookout lookout, Readings readings, Archive archive, long patience) {
    this.lookout = lookout;
    this.readings = readings;
    this.archive = archive;
    this.patience = patience;
  }

  /** Takes what nobody knows of all that a look has shown. */
  void take(List<Seen> unknown, long look, long now) {
    // The name without a number comes first, so that what has one is compared with it.
    unknown.sort(
        Comparator.comparingInt((Seen seen) -> seen.path().toString().length())
            .thenComparing(Seen::path));
    for (var seen : unknown) {
      var candidate = candidates.computeIfAbsent(seen.key(), _ -> new Candidate(seen, now));
      candidate.look = look;
      candidate.see(seen, now);
      attempt(candidate, now, true);
    }
    for (var candidate : List.copyOf(candidates.values())) {
      if (candidate.look != look && !candidate.opening) {
        attempt(candidate, now, false);
      }
    }
  }

  private void attempt(Candidate candidate, long now, boolean there) {
    try {
      if (!candidate.opening && (candidate.isOpen() || (there && opened(candidate)))) {
        decide(candidate, now, there);
        if (there && readings.isCrowded()) {
          close(candidate); // It is still there at the next look, most likely.
        }
      }
      if (!there && !candidate.isOpen()) {
        candidates.remove(candidate.seen.key());
      }
    } catch (Content.MovedException e) {
      drop(candidate); // The next look finds it under the name it has by then.
    } catch (IOException e) {
      drop(candidate);
      lookout.unreadable(candidate.seen.path(), e);
    }
  }

  private boolean opened(Candidate candidate) throws IOException {
    if (!readings.makeRoom(true)) {
      return false;
    }
    candidate.open();
    readings.othersOpen(1);
    return true;
  }

  private void drop(Candidate candidate) {
    candidates.remove(candidate.seen.key());
    try {
      close(candidate);
    } catch (IOException e) {
      lookout.unreadable(candidate.seen.path(), e);
    }
  }

  private void close(Candidate candidate) throws IOException {
    if (candidate.isOpen()) {
      readings.othersOpen(-1);
      candidate.close();
    }
  }

  private void decide(Candidate candidate, long now, boolean there) throws IOException {
    var content = candidate.content();
    boolean patient = now - candidate.changed < patience;
    if (candidate.isBlank()) {
      if (!there && !patient) {
        drop(candidate);
      }
      return;
    }
    if (there && patient && Packed.mayBe(content)) {
      return;
    }
    if (Packed.is(content)) {
      if (!there) {
        drop(candidate);
      } else if (!patient) {
        candidate.opening = true;
        close(candidate);
        archive.add(candidate);
      }
      return;
    }
    var original = lost(candidate);
    boolean copy = original.isEmpty() && isCopy(candidate);
    if (original.isEmpty() && !copy) {
      // What it was compared with may have turned out to be lost itself.
      original = lost(candidate);
    }
    if (original.isPresent()) {
      candidates.remove(candidate.seen.key());
      lookout.goOn(original.get(), candidate.seen, take(candidate), there);
    } else if (!copy || (there && !patient)) {
      begin(candidate, there);
    } else if (!there) {
      drop(candidate);
    }
  }

  private Content take(Candidate candidate) {
    readings.othersOpen(-1);
    return candidate.take();
  }

  private void begin(Candidate candidate, boolean there) throws IOException {
    candidates.remove(candidate.seen.key());
    lookout.begin(candidate.seen, take(candidate), there);
  }

  /** What lies nowhere and is found again here; of several, what was read furthest. */
  private Optional<Reading> lost(Candidate candidate) throws IOException {
    Reading best = null;
    for (var reading : List.copyOf(readings.placeless())) {
      if ((best == null || reading.read().at() > best.read().at())
          && mayBe(candidate.seen, reading)
          && reading.isCopiedIn(candidate.content(), buffer)) {
        best = reading;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean mayBe(Seen seen, Reading reading) {
    if (!reading.isPlain()) {
      return false;
    }
    boolean back = seen.key().equals(reading.key);
    if (seen.path().equals(reading.home)) {
      return !reading.truncated
          && (back
              ? reading.born != 0 && reading.born == seen.born()
              : seen.sameInode(reading.key));
    }
    return reading.evidence() >= Beginning.MOST
        || (reading.truncated && areRelated(seen.path(), reading.home));
  }

  /** Whether the one may be named after the other: app.log.1, app-20261105.log after app.log. */
  static boolean areRelated(Path later, Path first) {
    return String.valueOf(later.getFileName()).startsWith(stem(first));
  }

  /** What the names of a file's later names begin with. */
  static String stem(Path file) {
    var name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** Whether all of it is in the file of a reading, too, or may be as far as one can tell now. */
  private boolean isCopy(Candidate candidate) throws IOException {
    // There may be very many readings, so most of them are passed over without looking at a file.
    var name = String.valueOf(candidate.seen.path().getFileName());
    byte[] first = candidate.content().read(0, Beginning.MOST);
    long print = Fingerprint.of(first, 0, first.length);
    for (var reading : new ArrayList<>(readings.placed())) {
      boolean alike = first.length == Beginning.MOST && reading.beginning().isWhole(print);
      if (!(alike || name.startsWith(reading.stem)) || !mayBeCopy(candidate, reading)) {
        continue;
      }
      if (!lookout.opens(reading, true)) {
        // Too many are open to compare it now, unless it is lost as of now.
        if (readings.has(reading)) {
          return true;
        }
      } else if (candidate.isPartOf(reading)) {
        return true;
      } else if (!reading.isIn(reading.content())) {
        // It was made shorter just now.
        lookout.displace(reading);
      }
    }
    return false;
  }

  private static boolean mayBeCopy(Candidate candidate, Reading reading) throws IOException {
    if (!reading.isPlain() || reading.size == 0 || candidate.seen.path().equals(reading.home)) {
      return false;
    }
    var beginning = reading.beginning();
    return candidate.content().length() < beginning.end() || beginning.isOf(candidate.content());
  }

  /** What is in a compressed file is known by now. */
  void settled(Candidate candidate) {
    drop(candidate);
  }

  /** It has to be looked at again later. */
  void postpone(Candidate candidate, long now) {
    candidate.opening = false;
    candidate.changed = now;
  }

  /** Lets go of all. */
  void close() throws IOException {
    for (var candidate : candidates.values()) {
      candidate.close();
    }
    candidates.clear();
  }
}
