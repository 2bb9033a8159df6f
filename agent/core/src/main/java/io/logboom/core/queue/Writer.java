package io.logboom.core.queue;

import io.logboom.core.config.Queueing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was appended, all of it that is there at once, and fsyncs as asked; remembers the low
 * water and deletes what lies below it. A disk that fails is tried again until it does not: those
 * who append wait meanwhile. Run by one thread.
 */
final class Writer {
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  /** On a disk that is nearly full it goes back and forth: to say so now and then is enough. */
  private static final long BETWEEN_WARNINGS = TimeUnit.SECONDS.toNanos(30);

  private final Path directory;
  private final Queueing options;
  private final Chores chores;
  private final Disk disk;
  private final Cursor cursor;
  private final Quarantine quarantine;
  private final Tally tally;
  private final long salt;

  private long nextSegment;
  private @Nullable Segment active;
  private @Nullable FileChannel channel;
  private final List<Promise> unsynced = new ArrayList<>();
  private long syncDue;
  private long remembered = System.nanoTime() - Chores.CURSOR_NANOS;
  private long toldFailing = System.nanoTime() - BETWEEN_WARNINGS;
  private boolean failing;
  private boolean cursorFailing;

  Writer(
      Path directory,
      Queueing options,
      Chores chores,
      Disk disk,
      Cursor cursor,
      Quarantine quarantine,
      Tally tally,
      long salt,
      long nextSegment) {
    this.directory = directory;
    this.options = options;
    this.chores = chores;
    this.disk = disk;
    this.cursor = cursor;
    this.quarantine = quarantine;
    this.tally = tally;
    this.salt = salt;
    this.nextSegment = nextSegment;
  }

  /** Works until the exchange takes nothing more and all it had is written. */
  void run() {
    try {
      // From now on a cursor that is not there is one that was lost.
      keepHouse(true);
      Optional<Group> done = Optional.empty();
      while (true) {
        var task = chores.take(done, untilSync());
        done = task.group();
        if (done.isPresent()) {
          write(done.get());
        }
        if (!unsynced.isEmpty() && untilSync() <= 0) {
          sync();
        }
        keepHouse(task.last());
        if (task.last()) {
          break;
        }
      }
    } catch (InterruptedException e) {
      tally.warn("interrupted while writing", directory);
    } finally {
      end();
    }
  }

  private long untilSync() {
    return unsynced.isEmpty() ? Long.MAX_VALUE : Math.max(0, syncDue - System.nanoTime());
  }

  private void write(Group group) throws InterruptedException {
    long pause = FIRST_PAUSE;
    while (true) {
      try {
        append(group);
        if (failing) {
          failing = false;
          tally.info("can be written again", directory);
        }
        return;
      } catch (IOException e) {
        failed(e);
      }
      keepHouse(false);
      if (!chores.pause(pause)) {
        group
            .promises()
            .forEach(
                promise -> promise.breakOff("the agent stopped, and the disk is full or broken"));
        return;
      }
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
  }

  /** All of it, or nothing as far as readers and promises are concerned. */
  private void append(Group group) throws IOException {
    var segment = active;
    if (segment != null
        && segment.end() > Layout.HEADER
        && segment.end() + group.size() > options.segmentSize().bytes()) {
      seal(segment);
      segment = null;
    }
    if (segment == null) {
      segment = open();
    }
    var file = channel;
    if (file == null) {
      throw new IllegalStateException("no file for " + segment);
    }
    var bytes = ByteBuffer.wrap(group.bytes(), 0, group.size());
    long at = segment.end();
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
    switch (options.sync()) {
      case ALWAYS -> {
        try {
          file.force(false);
        } catch (IOException e) {
          // What the operating system held may be gone, and the next fsync would not tell.
          giveUp(segment);
          throw e;
        }
        chores.written(group, segment);
        group.promises().forEach(Promise::keep);
      }
      case INTERVAL -> {
        chores.written(group, segment);
        if (unsynced.isEmpty()) {
          syncDue = System.nanoTime() + options.interval().toNanos();
        }
        unsynced.addAll(group.promises());
      }
      case OS -> {
        chores.written(group, segment);
        group.promises().forEach(Promise::keep);
      }
    }
  }

  private Segment open() throws IOException {
    var segment = Segment.fresh(directory, nextSegment, salt);
    var file =
        disk.open(
            segment.path(),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      var header = ByteBuffer.wrap(Layout.header(segment.number(), salt));
      while (header.hasRemaining()) {
        file.write(header, header.position());
      }
      if (options.sync() != Queueing.Sync.OS) {
        forceDirectory();
      }
    } catch (IOException e) {
      try (file) {
        Files.deleteIfExists(segment.path());
      }
      throw e;
    }
    nextSegment++;
    active = segment;
    channel = file;
    chores.opened(segment);
    return segment;
  }

  /** The name of a new file is kept by its directory. */
  private void forceDirectory() throws IOException {
    try (var names = disk.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void seal(Segment segment) throws IOException {
    if (!unsynced.isEmpty()) {
      sync();
    }
    active = null;
    var file = channel;
    channel = null;
    chores.sealed(segment);
    if (file != null) {
      try (file) {
        if (file.size() > segment.end()) {
          // The beginning of what could not be written.
          file.truncate(segment.end());
        }
      }
    }
  }

  /** Never writes to that segment again; what may be behind its end is cut off. */
  private void giveUp(Segment segment) throws IOException {
    var file = channel;
    active = null;
    channel = null;
    chores.sealed(segment);
    if (file != null) {
      try (file) {
        file.truncate(segment.end());
      }
    }
  }

  private void sync() {
    var file = channel;
    try {
      if (file != null) {
        file.force(false);
      }
      unsynced.forEach(Promise::keep);
    } catch (IOException e) {
      failed(e);
      unsynced.forEach(promise -> promise.breakOff("fsync failed: " + e.getMessage()));
    }
    unsynced.clear();
  }

  private void failed(IOException e) {
    tally.writeFailures.increment();
    long now = System.nanoTime();
    if (!failing && now - toldFailing >= BETWEEN_WARNINGS) {
      failing = true;
      toldFailing = now;
      tally.error("cannot be written, trying again", e);
    }
    var segment = active;
    if (segment != null && segment.end() > Layout.HEADER && chores.isDeliveredUpTo(segment)) {
      // Its room may be all the room there is.
      try {
        giveUp(segment);
      } catch (IOException cut) {
        e.addSuppressed(cut);
      }
    }
  }

  /** Remembers the low water and deletes what lies below it. */
  private void keepHouse(boolean last) {
    var finished = chores.takeFinished();
    boolean must = last || !finished.isEmpty();
    if (must || System.nanoTime() - remembered >= Chores.CURSOR_NANOS) {
      chores.low(must).ifPresent(this::remember);
    }
    for (var segment : finished) {
      try {
        quarantine.remove(segment);
        chores.freed(segment);
      } catch (IOException e) {
        tally.error("cannot be deleted", e);
      }
    }
  }

  private void remember(Cursor.Position position) {
    remembered = System.nanoTime();
    try {
      cursor.write(position);
      cursorFailing = false;
    } catch (IOException e) {
      if (!cursorFailing) {
        cursorFailing = true;
        tally.error("cannot remember what is delivered", e);
      }
    }
  }

  private void end() {
    sync();
    var segment = active;
    try {
      if (segment != null) {
        seal(segment);
        keepHouse(true);
      }
      cursor.force();
    } catch (IOException e) {
      tally.error("could not be closed in order", e);
    }
  }
}
