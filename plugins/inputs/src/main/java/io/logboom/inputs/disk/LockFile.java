package io.logboom.inputs.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is locked as long as somebody uses what lies beside it, so that two agents, or two
 * inputs of one, do not write over each other. Ends with the process, however that ends. Safe for
 * use by many threads.
 */
public final class LockFile implements AutoCloseable {
  private final FileChannel channel;

  private LockFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a file, which is made when it is not there.
   *
   * @throws IOException also when somebody else has it; the message says who
   */
  public static LockFile take(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new LockFile(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(file + " is held by another input of this process", e);
    }
    channel.close();
    throw new IOException(file + " is held by another process: is another agent running?");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
