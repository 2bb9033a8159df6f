package io.logboom.core.queue;

import io.logboom.spi.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A queue that no agent works with, looked at and emptied by hand. The directory is locked as long
 * as this is open. Used by one thread.
 */
public final class StoredQueue implements AutoCloseable {
  private static final int PIECE = 256 << 10;

  /**
   * What is to be said of a segment.
   *
   * @param name of the file
   * @param bytes its size
   * @param events how many can be read
   * @param damage where it is damaged; empty when it is sound
   * @param otherVersion whether it is of a version that is not known here
   */
  public record Verdict(
      String name, long bytes, long events, List<String> damage, boolean otherVersion) {

    public Verdict {
      damage = List.copyOf(damage);
    }

    /** Whether an agent would read all of it. */
    public boolean sound() {
      return damage.isEmpty() && !otherVersion;
    }
  }

  /** Takes events that are not delivered, in their order. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Called for each event; it must not be kept.
     *
     * @param segment the name of the file it is in
     */
    void read(Event event, String segment) throws IOException;
  }

  /** Told of damaged bytes that were met. */
  @FunctionalInterface
  public interface Problems {
    void damaged(String what);
  }

  private final Path directory;
  private final DirectoryLock lock;
  private final Cursor cursor;
  private Optional<Cursor.Position> end = Optional.empty();

  private StoredQueue(Path directory, DirectoryLock lock, Cursor cursor) {
    this.directory = directory;
    this.lock = lock;
    this.cursor = cursor;
  }

  /**
   * Opens the queue in a directory.
   *
   * @throws IOException when there is none, it cannot be read, or an agent works with it
   */
  public static StoredQueue open(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory + ": there is no such directory");
    }
    if (!QueueDirectory.isQueue(directory)) {
      throw new NoSuchFileException(directory + ": there is no queue in this directory");
    }
    var lock = DirectoryLock.take("the queue", directory);
    try {
      var cursor =
          new Cursor(
              directory,
              Disk.REAL,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new StoredQueue(directory, lock, cursor);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Reads every segment to its end, and changes nothing. */
  public List<Verdict> check() throws IOException {
    var verdicts = new ArrayList<Verdict>();
    for (var segment : Segment.in(directory)) {
      verdicts.add(check(segment));
    }
    return verdicts;
  }

  private static Verdict check(Segment segment) throws IOException {
    var damage = new ArrayList<String>();
    long events = 0;
    try (var reader =
        new SegmentReader(
            segment,
            Disk.REAL,
            one -> damage.add("bytes " + one.from() + " to " + (one.to() - 1)))) {
      switch (reader.head()) {
        case OTHER_VERSION -> {
          return new Verdict(segment.name(), segment.end(), 0, List.of(), true);
        }
        case DAMAGED -> damage.add("the header");
        case SOUND -> {}
      }
      var array = new byte[PIECE];
      for (long at = Layout.HEADER; at < segment.end(); ) {
        var chunk = reader.read(at, segment.end(), array);
        events += chunk.events().size();
        at = chunk.next();
      }
    }
    return new Verdict(segment.name(), segment.end(), events, damage, false);
  }

  /** Whether it is known what is delivered. */
  public boolean cursorSound() {
    return cursor.position().isPresent();
  }

  /**
   * Reads the events that are not delivered.
   *
   * @return how many there are
   */
  public long read(Reader to, Problems problems) throws IOException {
    var findings = new Looking(problems);
    var found = Recovery.of(directory, cursor.position(), Disk.REAL, findings);
    long events = 0;
    for (var segment : found.segments()) {
      boolean first = segment.number() == found.low().segment().number();
      try (var reader = new SegmentReader(segment, Disk.REAL, findings::damaged)) {
        var array = new byte[PIECE];
        for (long at = first ? found.low().offset() : Layout.HEADER; at < segment.end(); ) {
          var chunk = reader.read(at, segment.end(), array);
          for (var event : chunk.events()) {
            to.read(event, segment.name());
            events++;
          }
          at = chunk.next();
        }
      }
    }
    if (!found.segments().isEmpty()) {
      var last = found.segments().getLast();
      end =
          Optional.of(
              new Cursor.Position(
                  last.number(), last.salt(), last.end(), found.nextNumber(), found.nextNumber()));
    }
    return events;
  }

  /**
   * Marks as delivered what was read, and deletes its segments; damaged bytes are kept in the
   * directory {@code damaged}.
   */
  public void forget() throws IOException {
    if (end.isEmpty()) {
      return;
    }
    cursor.write(end.get());
    cursor.force();
    var quarantine = new Quarantine(directory, Disk.REAL);
    for (var segment : Segment.in(directory)) {
      if (segment.number() <= end.get().segment()) {
        remove(segment, quarantine);
      }
    }
  }

  private static void remove(Segment segment, Quarantine quarantine) throws IOException {
    try (var reader = new SegmentReader(segment, Disk.REAL, quarantine::keep)) {
      switch (reader.head()) {
        case OTHER_VERSION -> {
          return;
        }
        case DAMAGED -> quarantine.keep(new Damage(segment, 0, Layout.HEADER));
        case SOUND -> {}
      }
      var array = new byte[PIECE];
      for (long at = Layout.HEADER; at < segment.end(); ) {
        at = reader.read(at, segment.end(), array).next();
      }
    }
    quarantine.remove(segment);
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      cursor.close();
    }
  }

  /** Changes nothing, whatever is found. */
  private record Looking(Problems problems) implements Recovery.Findings {
    @Override
    public void damaged(Damage damage) {
      problems.damaged(damage.toString());
    }

    @Override
    public void otherVersion(Segment segment) {
      problems.damaged(segment + ": of a version that cannot be read");
    }

    @Override
    public void useless(Segment segment) {
      // Nothing to be read, nothing to be said.
    }

    @Override
    public void cursorLost() {
      problems.damaged("cursor: it is not known what is delivered");
    }
  }
}
