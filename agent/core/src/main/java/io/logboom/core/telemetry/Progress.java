package io.logboom.core.telemetry;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** One line on a terminal, rewritten each second, that tells how the agent is doing. */
public final class Progress implements AutoCloseable {
  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private final Telemetry telemetry;
  private final PrintStream terminal;
  private final Thread thread;
  private long events;

  private Progress(Telemetry telemetry, PrintStream terminal) {
    this.telemetry = telemetry;
    this.terminal = terminal;
    this.thread = Thread.ofVirtual().name("logboom-progress").unstarted(this::show);
  }

  /**
   * Starts showing, when stderr is a terminal.
   *
   * @param wanted false where a line that rewrites itself would spoil the log
   */
  public static Progress start(Telemetry telemetry, PrintStream terminal, boolean wanted) {
    var progress = new Progress(telemetry, terminal);
    if (wanted && onTerminal()) {
      progress.thread.start();
    }
    return progress;
  }

  /** Whether stderr is a terminal. The JDK tells only of stdin and stdout; Linux does. */
  private static boolean onTerminal() {
    try {
      var target = Files.readSymbolicLink(STDERR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private void show() {
    try {
      while (true) {
        Thread.sleep(Duration.ofSeconds(1));
        long now = telemetry.events();
        terminal.printf(
            Locale.ROOT,
            "\r\033[K%,d events, %s, %,d events/s, %,d dead letters",
            now,
            Summary.size(telemetry.bytes()),
            now - events,
            telemetry.deadLetters());
        terminal.flush();
        events = now;
      }
    } catch (InterruptedException e) {
      terminal.print("\r\033[K");
      terminal.flush();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
