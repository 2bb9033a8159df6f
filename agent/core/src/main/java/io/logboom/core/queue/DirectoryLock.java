package io.logboom.core.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other processes, and others in this one, out of a directory. */
public final class DirectoryLock implements AutoCloseable {
  /** The file that is locked; it stays when the lock goes. */
  static final String NAME = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, or fails at once. It goes with the process, however that ends.
   *
   * @param what the directory is for, as people are told: {@code the queue}
   * @throws IOException that names the directory, when somebody else has it
   */
  public static DirectoryLock take(String what, Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock(channel) != null) {
        return new DirectoryLock(channel);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException(what + " " + directory + " is in use by another process");
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
