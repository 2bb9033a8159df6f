package io.logboom.core.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where queues are. */
public final class QueueDirectory {
  private QueueDirectory() {}

  /**
   * The directory of one queue.
   *
   * @param dataDirectory of the agent
   * @param name of the input or output, such as {@code pipelines.main.inputs.syslog}
   */
  public static Path of(Path dataDirectory, String name) {
    return dataDirectory.resolve("queues").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
  }

  /** Whether there is, or was, a queue in a directory. */
  static boolean isQueue(Path directory) throws IOException {
    return Files.exists(directory.resolve(DirectoryLock.NAME)) || !Segment.in(directory).isEmpty();
  }

  /** Makes the directory, with no access for others, if it is not there. */
  public static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    var parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(directory);
    }
  }

  /** How many bytes of events are in a queue, delivered or not; 0 when there is none. */
  public static long size(Path directory) throws IOException {
    long size = 0;
    if (Files.isDirectory(directory)) {
      for (var segment : Segment.in(directory)) {
        size += segment.end();
      }
    }
    return size;
  }
}
