package io.logboom.inputs.kinesis;

import io.logboom.inputs.disk.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/**
 * When an input first started, remembered in its data directory: what {@code now} is counted from.
 * A shard of which nothing is delivered yet has no position in its lease; if {@code now} were the
 * time of the last start, what came before that start would be skipped.
 */
final class FirstStart {
  private FirstStart() {}

  /** The time remembered; the time at hand when there is none, which is then remembered. */
  static Instant of(Path folder, Clock clock) throws IOException {
    Path file = folder.resolve("first-start");
    if (Files.exists(file)) {
      String text = Files.readString(file).strip();
      try {
        return Instant.ofEpochMilli(Long.parseLong(text));
      } catch (NumberFormatException e) {
        throw new IOException(file + " is not a time; remove it to begin anew", e);
      }
    }
    Instant now = clock.instant();
    DurableFile.write(file, (now.toEpochMilli() + "\n").getBytes(StandardCharsets.US_ASCII));
    return now;
  }
}
