package io.logboom.inputs.file;

import io.logboom.spi.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of files and folders that cannot be read, of each once: they are tried at every look. */
final class Troubles {
  private static final Logger log = LoggerFactory.getLogger(Troubles.class);
  private static final int MOST = 1000;

  private final Context context;
  private final Set<String> told = new HashSet<>();

  Troubles(Context context) {
    this.context = context;
  }

  /** A file cannot be read; that it is gone is no news, the next look will see that. */
  void tell(Path path, IOException e) {
    if (!Files.notExists(path)) {
      tell(path + ": " + Failure.words(e));
    }
  }

  /** Something cannot be read, and why. */
  void tell(String what) {
    if (told.size() < MOST && told.add(what)) {
      log.error("{}: cannot read {}", context.name(), what);
      context.counter("unreadable-files").increment();
    }
  }
}
