package io.logboom.inputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sense of what a look at the folders shows: what has grown, has another name, another
 * content, or is gone; and of what is new. Guarded by the lock of its {@link Following}.
 */
final class Lookout {
  private static final Logger log = LoggerFactory.getLogger(Lookout.class);

  private final FileInputConfig config;
  private final Context context;
  private final Time time;
  private final Readings readings;
  private final Candidates candidates;
  private final boolean fromTheEnd;
  private final Runnable onHaste;
  private final Troubles troubles;
  private long looks;
  private boolean inHaste;

  /**
   * @param fromTheEnd whether what is there at the first look is begun at its end
   * @param onHaste called when there is a reason to look again at once
   */
  Lookout(
      FileInputConfig config,
      Context context,
      Time time,
      Readings readings,
      Archive archive,
      boolean fromTheEnd,
      Runnable onHaste) {
    this.config = config;
    this.context = context;
    this.time = time;
    this.readings = readings;
    this.fromTheEnd = fromTheEnd;
    this.onHaste = onHaste;
    this.troubles = new Troubles(context);
    this.candidates = new Candidates(this, readings, archive, config.rotateWait().toNanos());
  }

  /** The files of which is not known yet what they are. */
  Candidates candidates() {
    return candidates;
  }

  /** Whether there is a reason to look again at once. */
  boolean inHaste() {
    return inHaste;
  }

  private void hurry() {
    inHaste = true;
    onHaste.run();
  }

  private Counter counter(String name) {
    return context.counter(name);
  }

  /** Takes in what is there. */
  void look(Listing listing) throws IOException {
    long now = time.nanos();
    looks++;
    inHaste = false;
    listing.closed().forEach(troubles::tell);
    var unknown = new ArrayList<Seen>();
    for (var seen : listing.files().values()) {
      var reading = readings.in(seen.key());
      if (reading.isEmpty() || !stays(reading.get(), seen, now)) {
        unknown.add(seen);
      }
    }
    for (var reading : List.copyOf(readings.placed())) {
      if (reading.look != looks && !isThere(reading)) {
        missing(reading, now);
      }
    }
    candidates.take(unknown, looks, now);
    for (var reading : readings.placeless()) {
      mourn(reading, now);
    }
    readings.forgetBefore(seconds() - config.forgetAfter().toSeconds());
  }

  private long seconds() {
    return TimeUnit.MILLISECONDS.toSeconds(time.millis());
  }

  /** A folder that could not be looked into for once does not mean that its files are gone. */
  private static boolean isThere(Reading reading) {
    try {
      var attributes = Files.readAttributes(reading.path, BasicFileAttributes.class);
      return !reading.gone && reading.key.equals(String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return !Files.notExists(reading.path) && !reading.gone;
    }
  }

  /** Looks at a file that was there before; tells whether it is what it was. */
  private boolean stays(Reading reading, Seen seen, long now) throws IOException {
    reading.look = looks;
    reading.seen = seconds();
    boolean another = reading.born != 0 && seen.born() != 0 && seen.born() != reading.born;
    if (another || (reading.packed >= 0 && reading.packed != seen.size())) {
      lose(reading, now);
      return false;
    }
    if (reading.born == 0 && seen.born() != 0) {
      reading.born = seen.born();
      reading.dirty = true;
    }
    if (!seen.path().equals(reading.path)) {
      rename(reading, seen.path(), now);
    }
    if (!reading.isPlain()) {
      return true;
    }
    reading.gone = false;
    boolean written = seen.size() != reading.size || seen.modified() != reading.modified;
    if (written) {
      wrote(reading, now);
    }
    long unread = reading.unread();
    reading.size = seen.size();
    reading.modified = seen.modified();
    if (written || !reading.verified || reading.unread() > 0 || seen.isFresh(time.millis())) {
      boolean same = examine(reading, now);
      reading.missed = same ? 0 : Math.max(unread, reading.missed);
      return same;
    }
    tend(reading, now);
    return true;
  }

  private static void wrote(Reading reading, long now) {
    reading.changed = now;
    reading.flush = false;
    reading.barren = false;
  }

  private void rename(Reading reading, Path path, long now) {
    if (reading.path.equals(reading.home)) {
      counter("rotated").increment();
    }
    reading.path = path;
    reading.changed = now;
    reading.dirty = true;
  }

  /** Has a file read that may have grown; tells whether it is what it was. */
  private boolean examine(Reading reading, long now) throws IOException {
    try {
      if (reading.isOpen()) {
        reading.size = reading.content().length();
        if (reading.size <= reading.read().at() && !reading.isIn(reading.content())) {
          displace(reading);
          return false;
        }
      } else if (!opens(reading, false)) {
        if (readings.has(reading)) {
          readings.ready(reading); // It is opened when it has its turn.
        }
        return readings.has(reading);
      }
    } catch (IOException e) {
      fail(reading, e);
      return true;
    }
    if (reading.unread() > 0) {
      readings.ready(reading);
    }
    tend(reading, now);
    return true;
  }

  /**
   * Opens a reading's file if need be; tells whether it is open now, and is what it was.
   *
   * @param inTurn as for {@link Readings#makeRoom}
   */
  boolean opens(Reading reading, boolean inTurn) throws IOException {
    if (reading.isOpen()) {
      return true;
    }
    if (!readings.makeRoom(inTurn)) {
      return false;
    }
    Content content;
    try {
      content = Content.open(reading.path, reading.key);
    } catch (Content.MovedException e) {
      hurry();
      return false;
    }
    try {
      if (reading.isIn(content)) {
        readings.opened(reading, content);
        reading.size = content.length();
        reading.verified = true;
        return true;
      }
    } catch (IOException e) {
      content.close();
      throw e;
    }
    content.close();
    displace(reading);
    return false;
  }

  /** A file that is not there any more; what is open can still be read to its end. */
  private void missing(Reading reading, long now) throws IOException {
    if (!reading.isOpen()) {
      lose(reading, now);
      return;
    }
    if (!reading.gone) {
      reading.gone = true;
      reading.changed = now;
      if (reading.path.equals(reading.home)) {
        counter("rotated").increment();
      }
    }
    if (reading.content().length() != reading.size) {
      wrote(reading, now);
    }
    examine(reading, now);
  }

  /** Takes a last line that has no end, and closes what is done with. */
  private void tend(Reading reading, long now) throws IOException {
    if (!reading.pending().isEmpty()) {
      return;
    }
    long idle = now - reading.changed;
    boolean over = reading.isRotated() && idle >= config.rotateWait().toNanos();
    if (reading.unread() > 0) {
      if (over || idle >= config.partialLineAfter().toNanos()) {
        reading.flush = true;
        readings.ready(reading);
      }
    } else if (over && reading.gone) {
      readings.displace(reading);
    } else if (over) {
      readings.close(reading);
    }
  }

  /** Its file is gone, or another one has its number. */
  private void lose(Reading reading, long now) throws IOException {
    reading.missed = reading.unread();
    reading.changed = now;
    readings.displace(reading);
  }

  /** Its file has another content: it lies nowhere, until a copy is found. */
  void displace(Reading reading) throws IOException {
    log.debug("{} has another content at byte {}", reading.path, reading.read().at());
    counter("truncated").increment();
    reading.truncated = true;
    lose(reading, time.nanos());
    hurry();
  }

  /** Says what was there and has not been read, when nothing has been found for a while. */
  private void mourn(Reading reading, long now) {
    if (reading.missed > 0 && now - reading.changed >= config.rotateWait().toNanos()) {
      counter("missed-bytes").add(reading.missed);
      log.warn(
          "{}: {} is gone, and at least {} bytes of it were not read; no copy of it is among the"
              + " files that paths names",
          context.name(),
          reading.path,
          reading.missed);
      reading.missed = 0;
    }
  }

  /** Something that lay nowhere has been found. */
  void goOn(Reading reading, Seen seen, Content content, boolean there) throws IOException {
    log.debug("{} goes on in {} at byte {}", reading.path, seen.path(), reading.read().at());
    if (reading.truncated) {
      counter("copies-found").increment();
    }
    take(reading, seen, content, there);
  }

  /** Something new. */
  void begin(Seen seen, Content content, boolean there) throws IOException {
    log.debug("{} is new", seen.path());
    var reading = new Reading(readings.nextId(), seen.path());
    take(reading, seen, content, there);
    if (fromTheEnd && looks == 1) {
      reading.beginAt(lastLine(content));
    }
  }

  private void take(Reading reading, Seen seen, Content content, boolean there) throws IOException {
    reading.moveTo(seen);
    reading.size = content.length();
    reading.gone = !there;
    reading.look = looks;
    reading.seen = seconds();
    reading.changed = time.nanos();
    readings.opened(reading, content);
    readings.place(reading);
    readings.ready(reading);
  }

  /** Where the last line begins that may still be written to. */
  private static long lastLine(Content content) throws IOException {
    long length = content.length();
    long from = Math.max(0, length - Pieces.BUFFER);
    byte[] bytes = content.read(from, (int) (length - from));
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return from + i + 1;
      }
    }
    return length;
  }

  /** A file cannot be read now; it is tried again when it changes. */
  void fail(Reading reading, IOException e) throws IOException {
    readings.close(reading);
    reading.verified = false;
    unreadable(reading.path, e);
  }

  /** A file cannot be read now. */
  void unreadable(Path path, IOException e) {
    troubles.tell(path, e);
  }
}
