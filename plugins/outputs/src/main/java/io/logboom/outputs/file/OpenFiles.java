package io.logboom.outputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files under way, the least recently used first. Used by one thread. */
final class OpenFiles {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);

  private final FileOutputConfig config;
  private final Disk disk;
  private final BooleanSupplier stop;
  private final Folders folders;
  private final Leftovers leftovers;
  private final Counter finished;
  private final LinkedHashMap<String, OpenFile> files = new LinkedHashMap<>(16, 0.75f, true);
  private boolean swept;

  OpenFiles(FileOutputConfig config, Context context, Disk disk, BooleanSupplier stop) {
    this.config = config;
    this.disk = disk;
    this.stop = stop;
    this.folders = new Folders(config.path().root());
    this.leftovers =
        new Leftovers(
            config.path(), config.effectiveCompression(), disk, context.counter("repaired-files"));
    this.finished = context.counter("files");
  }

  /** The file of that name below the root, begun if need be. */
  OpenFile open(String name, Instant now) throws IOException, Folders.EscapeException {
    if (!swept) {
      leftovers.finishAll();
      swept = true;
    }
    var file = files.get(name);
    if (file != null) {
      return file;
    }
    while (files.size() >= config.maxOpenFiles()) {
      var eldest = files.firstEntry();
      finish(eldest.getKey(), eldest.getValue());
    }
    file = begin(config.path().root().resolve(name), now);
    files.put(name, file);
    return file;
  }

  private OpenFile begin(Path path, Instant now) throws IOException, Folders.EscapeException {
    folders.makeFor(path);
    var underWay = OpenFile.underWay(path);
    if (Files.exists(underWay, LinkOption.NOFOLLOW_LINKS)) {
      leftovers.finish(underWay);
    }
    try {
      return OpenFile.begin(disk, path, now, stop);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          underWay + " is being written by another process, or by another output of this one", e);
    }
  }

  /** Takes back what was written to a file and not committed. */
  void rollBack(String name) {
    var file = files.get(name);
    if (file == null) {
      return;
    }
    try {
      if (file.size() == 0) {
        files.remove(name);
        file.discard();
      } else {
        file.rollBack();
      }
    } catch (IOException e) {
      // Its torn end is cut off when the file is next opened, now or after a restart.
      LOG.warn("cannot take back an unfinished write to {}: {}", file.path(), e.toString());
      files.remove(name);
      abandon(file);
    }
  }

  private static void abandon(OpenFile file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("cannot close {}: {}", file.path(), e.toString());
    }
  }

  /** Finishes the files that are large, old or idle enough. */
  void rotate(Instant now) {
    for (var entry : List.copyOf(files.entrySet())) {
      if (due(entry.getValue(), now)) {
        tryFinish(entry.getKey(), entry.getValue());
      }
    }
  }

  private boolean due(OpenFile file, Instant now) {
    return config.rotate().size().map(size -> file.size() >= size.bytes()).orElse(false)
        || config.rotate().age().map(age -> past(file.begun(), age, now)).orElse(false)
        || past(file.lastWrite(), config.idleTimeout(), now);
  }

  private static boolean past(Instant since, Duration time, Instant now) {
    return Duration.between(since, now).compareTo(time) >= 0;
  }

  private void tryFinish(String name, OpenFile file) {
    try {
      finish(name, file);
    } catch (IOException e) {
      LOG.warn("cannot finish {}, will try again: {}", file.path(), e.toString());
    }
  }

  private void finish(String name, OpenFile file) throws IOException {
    var path = file.publish();
    files.remove(name);
    finished.increment();
    LOG.debug("finished {} of {} bytes", path, file.size());
    file.close();
  }

  /**
   * Finishes them all; one that cannot be keeps the name it has and is finished by a later start.
   */
  void close() throws IOException {
    var problems = new ArrayList<IOException>();
    for (var entry : List.copyOf(files.entrySet())) {
      try {
        finish(entry.getKey(), entry.getValue());
      } catch (IOException e) {
        problems.add(e);
        abandon(entry.getValue());
      }
    }
    files.clear();
    if (!problems.isEmpty()) {
      throw problems.getFirst();
    }
  }
}
