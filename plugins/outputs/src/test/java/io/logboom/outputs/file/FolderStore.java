package io.logboom.outputs.file;

import com.github.luben.zstd.ZstdInputStream;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.OutputContract;
import io.logboom.testkit.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** A folder that the output under test writes to, on a disk that obeys the test. */
final class FolderStore implements OutputContract.Store {
  private final Path folder;
  private final Options options;
  private final Random random = new Random(1);
  final ScriptedDisk disk = new ScriptedDisk();

  FolderStore(Path folder, Options options) throws IOException {
    this.folder = folder;
    this.options = options;
    Files.createDirectories(folder.resolve("outside"));
    Files.createDirectories(folder.resolve("root"));
    Files.createSymbolicLink(folder.resolve("root/out"), folder.resolve("outside"));
  }

  @Override
  public Output output() {
    return new FileOutput(options.config(), context(folder), disk);
  }

  static TestContext context(Path folder) {
    return new TestContext(
        folder,
        _ -> {
          throw new UnsupportedOperationException();
        },
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }

  @Override
  public List<String> events() throws IOException {
    assertNothingEscaped();
    var lines = new ArrayList<String>();
    for (var file : files()) {
      lines.addAll(lines(file));
    }
    return lines;
  }

  private void assertNothingEscaped() throws IOException {
    try (var outside = Files.list(folder.resolve("outside"))) {
      if (outside.findAny().isPresent()) {
        throw new AssertionError("something was written outside the root");
      }
    }
  }

  /** All files below the root. */
  List<Path> files() throws IOException {
    try (var all = Files.walk(folder.resolve("root"))) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** The lines of a file, uncompressed as its name says; a torn last one fails. */
  static List<String> lines(Path file) throws IOException {
    String text = text(file);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError("torn line at the end of " + file);
    }
    return List.of(text.isEmpty() ? new String[0] : text.split("\n"));
  }

  /** What a file holds, uncompressed as its name says. */
  static String text(Path file) throws IOException {
    String name = file.getFileName().toString();
    var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
    try (InputStream in =
        name.contains(".gz")
            ? new GZIPInputStream(bytes)
            : name.contains(".zst") ? new ZstdInputStream(bytes) : bytes) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void fail() {
    if (random.nextBoolean()) {
      disk.room(random.nextInt(100));
    } else {
      disk.flushes(false);
    }
  }

  @Override
  public void hang() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void work() {
    disk.heal();
  }

  @Override
  public Event unacceptable() {
    byte[] bytes = "{\"route\":\"out\"}".getBytes(StandardCharsets.UTF_8);
    return JsonEvent.of(bytes, 0, bytes.length, OutputContract.ORIGIN, 0);
  }

  @Override
  public void close() {}
}
