package io.logboom.core.state;

import io.logboom.core.queue.DirectoryLock;
import io.logboom.core.queue.Disk;
import io.logboom.core.queue.QueueDirectory;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Counter;
import io.logboom.spi.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one filter has to remember, on disk. Used by one thread. */
public final class StateLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateLog.class);

  /** A file may grow by so much, and to twice its first size, before a new one is begun. */
  private static final long GROWTH = 4 << 20;

  private final Path directory;
  private final String name;
  private final Disk disk;
  private final DirectoryLock lock;
  private final Counter written;
  private final Counter setAside;
  private final Counter damaged;
  private final SecureRandom random = new SecureRandom();
  private final List<LogFile> old = new ArrayList<>();
  private final List<LogFile> toKeep = new ArrayList<>();
  private long nextNumber = 1;
  private @Nullable LogWriter writer;
  private volatile long size;

  /** Takes back an entry; false when there is no use for it. */
  @FunctionalInterface
  public interface Restoring {
    boolean restore(byte[] key, byte[] value);
  }

  /** Writes everything, or what has changed. */
  @FunctionalInterface
  public interface Saving {
    void save(Memory memory, boolean all) throws Exception;
  }

  private StateLog(Path directory, String name, Meter meter, Disk disk, DirectoryLock lock) {
    this.directory = directory;
    this.name = name;
    this.disk = disk;
    this.lock = lock;
    this.written = meter.counter("state-saves");
    this.setAside = meter.counter("state-set-aside");
    this.damaged = meter.counter("state-damaged-bytes");
    meter.gauge("state-bytes", () -> size);
  }

  /** The directory of a filter's log. */
  public static Path directory(Path dataDirectory, String name) {
    return root(dataDirectory).resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  private static Path root(Path dataDirectory) {
    return dataDirectory.resolve("state");
  }

  /** Directories in which something is remembered, other than these. */
  public static List<Path> others(Path dataDirectory, List<Path> known) throws IOException {
    var others = new ArrayList<Path>();
    if (Files.isDirectory(root(dataDirectory))) {
      try (var all = Files.newDirectoryStream(root(dataDirectory), Files::isDirectory)) {
        for (Path one : all) {
          if (!known.contains(one) && !LogFile.in(one).isEmpty()) {
            others.add(one);
          }
        }
      }
    }
    return others;
  }

  /**
   * Opens a log, making its directory when it is not there.
   *
   * @param name the filter's address in the configuration
   * @throws IOException that names the directory, also when another process has it
   */
  public static StateLog open(Path directory, String name, Meter meter) throws IOException {
    return open(directory, name, meter, Disk.REAL);
  }

  static StateLog open(Path directory, String name, Meter meter, Disk disk) throws IOException {
    QueueDirectory.make(directory);
    var lock = DirectoryLock.take("the state of a filter,", directory);
    return new StateLog(directory, name, meter, disk, lock);
  }

  /**
   * Gives what was saved last, each key once. Before the first save.
   *
   * @throws IOException when the disk cannot be read
   */
  public void restore(Restoring to) throws IOException {
    var found = LogFile.in(directory);
    if (!found.isEmpty()) {
      nextNumber = found.getFirst().number() + 1;
    }
    old.addAll(found);
    for (var file : found) {
      try (var reader = new LogReader(file, disk)) {
        if (reader.otherVersion()) {
          LOG.error("{}: {} is of another version: it is set aside", name, file.path());
          setAside.increment();
          toKeep.add(file);
          continue;
        }
        var survey = Survey.of(reader);
        if (survey.damagedBytes() > 0) {
          damaged.add(survey.damagedBytes());
          LOG.error(
              "{}: {} bytes of what was remembered are damaged: {} is set aside, the rest is used",
              name,
              survey.damagedBytes(),
              file.path());
          toKeep.add(file);
        }
        if (survey.end() > 0) {
          restore(file, survey.entries(reader), to);
          return;
        }
      }
    }
  }

  private void restore(LogFile file, Survey.Entries entries, Restoring to) {
    int all = entries.size();
    int refused = entries.drain(to);
    if (refused > 0) {
      setAside.add(refused);
      toKeep.add(file);
      LOG.warn(
          "{}: {} of {} remembered entries are of a query, rule or version that is no more: they"
              + " are not used; {} is set aside",
          name,
          refused,
          all,
          file.path());
    }
  }

  /**
   * Has something saved, and makes it durable. When this throws, nothing of it counts, and
   * everything will be asked for at the next time.
   *
   * @throws Exception what was thrown at the saving, or an {@link IOException} when the disk is
   *     full or broken
   */
  public void save(Saving saving) throws Exception {
    var current = writer;
    boolean all = current == null || current.size() > 2 * current.sizeAtFirst() + GROWTH;
    // Until it has gone well, there is no file that can be added to.
    writer = null;
    if (all) {
      if (current != null) {
        current.close();
      }
      saveAll(saving);
    } else if (current != null) {
      saveMore(current, saving);
    }
    var now = writer;
    size = now == null ? 0 : now.size();
  }

  private void saveMore(LogWriter current, Saving saving) throws Exception {
    boolean well = false;
    try {
      saving.save(current, false);
      if (current.entries() > 0) {
        current.end();
        written.increment();
      }
      writer = current;
      well = true;
    } finally {
      if (!well) {
        closeQuietly(current);
      }
    }
  }

  private void saveAll(Saving saving) throws Exception {
    var fresh = new LogWriter(LogFile.fresh(directory, nextNumber++, random.nextLong()), disk);
    boolean well = false;
    try {
      saving.save(fresh, true);
      boolean nothing = fresh.entries() == 0 && old.isEmpty();
      if (!nothing) {
        fresh.end();
        forceDirectory();
        written.increment();
        writer = fresh;
      }
      well = true;
    } finally {
      if (!well) {
        discard(fresh);
      }
    }
    if (writer != null) {
      removeOld();
      old.add(fresh.file());
    }
  }

  /** The name of a new file is kept by its directory. */
  private void forceDirectory() throws IOException {
    try (var names = disk.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void removeOld() {
    for (var file : List.copyOf(old)) {
      try {
        if (toKeep.contains(file)) {
          var aside = directory.resolve("set-aside");
          Files.createDirectories(aside);
          Files.move(file.path(), aside.resolve(file.name()), StandardCopyOption.REPLACE_EXISTING);
          toKeep.remove(file);
        } else {
          Files.deleteIfExists(file.path());
        }
        old.remove(file);
      } catch (IOException e) {
        // It no longer counts, so it does no harm; the next file's turn is the next try.
        LOG.warn("{}: {} cannot be removed: {}", name, file.path(), e.getMessage());
      }
    }
  }

  private void closeQuietly(LogWriter failed) {
    try {
      failed.close();
    } catch (IOException e) {
      LOG.debug("{}: {}", name, e.getMessage());
    }
  }

  private void discard(LogWriter failed) {
    try {
      failed.discard();
    } catch (IOException e) {
      LOG.debug("{}: {}", name, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      var current = writer;
      if (current != null) {
        current.close();
      }
    }
  }
}
