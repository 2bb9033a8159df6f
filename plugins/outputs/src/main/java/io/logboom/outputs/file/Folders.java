package io.logboom.outputs.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes directories below a root, and makes what happened in a directory durable. */
final class Folders {
  private final Path root;

  Folders(Path root) {
    this.root = root;
  }

  /** A symbolic link below the root leads out of it: nothing is written there. */
  static final class EscapeException extends Exception {
    private static final long serialVersionUID = 1L;

    EscapeException(Path link, Path root) {
      super("the symbolic link " + link + " leads out of " + root);
    }
  }

  /** Makes the directory a file is to stand in, step by step, and looks where each step leads. */
  void makeFor(Path file) throws IOException, EscapeException {
    makeRoot(root);
    var at = root;
    for (var step : root.relativize(file.getParent())) {
      var parent = at;
      at = at.resolve(step);
      if (Files.isSymbolicLink(at)) {
        if (!at.toRealPath().startsWith(root.toRealPath())) {
          throw new EscapeException(at, root);
        }
      } else if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS) && !step.toString().isEmpty()) {
        make(at);
        sync(parent);
      }
    }
    if (Files.isSymbolicLink(file)) {
      throw new EscapeException(file, root);
    }
  }

  private static void makeRoot(Path directory) throws IOException {
    var parent = directory.getParent();
    if (parent != null && !Files.isDirectory(directory)) {
      makeRoot(parent);
      make(directory);
      sync(parent);
    }
  }

  private static void make(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, or a file stands in the way.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  /** Makes names created, changed or removed in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
