package io.logboom.core.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One file of a queue. What changes of it is guarded by the queue's lock. */
final class Segment {
  private static final Pattern NAME =
      Pattern.compile("(?<number>[0-9a-f]{16})-(?<salt>[0-9a-f]{16})\\.segment");

  private final Path path;
  private final long number;
  private final long salt;

  /** How far it can be read: the end of an entry, or of the file that was found. */
  private long end;

  /** Whether nothing more is appended to it. */
  private boolean sealed;

  private Segment(Path path, long number, long salt, long end, boolean sealed) {
    this.path = path;
    this.number = number;
    this.salt = salt;
    this.end = end;
    this.sealed = sealed;
  }

  /** One that is yet to be written. */
  static Segment fresh(Path directory, long number, long salt) {
    var hex = HexFormat.of();
    var name = hex.toHexDigits(number) + "-" + hex.toHexDigits(salt) + ".segment";
    return new Segment(directory.resolve(name), number, salt, Layout.HEADER, false);
  }

  /** Those in a directory, in their order. */
  static List<Segment> in(Path directory) throws IOException {
    var segments = new ArrayList<Segment>();
    try (var files = Files.newDirectoryStream(directory, "*.segment")) {
      for (Path file : files) {
        var segment = found(file);
        if (segment.isPresent()) {
          segments.add(segment.get());
        }
      }
    }
    segments.sort(Comparator.comparingLong(Segment::number).thenComparingLong(Segment::salt));
    return segments;
  }

  private static Optional<Segment> found(Path file) throws IOException {
    var name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(
        new Segment(
            file,
            Long.parseUnsignedLong(name.group("number"), 16),
            Long.parseUnsignedLong(name.group("salt"), 16),
            Files.size(file),
            true));
  }

  Path path() {
    return path;
  }

  /** As people and logs name it. */
  String name() {
    return path.getFileName().toString();
  }

  long number() {
    return number;
  }

  long salt() {
    return salt;
  }

  long end() {
    return end;
  }

  void end(long newEnd) {
    end = newEnd;
  }

  boolean sealed() {
    return sealed;
  }

  void seal() {
    sealed = true;
  }

  @Override
  public String toString() {
    return name();
  }
}
