package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.disk.LockFile;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a checkpoint: {@code checkpoint}, to which facts are appended; {@code
 * checkpoint.previous}, which it took the place of; {@code lock}, held by the process that has
 * them. A new {@code checkpoint} is on disk before it gets that name. For one thread at a time.
 *
 * <p>Written by streams and not by channels, which an interrupt closes for good: whoever stops
 * reading is interrupted, and has yet to write down what was delivered.
 */
final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int BUFFER = 512 << 10;

  private final Path folder;
  private final Path current;
  private final Path previous;
  private final LockFile lock;
  private @Nullable FileOutputStream out;
  private long size;
  private boolean newerDamaged;

  /** Writes all facts that still matter. */
  @FunctionalInterface
  interface Snapshot {
    void write(Appender facts) throws IOException;
  }

  /** Takes facts to be written. */
  @FunctionalInterface
  interface Appender {
    void append(Fact fact) throws IOException;
  }

  /**
   * Takes the files of a folder, which is made when it is not there.
   *
   * @throws IOException also when another process has them
   */
  Journal(Path folder) throws IOException {
    this.folder = folder;
    this.current = folder.resolve("checkpoint");
    this.previous = folder.resolve("checkpoint.previous");
    Files.createDirectories(folder);
    this.lock = LockFile.take(folder.resolve("lock"));
  }

  /**
   * Reads all facts, those of the older file first, and opens the newer one to append to, unless it
   * is damaged: then it is named, and set aside once a new one has been written.
   *
   * @return whether anything was damaged
   */
  boolean recover(Consumer<Fact> facts) throws IOException {
    boolean asideAlone = !Files.exists(current);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder)) {
      boolean aside = false;
      for (Path other : others) {
        String name = String.valueOf(other.getFileName());
        aside |= name.startsWith("checkpoint.damaged-");
        if (name.endsWith(".tmp")) {
          Files.deleteIfExists(other);
        }
      }
      // Ended between setting one aside and putting a new one in its place.
      asideAlone &= aside;
    }
    boolean olderDamaged = damaged(previous, facts);
    newerDamaged = damaged(current, facts);
    if (olderDamaged) {
      Files.move(previous, aside());
    }
    if (Files.exists(current) && !newerDamaged) {
      out = new FileOutputStream(current.toFile(), true);
      size = Files.size(current);
    }
    return olderDamaged || newerDamaged || asideAlone;
  }

  private static boolean damaged(Path file, Consumer<Fact> facts) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    var damages = FactFile.read(file, facts);
    if (damages.isEmpty()) {
      return false;
    }
    var last = damages.getLast();
    if (damages.size() == 1 && last.cutShort()) {
      // A fact that was being written when the process or the machine ended: it does not count.
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(last.from());
      }
      return false;
    }
    LOG.warn(
        "{}: damaged ({}) and set aside; what it no longer tells is read again, so events may come"
            + " twice",
        file,
        damages);
    return true;
  }

  private Path aside() {
    for (int i = 1; ; i++) {
      Path aside = folder.resolve("checkpoint.damaged-" + i);
      if (!Files.exists(aside)) {
        return aside;
      }
    }
  }

  /** Whether there is a file to append to. */
  boolean open() {
    return out != null;
  }

  /** How long the newer file is. */
  long size() {
    return size;
  }

  /** Appends a fact; it is with the system when this returns. */
  void append(Fact fact) throws IOException {
    if (out == null) {
      throw new IOException(current + " is not open");
    }
    byte[] bytes = FactFile.encode(fact).array();
    out.write(bytes);
    size += bytes.length;
  }

  /** Brings what was appended to the disk. */
  void sync() throws IOException {
    if (out != null) {
      out.getFD().sync();
    }
  }

  /** Writes a new file that takes the place of the newer one. */
  void rewrite(Snapshot snapshot) throws IOException {
    Path fresh = folder.resolve("checkpoint.tmp");
    try (var file = new FileOutputStream(fresh.toFile())) {
      var buffer = new BufferedOutputStream(file, BUFFER);
      snapshot.write(fact -> buffer.write(FactFile.encode(fact).array()));
      buffer.flush();
      file.getFD().sync();
    }
    close(out);
    out = null;
    if (Files.exists(current)) {
      Files.move(current, newerDamaged ? aside() : previous, StandardCopyOption.ATOMIC_MOVE);
      newerDamaged = false;
    }
    Files.move(fresh, current, StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
    size = Files.size(current);
    out = new FileOutputStream(current.toFile(), true);
  }

  /** Only a channel can do that; one that an interrupt closes is opened again. */
  private void syncFolder() throws IOException {
    boolean interrupted = false;
    while (true) {
      try (var channel = FileChannel.open(folder)) {
        channel.force(true);
        break;
      } catch (ClosedByInterruptException _) {
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(@Nullable FileOutputStream file) throws IOException {
    if (file != null) {
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      sync();
      close(out);
    } finally {
      out = null;
      lock.close();
    }
  }
}
