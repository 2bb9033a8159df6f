package io.logboom.outputs.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file under way: named {@code NAME.open} until it is finished, then renamed to {@code NAME}.
 * What was committed stays; what was not can be taken back. Used by one thread, which nobody
 * interrupts.
 */
final class OpenFile implements WritableByteChannel {
  /** Ends the name of a file under way. */
  static final String SUFFIX = ".open";

  private final Path path;
  private final FileChannel channel;
  private final Instant begun;
  private final BooleanSupplier stop;
  private long durable;
  private Instant lastWrite;

  private OpenFile(
      Path path, FileChannel channel, long durable, Instant now, BooleanSupplier stop) {
    this.path = path;
    this.channel = channel;
    this.durable = durable;
    this.begun = now;
    this.lastWrite = now;
    this.stop = stop;
  }

  /**
   * Begins a new file; its directory is there.
   *
   * @param path its name when it is finished
   * @param stop tells, at any time, whether writing is to stop
   */
  static OpenFile begin(Disk disk, Path path, Instant now, BooleanSupplier stop)
      throws IOException {
    var channel = disk.open(underWay(path), true);
    try {
      lock(channel);
      Folders.sync(parent(path));
      return new OpenFile(path, channel, 0, now, stop);
    } catch (IOException e) {
      channel.close();
      Files.delete(underWay(path));
      throw e;
    }
  }

  /** The name of a file while it is under way. */
  static Path underWay(Path path) {
    return path.resolveSibling(path.getFileName() + SUFFIX);
  }

  /**
   * Keeps other processes, and other outputs of this one, off a file; null when one of them has it.
   */
  static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Its name when it is finished. */
  Path path() {
    return path;
  }

  /** How many bytes of it are durable. */
  long size() {
    return durable;
  }

  Instant begun() {
    return begun;
  }

  Instant lastWrite() {
    return lastWrite;
  }

  /**
   * Appends all of it.
   *
   * @throws InterruptedIOException when writing is to stop
   */
  @Override
  public int write(ByteBuffer from) throws IOException {
    if (stop.getAsBoolean()) {
      throw new InterruptedIOException("interrupted while writing " + path);
    }
    int count = from.remaining();
    try {
      while (from.hasRemaining()) {
        channel.write(from);
      }
    } catch (IOException e) {
      throw failure(e);
    }
    return count;
  }

  /** Makes everything written so far durable; it can still be taken back. */
  void sync() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** The system says what went wrong, but not where. */
  private IOException failure(IOException e) {
    return new IOException("cannot write " + underWay(path) + ": " + e.getMessage(), e);
  }

  /** From here on, what was written stays. */
  void commit(Instant now) throws IOException {
    durable = channel.position();
    lastWrite = now;
  }

  /** Takes back what was written since the last commit. */
  void rollBack() throws IOException {
    channel.truncate(durable);
    channel.position(durable);
  }

  /** Removes a file that nothing was committed to. */
  void discard() throws IOException {
    channel.close();
    Files.delete(underWay(path));
    Folders.sync(parent(path));
  }

  /** Gives it its name, or the next free one, which is returned; closing is left to the caller. */
  Path publish() throws IOException {
    return publish(path);
  }

  /** Renames the finished file {@code NAME.open} to the first free of NAME, NAME-1, NAME-2 ... */
  static Path publish(Path path) throws IOException {
    var name = path;
    for (int i = 1; Files.exists(name, LinkOption.NOFOLLOW_LINKS); i++) {
      name = numbered(path, i);
    }
    Files.move(underWay(path), name, StandardCopyOption.ATOMIC_MOVE);
    Folders.sync(parent(path));
    return name;
  }

  /** The name with a number before its suffix: {@code a.json.gz}, {@code a-1.json.gz}. */
  static Path numbered(Path path, int number) {
    String name = path.getFileName().toString();
    int end = name.endsWith(".gz") || name.endsWith(".zst") ? name.lastIndexOf('.') : name.length();
    int dot = name.lastIndexOf('.', end - 1);
    int at = dot > 0 ? dot : end;
    return path.resolveSibling(name.substring(0, at) + "-" + number + name.substring(at));
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path.toAbsolutePath().getRoot() : parent;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
