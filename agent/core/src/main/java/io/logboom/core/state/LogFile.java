package io.logboom.core.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One file of a log.
 *
 * @param number greater than that of any file before
 * @param salt what its marks are made of
 */
record LogFile(Path path, long number, long salt) {
  private static final Pattern NAME =
      Pattern.compile("(?<number>[0-9a-f]{16})-(?<salt>[0-9a-f]{16})\\.state");

  /** One that is yet to be written. */
  static LogFile fresh(Path directory, long number, long salt) {
    var hex = HexFormat.of();
    var name = hex.toHexDigits(number) + "-" + hex.toHexDigits(salt) + ".state";
    return new LogFile(directory.resolve(name), number, salt);
  }

  /** Those in a directory, the latest first. */
  static List<LogFile> in(Path directory) throws IOException {
    var found = new ArrayList<LogFile>();
    try (var files = Files.newDirectoryStream(directory, "*.state")) {
      for (Path file : files) {
        var name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && Files.isRegularFile(file)) {
          found.add(
              new LogFile(
                  file,
                  Long.parseUnsignedLong(name.group("number"), 16),
                  Long.parseUnsignedLong(name.group("salt"), 16)));
        }
      }
    }
    found.sort(Comparator.comparingLong(LogFile::number).reversed());
    return found;
  }

  String name() {
    return String.valueOf(path.getFileName());
  }
}
