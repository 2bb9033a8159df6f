package io.logboom.core.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens the files of queues and logs. Tests put a disk that fails in its place. */
@FunctionalInterface
public interface Disk {
  Disk REAL = FileChannel::open;

  FileChannel open(Path path, OpenOption... options) throws IOException;
}
