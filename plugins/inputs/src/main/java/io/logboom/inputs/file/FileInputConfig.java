package io.logboom.inputs.file;

import io.logboom.spi.Framing;
import java.nio.file.FileSystems;
import java.util.List;

/** The options of the input {@code file}; their prose is in {@code reference.conf}. */
record FileInputConfig(List<String> paths, Framing framing, Concurrency concurrency) {

  FileInputConfig {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("paths must name at least one file or pattern");
    }
    for (var path : paths) {
      if (path.isEmpty()) {
        throw new IllegalArgumentException("paths must not hold an empty text");
      }
      try {
        FileSystems.getDefault().getPathMatcher("glob:" + path);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("not a pattern: " + e.getMessage(), e);
      }
    }
  }
}
