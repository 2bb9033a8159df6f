package io.logboom.outputs.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How files are opened; tests put a disk of their own in here that fills up. */
@FunctionalInterface
interface Disk {
  /** The real one. Never follows a symbolic link in the last place of a path. */
  Disk REAL =
      (path, isNew) ->
          isNew
              ? FileChannel.open(
                  path,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE_NEW,
                  LinkOption.NOFOLLOW_LINKS)
              : FileChannel.open(
                  path,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);

  /** Opens a file to write: a new one, which must not be there yet, or one that is there. */
  FileChannel open(Path path, boolean isNew) throws IOException;
}
