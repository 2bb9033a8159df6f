package io.logboom.outputs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.core.event.JsonEvent;
import io.logboom.outputs.format.Compression;
import io.logboom.outputs.format.LineFormat;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.OutputContract;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileOutputTest {
  @TempDir Path folder;
  private final ScriptedDisk disk = new ScriptedDisk();
  private TestContext context;

  @BeforeEach
  void begin() {
    context = FolderStore.context(folder);
  }

  private Options options() {
    return new Options(folder);
  }

  private Output output(Options options) {
    return new FileOutput(options.config(), context, disk);
  }

  @Test
  void namesAFileUnderWayDifferentlyAndRenamesItWhenClosed() throws Exception {
    try (var output = output(options())) {
      output.write(batch("{\"a\":1}"));
      assertThat(files()).isEqualTo(Map.of("events.json.open", "{\"a\":1}\n"));
    }
    assertThat(files()).isEqualTo(Map.of("events.json", "{\"a\":1}\n"));
    assertThat(context.count("files")).isEqualTo(1);
  }

  @Test
  void neverWritesOverAFinishedFile() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (var output = output(options().path("a.b/events.json.gz"))) {
        output.write(batch("" + i));
      }
    }
    assertThat(files())
        .isEqualTo(
            Map.of(
                "a.b/events.json.gz", "0\n",
                "a.b/events-1.json.gz", "1\n",
                "a.b/events-2.json.gz", "2\n"));
  }

  @Test
  void routesByTheEventsTimeAndFields() throws Exception {
    try (var output = output(options().path("{region}/%Y-%m-%d.json"))) {
      output.write(
          Batch.of(
              List.of(
                  event("{\"region\":\"eu\",\"n\":1}", "2026-01-01T23:59:59.999Z"),
                  event("{\"region\":\"eu\",\"n\":2}", "2026-01-02T00:00:00Z"),
                  event("{\"region\":\"us\",\"n\":3}", "2026-01-02T00:00:00Z"),
                  event("{\"region\":\"eu\",\"n\":4}", "2026-01-01T00:00:00Z"),
                  event("{\"n\":5}"))));
    }
    assertThat(files())
        .isEqualTo(
            Map.of(
                "eu/2026-01-01.json",
                "{\"region\":\"eu\",\"n\":1}\n{\"region\":\"eu\",\"n\":4}\n",
                "eu/2026-01-02.json",
                "{\"region\":\"eu\",\"n\":2}\n",
                "us/2026-01-02.json",
                "{\"region\":\"us\",\"n\":3}\n",
                "unknown/2026-11-21.json",
                "{\"n\":5}\n"));
  }

  @Test
  void routesByTimeAloneToTheSecond() throws Exception {
    try (var output = output(options().path("%S.json"))) {
      output.write(
          Batch.of(
              List.of(
                  event("1", "2026-01-01T00:00:01Z"),
                  event("2", "2026-01-01T00:00:01.9Z"),
                  event("3", "2026-01-01T00:00:02Z"),
                  event("4", "2026-01-01T00:00:01Z"))));
    }
    assertThat(files()).isEqualTo(Map.of("01.json", "1\n2\n4\n", "02.json", "3\n"));
  }

  @Test
  void routesByTheTimeOfWritingWhenAsked() throws Exception {
    try (var output = output(options().path("%Y-%j.json").time(FileOutputConfig.TimeOf.WRITTEN))) {
      output.write(Batch.of(List.of(event("1", "2020-01-01T00:00:00Z"))));
    }
    assertThat(files()).isEqualTo(Map.of("2026-325.json", "1\n"));
  }

  @Test
  void beginsEachFileWithTheHeader() throws Exception {
    try (var output =
        output(options().path("{a}.csv").format(LineFormat.RAW).header("a,b").rotateSize("1B"))) {
      output.write(batch("1,2", "3,4"));
      output.write(batch("5,6"));
    }
    assertThat(files())
        .isEqualTo(Map.of("unknown.csv", "a,b\n1,2\n3,4\n", "unknown-1.csv", "a,b\n5,6\n"));
  }

  @Test
  void compressesAsTheSuffixSaysOrAsTold() throws Exception {
    for (var options :
        List.of(
            options().path("a.json.gz"),
            options().path("b.json.zst"),
            options().path("c.gz.json").compression(Compression.GZIP, 9))) {
      try (var output = output(options)) {
        output.write(batch("{\"a\":1}"));
        output.write(batch("{\"a\":2}"));
      }
    }
    assertThat(files())
        .hasSize(3)
        .allSatisfy((_, lines) -> assertThat(lines).isEqualTo("{\"a\":1}\n{\"a\":2}\n"));
    assertThat(Files.readAllBytes(folder.resolve("c.gz.json"))).startsWith(0x1f, 0x8b);
  }

  @Test
  void finishesAFileOfTheSizeGiven() throws Exception {
    try (var output = output(options().rotateSize("10B"))) {
      output.write(batch("12345"));
      output.write(batch("6789"));
      output.write(batch("0"));
      assertThat(files())
          .isEqualTo(Map.of("events.json", "12345\n6789\n", "events.json.open", "0\n"));
    }
  }

  @Test
  void finishesAFileOfTheAgeGiven() throws Exception {
    var clock = new Steps();
    try (var output =
        new FileOutput(
            options().rotateAge(Duration.ofHours(1)).config(), clock.over(context), disk)) {
      output.write(batch("1"));
      clock.forward(Duration.ofMinutes(59));
      output.write(batch("2"));
      assertThat(files()).containsOnlyKeys("events.json.open");
      clock.forward(Duration.ofMinutes(1));
      await().until(() -> files().equals(Map.of("events.json", "1\n2\n")));
    }
  }

  @Test
  void finishesAnIdleFile() throws Exception {
    var clock = new Steps();
    try (var output =
        new FileOutput(
            options().path("{a}.json").idle(Duration.ofMinutes(5)).config(),
            clock.over(context),
            disk)) {
      output.write(batch("{\"a\":1}", "{\"a\":2}"));
      clock.forward(Duration.ofMinutes(3));
      output.write(batch("{\"a\":2}"));
      clock.forward(Duration.ofMinutes(3));
      await().until(() -> files().keySet().contains("1.json"));
      assertThat(files()).containsOnlyKeys("1.json", "2.json.open");
    }
  }

  @Test
  void keepsNoMoreFilesOpenThanAllowed() throws Exception {
    try (var output = output(options().path("{a}.json").maxOpenFiles(2))) {
      output.write(batch("{\"a\":1}", "{\"a\":2}"));
      output.write(batch("{\"a\":1}"));
      output.write(batch("{\"a\":3}", "{\"a\":4}", "{\"a\":5}"));
      assertThat(files())
          .containsOnlyKeys("1.json", "2.json", "3.json", "4.json.open", "5.json.open");
    }
  }

  @Test
  void takesBackFromAllFilesWhatADiskHadNoRoomFor() throws Exception {
    try (var output = output(options().path("{a}.json"))) {
      output.write(batch("{\"a\":1}"));
      disk.room(20);
      assertThatThrownBy(() -> output.write(batch("{\"a\":1}", "{\"a\":2}", "{\"a\":3}")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("3.json")
          .hasMessageContaining("No space left");
      assertThat(files()).isEqualTo(Map.of("1.json.open", "{\"a\":1}\n"));
      disk.heal();
      output.write(batch("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"));
    }
    assertThat(files())
        .isEqualTo(
            Map.of(
                "1.json",
                "{\"a\":1}\n{\"a\":1}\n",
                "2.json",
                "{\"a\":2}\n",
                "3.json",
                "{\"a\":3}\n"));
  }

  @Test
  void cutsOffLaterWhatItCouldNotTakeBack() throws Exception {
    try (var output = output(options())) {
      output.write(batch("{\"a\":1}"));
      disk.room(12);
      disk.truncates(false);
      assertThatThrownBy(() -> output.write(batch("{\"a\":2}", "{\"a\":3}")))
          .isInstanceOf(IOException.class);
      disk.heal();
      output.write(batch("{\"a\":2}", "{\"a\":3}"));
    }
    assertThat(files().values())
        .containsExactlyInAnyOrder("{\"a\":1}\n{\"a\":2}\n", "{\"a\":2}\n{\"a\":3}\n");
  }

  @Test
  void reportsARealDiskThatIsFull() throws Exception {
    var output =
        new FileOutput(
            options().config(),
            context,
            (path, isNew) -> {
              Disk.REAL.open(path, isNew).close();
              return FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
            });
    try (output) {
      assertThatThrownBy(() -> output.write(batch("1"))).isInstanceOf(IOException.class);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void finishesWhatAKilledProcessLeftUnderWay() throws Exception {
    Files.createDirectories(folder.resolve("eu"));
    Files.writeString(folder.resolve("eu/2026-01-01.json.open"), "{\"a\":1}\n{\"a\":");
    Files.writeString(folder.resolve("eu/2026-01-02.json.open"), "{\"a\"");
    Files.writeString(folder.resolve("eu/2026-01-03.json.open"), "{\"a\":3}\n");
    Files.writeString(folder.resolve("eu/someone-elses.json.open"), "{\"a\"");
    try (var output = output(options().path("{region}/%Y-%m-%d.json"))) {
      output.write(Batch.of(List.of(event("{\"region\":\"eu\"}", "2026-01-03T00:00:00Z"))));
    }
    assertThat(read())
        .isEqualTo(
            Map.of(
                "eu/2026-01-01.json", "{\"a\":1}\n",
                "eu/2026-01-03.json", "{\"a\":3}\n",
                "eu/2026-01-03-1.json", "{\"region\":\"eu\"}\n",
                "eu/someone-elses.json.open", "{\"a\""));
    assertThat(context.count("repaired-files")).isEqualTo(1);
  }

  @Test
  void leavesTheFilesOfALivingOutputAlone() throws Exception {
    try (var first = output(options());
        var second = output(options())) {
      first.write(batch("1"));
      assertThatThrownBy(() -> second.write(batch("2")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("events.json.open")
          .hasMessageContaining("another");
      first.write(batch("3"));
    }
    assertThat(files()).isEqualTo(Map.of("events.json", "1\n3\n"));
  }

  @Test
  void followsLinksThatStayInside() throws Exception {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    try (var output = output(options().path("{a}/events.json"))) {
      output.write(batch("{\"a\":\"link\"}"));
    }
    assertThat(files()).containsOnlyKeys("real/events.json");
  }

  @Test
  void checksTheFolderWithoutMakingIt() throws Exception {
    try (var output = output(options().path("deep/down/events.json"))) {
      output.check();
    }
    assertThat(files()).isEmpty();
    Files.writeString(folder.resolve("file"), "");
    try (var output = output(options().path("file/events.json"))) {
      assertThatThrownBy(output::check).hasMessageContaining("file");
    }
  }

  private static Batch batch(String... texts) {
    return Batch.of(Stream.of(texts).map(FileOutputTest::event).toList());
  }

  private static Event event(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return JsonEvent.of(bytes, 0, bytes.length, OutputContract.ORIGIN, 0);
  }

  private static Event event(String text, String time) {
    return event(text).identified(Instant.parse(time).toEpochMilli(), 0, 0);
  }

  /** What is in the files, by their names below the folder; every one ends with a whole line. */
  private Map<String, String> files() throws IOException {
    var all = read();
    assertThat(all.values()).allMatch(text -> text.endsWith("\n"));
    return all;
  }

  private Map<String, String> read() throws IOException {
    var all = new TreeMap<String, String>();
    try (var walk = Files.walk(folder)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        all.put(folder.relativize(file).toString(), FolderStore.text(file));
      }
    }
    return all;
  }
}
