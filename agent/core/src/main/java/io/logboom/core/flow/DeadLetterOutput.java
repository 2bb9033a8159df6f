package io.logboom.core.flow;

import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends letters to the dead-letter file and fsyncs before it returns. The file is made, with no
 * access for others, when the first letter comes; a line torn by a crash is cut off then. Called
 * from one thread at a time.
 */
public final class DeadLetterOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterOutput.class);

  private final Path path;
  private @Nullable RandomAccessFile file;
  private long durable;

  /** Makes nothing yet, neither the file nor its directory. */
  public DeadLetterOutput(Path path) {
    this.path = path.toAbsolutePath();
  }

  @Override
  public void write(Batch batch) throws IOException {
    var open = open();
    try {
      var lines = new byte[Math.toIntExact(batch.bytes() + batch.events().size())];
      int length = 0;
      for (Event letter : batch.events()) {
        System.arraycopy(letter.array(), letter.offset(), lines, length, letter.length());
        length += letter.length();
        lines[length++] = '\n';
      }
      open.seek(durable);
      open.write(lines, 0, length);
      open.getFD().sync();
      durable += length;
    } catch (IOException e) {
      cutBack(open, e);
      throw new IOException("dead-letter file " + path + ": " + e.getMessage(), e);
    }
  }

  /** Leaves no half line behind for whoever reads the file while the disk is full. */
  private void cutBack(RandomAccessFile open, IOException failure) {
    try {
      open.setLength(durable);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private RandomAccessFile open() throws IOException {
    if (file != null) {
      return file;
    }
    Path directory = path.getParent();
    if (directory == null) {
      throw new IOException("dead-letter file " + path + " is a directory");
    }
    try {
      Files.createDirectories(directory);
      boolean fresh = !Files.exists(path);
      if (fresh) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
      }
      var opened = new RandomAccessFile(path.toFile(), "rw");
      lock(opened);
      durable = wholeLines(opened);
      if (durable < opened.length()) {
        LOG.warn("dead-letter file {}: cut off a line torn at byte {}", path, durable);
        opened.setLength(durable);
      }
      if (fresh) {
        try (var parent = FileChannel.open(directory, StandardOpenOption.READ)) {
          parent.force(true);
        }
      }
      file = opened;
      return opened;
    } catch (IOException e) {
      throw new IOException("dead-letter file " + path + ": " + e.getMessage(), e);
    }
  }

  /** Two agents must not append to one file. */
  private static void lock(RandomAccessFile opened) throws IOException {
    try {
      if (opened.getChannel().tryLock() == null) {
        opened.close();
        throw new IOException("in use by another process");
      }
    } catch (OverlappingFileLockException e) {
      opened.close();
      throw new IOException("in use by another agent of this process", e);
    }
  }

  private static long wholeLines(RandomAccessFile opened) throws IOException {
    var tail = new byte[64 << 10];
    long end = opened.length();
    while (end > 0) {
      int size = (int) Math.min(tail.length, end);
      opened.seek(end - size);
      opened.readFully(tail, 0, size);
      for (int i = size - 1; i >= 0; i--) {
        if (tail[i] == '\n') {
          return end - size + i + 1;
        }
      }
      end -= size;
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
