package io.logboom.inputs.file;

import io.logboom.spi.Framing;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The options of the input {@code file}; their prose is in {@code reference.conf}. */
record FileInputConfig(
    List<String> paths,
    Framing framing,
    Concurrency concurrency,
    boolean follow,
    Start start,
    Duration pollInterval,
    Duration rotateWait,
    Duration partialLineAfter,
    Duration saveInterval,
    int maxOpenFiles,
    Duration forgetAfter) {

  /** Where files that are there at the very first start are begun. */
  enum Start {
    BEGINNING,
    END;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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
    if (follow) {
      framing = lines(framing);
    }
    atLeast("poll-interval", pollInterval, Duration.ofMillis(10));
    atLeast("rotate-wait", rotateWait, Duration.ofMillis(100));
    atLeast("partial-line-after", partialLineAfter, Duration.ofMillis(100));
    atLeast("save-interval", saveInterval, Duration.ofMillis(10));
    atLeast("forget-after", forgetAfter, Duration.ofMinutes(1));
    if (maxOpenFiles < 4) {
      throw new IllegalArgumentException("max-open-files must be at least 4");
    }
  }

  /** A document that is still being written is none; lines are whole one by one. */
  private static Framing lines(Framing framing) {
    return switch (framing.format()) {
      case LINES -> framing;
      case AUTO -> new Framing(Framing.Format.LINES, framing.path(), framing.maxEventSize());
      case JSON_ARRAY, JSON, RAW ->
          throw new IllegalArgumentException(
              "files that are followed are read line by line, so framing.format cannot be "
                  + framing.format()
                  + ": leave it out, or leave out follow");
    };
  }

  private static void atLeast(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(name + " must be at least " + least.toMillis() + "ms");
    }
  }
}
