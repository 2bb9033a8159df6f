package io.logboom.core.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what could not be read, for people to look at: each stretch of bytes in a file named after
 * the segment and the place, in the directory {@code damaged} of a queue.
 */
final class Quarantine {
  private static final int PIECE = 64 << 10;

  private final Path directory;
  private final Disk disk;

  /** Segments whose damaged bytes could not be copied: they are kept as a whole. */
  private final List<Path> toKeep = new ArrayList<>();

  Quarantine(Path queue, Disk disk) {
    this.directory = queue.resolve("damaged");
    this.disk = disk;
  }

  /**
   * Copies damaged bytes.
   *
   * @return the file they are in; where that cannot be written, the one the segment will be moved
   *     to
   */
  synchronized Path keep(Damage damage) {
    var segment = damage.segment();
    var file = directory.resolve(segment.name() + "." + damage.from() + "-" + damage.to());
    try {
      Files.createDirectories(directory);
      copy(damage, file);
      return file;
    } catch (IOException e) {
      if (!toKeep.contains(segment.path())) {
        toKeep.add(segment.path());
      }
      return directory.resolve(segment.name());
    }
  }

  private void copy(Damage damage, Path file) throws IOException {
    try (var from = disk.open(damage.segment().path(), StandardOpenOption.READ);
        var to =
            disk.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      var piece = ByteBuffer.allocate(PIECE);
      for (long at = damage.from(); at < damage.to(); ) {
        piece.clear().limit((int) Math.min(PIECE, damage.to() - at));
        int read = from.read(piece, at);
        if (read < 0) {
          return;
        }
        piece.flip();
        while (piece.hasRemaining()) {
          to.write(piece);
        }
        at += read;
      }
    }
  }

  /** Removes a segment that is done with, unless it holds the only copy of damaged bytes. */
  synchronized void remove(Segment segment) throws IOException {
    if (toKeep.contains(segment.path())) {
      setAside(segment);
      toKeep.remove(segment.path());
    } else {
      Files.deleteIfExists(segment.path());
    }
  }

  /** Moves a segment out of the way, as it is. */
  synchronized Path setAside(Segment segment) throws IOException {
    Files.createDirectories(directory);
    return Files.move(
        segment.path(), directory.resolve(segment.name()), StandardCopyOption.REPLACE_EXISTING);
  }
}
