package io.logboom.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * Systemd's journal at the other end of standard error. It stamps each line with the time by
 * itself, and takes a number in front of it for how urgent it is (sd-daemon(3), syslog(3)).
 */
final class Journal {
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private Journal() {}

  /** Whether that is so for this process, started with this environment. */
  static boolean takes(Map<String, String> environment) {
    return takes(environment.getOrDefault("JOURNAL_STREAM", ""), STDERR);
  }

  /**
   * Whether a stream is the one that systemd connected to the journal (systemd.exec(5), {@code
   * JOURNAL_STREAM}). The variable alone says little: it is handed on to whatever a service starts,
   * wherever the output of that may go.
   *
   * @param journal the device and the inode of the journal's stream, with a colon between
   */
  static boolean takes(String journal, Path stream) {
    if (journal.isEmpty()) {
      return false;
    }
    try {
      var file = Files.readAttributes(stream, "unix:dev,ino");
      return journal.equals(file.get("dev") + ":" + file.get("ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What a line of that urgency begins with. */
  static String mark(Level level) {
    return switch (level) {
      case ERROR -> "<3>";
      case WARN -> "<4>";
      case INFO -> "<6>";
      case DEBUG, TRACE -> "<7>";
    };
  }
}
