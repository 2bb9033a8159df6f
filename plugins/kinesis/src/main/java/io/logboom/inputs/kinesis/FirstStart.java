package io.logboom.inputs.kinesis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    Files.createDirectories(folder);
    Path fresh = folder.resolve("first-start.new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      String text = now.toEpochMilli() + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return now;
  }
}
