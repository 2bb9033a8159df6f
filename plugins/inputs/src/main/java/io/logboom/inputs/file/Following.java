package io.logboom.inputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is followed and how far it is read. One thread looks around ({@link #look}), settles what is
 * delivered and writes that down; another takes what is to be read ({@link #next}) and hands it on,
 * for which it may have to wait as long as the pipeline is full; a third one does so with
 * compressed files. They share this object's lock, which nobody holds while he waits.
 */
final class Following implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Following.class);

  private final FileInputConfig config;
  private final Context context;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition haste = lock.newCondition();
  private final Positions positions;
  private final Readings readings;
  private final Archive archive;
  private final Lookout lookout;
  private final Pieces pieces;
  private boolean saved;

  /** A piece of a file, and what that is called by now. */
  record Turn(Piece piece, Path path) {}

  /**
   * @throws IOException when what was written down cannot be read, or another input has it
   */
  Following(FileInputConfig config, Context context, Time time) throws IOException {
    this.config = config;
    this.context = context;
    this.time = time;
    this.positions = new Positions(context.dataDirectory());
    this.readings = new Readings(config.maxOpenFiles());
    this.archive = new Archive(readings);
    boolean fromTheEnd = config.start() == FileInputConfig.Start.END && !positions.exist();
    this.lookout =
        new Lookout(config, context, time, readings, archive, fromTheEnd, haste::signalAll);
    this.pieces = new Pieces(context.counter("nul-bytes-skipped")::add);
    try {
      readings.load(positions.load());
    } catch (IOException e) {
      positions.close();
      throw e;
    }
    context.gauge("files-followed", () -> locked(() -> readings.placed().size()));
    context.gauge("files-open", () -> locked(readings::open));
    context.gauge("bytes-behind", () -> locked(this::behind));
  }

  private long locked(LongSupplier question) {
    lock.lock();
    try {
      return question.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  private long behind() {
    return readings.placed().stream().mapToLong(Reading::unread).sum();
  }

  /** Looks at what is there: files that are new, have grown, have another name or are gone. */
  void look() throws IOException {
    var listing = Listing.of(config.paths());
    lock.lock();
    try {
      lookout.look(listing);
      callReaders();
    } finally {
      lock.unlock();
    }
  }

  private void callReaders() {
    if (readings.anyReady()) {
      work.signalAll();
    }
  }

  /** What is to be read next; empty when the file whose turn it is has nothing (more). */
  Optional<Turn> next() throws IOException {
    lock.lock();
    try {
      var turn = readings.turn();
      return turn.isEmpty() || !readings.has(turn.get()) ? Optional.empty() : next(turn.get());
    } finally {
      lock.unlock();
    }
  }

  private Optional<Turn> next(Reading reading) throws IOException {
    try {
      if (!lookout.opens(reading, true)) {
        return Optional.empty();
      }
      var piece = pieces.next(reading);
      reading.size = Math.max(reading.size, reading.read().at());
      if (piece.isPresent()) {
        readings.ready(reading); // There may be more, when the others have had their turn.
      } else if (reading.flush) {
        reading.flush = false;
        reading.barren = true;
      }
      return piece.map(next -> new Turn(next, reading.path));
    } catch (Pieces.ChangedException e) {
      lookout.displace(reading);
    } catch (IOException e) {
      lookout.fail(reading, e);
    }
    return Optional.empty();
  }

  /** Waits until there is something to be read. */
  void awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!readings.anyReady()) {
        work.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is something to be read now. */
  boolean hasWork() {
    return locked(() -> readings.anyReady() ? 1 : 0) == 1;
  }

  /** Waits for so long, or until there is a reason to look at once. */
  void awaitLook(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!lookout.inHaste() && left > 0) {
        left = haste.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is a reason to look at once. */
  boolean inHaste() {
    return locked(() -> lookout.inHaste() ? 1 : 0) == 1;
  }

  /** Notes what has been delivered; what has not will be read again. */
  void settle() throws IOException, InterruptedException {
    lock.lock();
    try {
      for (var reading : readings.all()) {
        settle(reading);
      }
      callReaders();
    } finally {
      lock.unlock();
    }
  }

  private void settle(Reading reading) throws IOException, InterruptedException {
    for (var first = reading.pending().peekFirst(); first != null; ) {
      var delivery = first.delivery();
      if (delivery == null || !delivery.done()) {
        return;
      }
      try {
        delivery.await();
        reading.delivered();
        first = reading.pending().peekFirst();
      } catch (UndeliveredException e) {
        context.counter("read-again").increment();
        reading.rewind();
        if (reading.isPlain()) {
          readings.ready(reading);
        } else {
          readings.displace(reading); // The next look finds the file, and has it read again.
        }
        return;
      }
    }
  }

  /** What is under way, to be waited for. */
  List<Pending> underWay() {
    lock.lock();
    try {
      return readings.all().stream().flatMap(reading -> reading.pending().stream()).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Writes down what has been delivered since the last time. */
  void save() {
    List<Saved> changed;
    List<Long> forgotten;
    List<Saved> all;
    lock.lock();
    try {
      changed = readings.takeChanged();
      forgotten = readings.takeForgotten();
      if (saved && changed.isEmpty() && forgotten.isEmpty()) {
        return;
      }
      all = positions.isDue() ? readings.saved() : changed;
    } finally {
      lock.unlock();
    }
    try {
      positions.save(changed, forgotten, all);
      saved = true;
    } catch (IOException e) {
      // The next time everything is written anew, so nothing of this is forgotten.
      log.error("{}: cannot write down what was read: {}", context.name(), Failure.words(e));
      context.counter("positions-not-saved").increment();
      saved = false;
    }
  }

  /** A compressed file that waits to be read. */
  Candidate packedFile() throws InterruptedException {
    return archive.take();
  }

  /** The same, if there is one now. */
  Optional<Candidate> packedFileNow() {
    return archive.poll();
  }

  /** What there is to be read of a compressed file. */
  Optional<Archive.Job> survey(Candidate file, Content content) throws IOException {
    List<Survey.Known> known;
    lock.lock();
    try {
      known = archive.known();
    } finally {
      lock.unlock();
    }
    var survey = new Survey(known);
    survey.read(content);
    lock.lock();
    try {
      var job = archive.decide(file, survey);
      if (job.isEmpty()) {
        if (readings.in(file.seen.key()).isPresent()) {
          context.counter("compressed-copies").increment();
          lookout.candidates().settled(file);
        } else {
          lookout.candidates().postpone(file, time.nanos());
        }
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  /** A compressed file cannot be read now; the next look finds it again. */
  void failed(Candidate file, IOException e) {
    lock.lock();
    try {
      lookout.unreadable(file.seen.path(), e);
      lookout.candidates().settled(file);
    } finally {
      lock.unlock();
    }
  }

  /** All of a compressed file has been handed on, or cannot be. */
  void unpacked(Archive.Job job) {
    lock.lock();
    try {
      if (job.reading().packed == Reading.UNFINISHED) {
        job.reading().packed = job.file().seen.size();
      }
      job.reading().dirty = true;
      lookout.candidates().settled(job.file());
    } finally {
      lock.unlock();
    }
  }

  /** Lets go of everything, whatever was written down. */
  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      lookout.candidates().close();
      for (var reading : readings.all()) {
        readings.close(reading);
      }
      positions.close();
    } finally {
      lock.unlock();
    }
  }
}
