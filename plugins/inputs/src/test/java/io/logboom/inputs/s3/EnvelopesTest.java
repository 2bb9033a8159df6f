package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class EnvelopesTest {
  private static final Logger LOG = LoggerFactory.getLogger(EnvelopesTest.class);
  private static final Path CASES = Path.of("src/test/java/io/logboom/inputs/s3/cases");
  private static final Origin ORIGIN = new Origin("test", "queue", Instant.EPOCH, Map.of());

  private final Envelopes envelopes =
      new Envelopes(
          text -> {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return JsonEvent.of(utf8, 0, utf8.length, ORIGIN, 0).tree();
          });

  @TestFactory
  @DisplayName("a message is told by what is in it")
  Stream<DynamicTest> cases() throws IOException {
    return folders(CASES).stream()
        .map(
            folder ->
                dynamicTest(
                    folder.getFileName().toString(),
                    () ->
                        assertThat(
                                described(
                                    envelopes.read(
                                        Files.readString(folder.resolve("message.txt")))))
                            .isEqualTo(Files.readString(folder.resolve("expected.txt")).strip())));
  }

  @Test
  @DisplayName("whatever a message holds, it is told or unknown, and nothing is thrown")
  void anything() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<String> bodies = new ArrayList<>();
    for (Path folder : folders(CASES)) {
      bodies.add(Files.readString(folder.resolve("message.txt")));
    }
    for (int i = 0; i < 20_000; i++) {
      var body = new StringBuilder(bodies.get(random.nextInt(bodies.size())));
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(body.length());
        switch (random.nextInt(3)) {
          case 0 -> body.setCharAt(at, "{}[]\",:0ntf\\ ".charAt(random.nextInt(13)));
          case 1 -> body.deleteCharAt(at).append(' ');
          default -> body.insert(at, "null,\"\":[]{}".charAt(random.nextInt(12)));
        }
      }
      assertThat(envelopes.read(body.toString())).as("seed %d: %s", seed, body).isNotNull();
    }
  }

  @TestFactory
  @DisplayName("notifications in the corpus are told, and everything else is unknown or irrelevant")
  Stream<DynamicTest> corpus() throws IOException {
    String corpus = System.getProperty("logboom.corpus");
    if (corpus == null) {
      LOG.warn("no corpus given by -Dlogboom.corpus: these tests are not run");
      return Stream.empty();
    }
    Map<String, Class<? extends Notification>> expected =
        Map.of(
            "s3-event.json", Notification.Objects.class,
            "s3-event-with-decoded.json", Notification.Objects.class,
            "notification.json", Notification.Objects.class,
            "sns_notification_with_s3.json", Notification.Objects.class,
            "ses-s3-event.json", Notification.Unknown.class,
            "sns-event.json", Notification.Unknown.class,
            "kinesis-event.json", Notification.Unknown.class);
    List<Path> files;
    try (var all = Files.walk(Path.of(corpus))) {
      files =
          all.filter(file -> file.toString().matches(".*(aws-lambda-go|bindplane-s3).*\\.json"))
              .toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                dynamicTest(
                    file.toString(),
                    () -> {
                      var told = envelopes.read(Files.readString(file));
                      var kind = expected.get(file.getFileName().toString());
                      if (kind == null) {
                        assertThat(told).isNotNull();
                      } else {
                        assertThat(told).isInstanceOf(kind);
                      }
                    }));
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (var all = Files.list(parent)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static String described(Notification notification) {
    return switch (notification) {
      case Notification.Test _ -> "test";
      case Notification.Irrelevant(String what) -> "irrelevant " + what;
      case Notification.Unknown(String why) ->
          "unknown " + (why.startsWith("not JSON") ? "not JSON" : why);
      case Notification.Objects(List<S3Object> objects, int others) -> {
        var lines = new ArrayList<String>();
        lines.add("objects");
        for (S3Object object : objects) {
          lines.add(
              object.place()
                  + object.otherwise().map(key -> " or " + key).orElse("")
                  + object.version().map(version -> " version " + version).orElse(""));
        }
        if (others > 0) {
          lines.add("others " + others);
        }
        yield String.join("\n", lines);
      }
    };
  }
}
