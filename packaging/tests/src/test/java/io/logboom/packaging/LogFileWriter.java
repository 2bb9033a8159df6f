package io.logboom.packaging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that writes numbered lines at a steady rate, and rotates its log every second. It
 * appends, and writes nothing between copying and truncating, so that it loses no line itself.
 */
final class LogFileWriter implements Runnable {

  /** The ways to rotate, as logrotate calls them. */
  enum Style {
    CREATE,
    COPYTRUNCATE
  }

  private static final int PER_SECOND = 50;
  private static final int KEPT = 40;
  private static final String TEXT =
      " INFO request handled method=GET path=/orders/4711 status=200 bytes=5120 millis=12\n";

  private final Path log;
  private final Style style;
  private final int linesPerSecond;
  private final Duration time;
  private volatile long written;

  LogFileWriter(Path log, Style style, int linesPerSecond, Duration time) {
    this.log = log;
    this.style = style;
    this.linesPerSecond = linesPerSecond;
    this.time = time;
  }

  /** Whether a line is one of these, and not a part of one. */
  static boolean isWhole(String line) {
    return line.length() == 10 + TEXT.length() - 1
        && TEXT.regionMatches(0, line, 10, TEXT.length() - 1);
  }

  /** How many lines were written, numbered from 0. */
  long written() {
    return written;
  }

  @Override
  public void run() {
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() throws IOException {
    long began = System.nanoTime();
    long ticks = time.toSeconds() * PER_SECOND;
    int lines = linesPerSecond / PER_SECOND;
    OutputStream out = open();
    try {
      for (long tick = 0; tick < ticks; tick++) {
        if (tick > 0 && tick % PER_SECOND == 0) {
          out = rotate(out);
        }
        out.write(lines(lines));
        long due = began + (tick + 1) * (1_000_000_000L / PER_SECOND);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
    } finally {
      out.close();
    }
  }

  private OutputStream open() throws IOException {
    return new FileOutputStream(log.toFile(), true);
  }

  private byte[] lines(int count) {
    var text = new StringBuilder(count * (10 + TEXT.length()));
    long number = written;
    for (int i = 0; i < count; i++) {
      String digits = Long.toString(number++);
      text.append("0".repeat(10 - digits.length())).append(digits).append(TEXT);
    }
    written = number;
    return text.toString().getBytes(US_ASCII);
  }

  private OutputStream rotate(OutputStream out) throws IOException {
    for (int i = KEPT; i > 0; i--) {
      Path older = rotated(i);
      if (i == KEPT) {
        Files.deleteIfExists(older);
      } else if (Files.exists(older)) {
        Files.move(older, rotated(i + 1));
      }
    }
    if (style == Style.COPYTRUNCATE) {
      Files.copy(log, rotated(1));
      new FileOutputStream(log.toFile()).close();
      return out;
    }
    out.close();
    Files.move(log, rotated(1));
    return open();
  }

  private Path rotated(int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }
}
