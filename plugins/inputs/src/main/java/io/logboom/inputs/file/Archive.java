package io.logboom.inputs.file;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The compressed files that wait to be read: each is read whole, once, and not at all when its
 * content was read before it was compressed. One thread takes them one after another; the rest is
 * guarded by the lock of the {@link Following}.
 */
final class Archive {
  private final Readings readings;
  private final LinkedBlockingQueue<Candidate> waiting = new LinkedBlockingQueue<>();

  Archive(Readings readings) {
    this.readings = readings;
  }

  /** Something to be read of a compressed file, from a place in what it holds. */
  record Job(Candidate file, Reading reading, Pending part, long from) {}

  void add(Candidate file) {
    waiting.add(file);
  }

  /** The next one, when there is one. */
  Candidate take() throws InterruptedException {
    return waiting.take();
  }

  /** The next one, if there is one. */
  Optional<Candidate> poll() {
    return Optional.ofNullable(waiting.poll());
  }

  /** All that was read so far. */
  List<Survey.Known> known() {
    return readings.all().stream()
        .map(reading -> new Survey.Known(reading, reading.read(), reading.from()))
        .toList();
  }

  /**
   * What is left to be read.
   *
   * @return empty when there is nothing, or it has to be looked at again later
   */
  Optional<Job> decide(Candidate file, Survey survey) throws IOException {
    var found = survey.found().filter(known -> isBelieved(file, survey, known));
    if (found.isEmpty()) {
      var fresh = new Reading(readings.nextId(), file.seen.path());
      fresh.beginPacked(survey.zeros());
      return Optional.of(begin(file, survey, fresh));
    }
    var known = found.get();
    var original = known.reading();
    boolean moved = !original.read().equals(known.mark());
    boolean there = readings.has(original);
    boolean behind = there && original.isPlain() && original.size > original.read().at();
    if (moved || behind || !original.pending().isEmpty()) {
      return Optional.empty(); // What is read but not delivered is not to be skipped.
    }
    var reading = original;
    if (there) {
      reading = new Reading(readings.nextId(), original.home);
      reading.resume(original);
    }
    if (survey.length() > known.mark().at()) {
      return Optional.of(begin(file, survey, reading));
    }
    place(file, reading);
    reading.packed = file.seen.size();
    return Optional.empty();
  }

  private static boolean isBelieved(Candidate file, Survey survey, Survey.Known known) {
    return known.mark().at() - known.from() >= Beginning.MOST
        || (survey.length() == known.mark().at()
            && Candidates.areRelated(file.seen.path(), known.reading().home));
  }

  private Job begin(Candidate file, Survey survey, Reading reading) {
    place(file, reading);
    long from = reading.read().at();
    reading.packed = Reading.UNFINISHED;
    var print = survey.print(reading.from()).copy();
    return new Job(
        file, reading, reading.advance(survey.length() - from, print, survey.tail()), from);
  }

  private void place(Candidate file, Reading reading) {
    reading.moveTo(file.seen);
    readings.place(reading);
  }
}
