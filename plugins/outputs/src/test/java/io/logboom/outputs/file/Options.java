package io.logboom.outputs.file;

import io.logboom.outputs.format.Compression;
import io.logboom.outputs.format.LineFormat;
import io.logboom.spi.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A configuration under the test's pen, with the defaults to begin with. */
final class Options {
  private final Path root;
  private String path = "events.json";
  private FileOutputConfig.TimeOf time = FileOutputConfig.TimeOf.EVENT;
  private LineFormat format = LineFormat.JSON;
  private Optional<String> header = Optional.empty();
  private Optional<Compression> compression = Optional.empty();
  private Optional<Integer> level = Optional.empty();
  private Optional<DataSize> size = Optional.empty();
  private Optional<Duration> age = Optional.empty();
  private Duration idle = Duration.ofMinutes(5);
  private int maxOpenFiles = 64;

  Options(Path root) {
    this.root = root;
  }

  Options path(String below) {
    path = below;
    return this;
  }

  Options time(FileOutputConfig.TimeOf whose) {
    time = whose;
    return this;
  }

  Options format(LineFormat how) {
    format = how;
    return this;
  }

  Options header(String line) {
    header = Optional.of(line);
    return this;
  }

  Options compression(Compression how, int hard) {
    compression = Optional.of(how);
    level = Optional.of(hard);
    return this;
  }

  Options rotateSize(String limit) {
    size = Optional.of(DataSize.of(limit));
    return this;
  }

  Options rotateAge(Duration limit) {
    age = Optional.of(limit);
    return this;
  }

  Options idle(Duration limit) {
    idle = limit;
    return this;
  }

  Options maxOpenFiles(int limit) {
    maxOpenFiles = limit;
    return this;
  }

  FileOutputConfig config() {
    return new FileOutputConfig(
        PathTemplate.of(root + "/" + path),
        time,
        "unknown",
        format,
        header,
        compression,
        level,
        new Rotation(size, age),
        idle,
        maxOpenFiles);
  }
}
