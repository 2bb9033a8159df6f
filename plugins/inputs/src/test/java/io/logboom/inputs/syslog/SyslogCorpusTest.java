package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real syslog in the folder that {@code -Dlogboom.corpus} names: every line becomes events that are
 * JSON, and nearly all that have a date are understood.
 */
final class SyslogCorpusTest {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogCorpusTest.class);
  private static final JsonMapper JSON = new JsonMapper();

  @TestFactory
  Stream<DynamicTest> corpus() throws Exception {
    String corpus = System.getProperty("logboom.corpus");
    if (corpus == null) {
      LOG.info("logboom.corpus is not set: no corpus of syslog is read");
      return Stream.of();
    }
    Path folder = Path.of(corpus).toAbsolutePath().resolve("plaso-samples/test_data/syslog");
    assertThat(folder).isDirectory();
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    var messages = new ArrayList<JsonNode>();
    var frames =
        new Frames(
            StreamFraming.LINE_FEED,
            1 << 20,
            (a, from, to, flags) -> {
              if (to > from) {
                List<String> events = Texts.events(a, from, to, false);
                events.forEach(event -> messages.add(JSON.readTree(event)));
              }
            });
    frames.take(bytes, 0, bytes.length);
    frames.end();
    assertThat(messages).isNotEmpty();
    long dated =
        new String(bytes, UTF_8)
            .lines()
            .filter(
                line ->
                    line.matches(
                        "(<\\d+>)?(1 )?([A-Z][a-z]{2} [ \\d]\\d \\d\\d:|\\d{4}-\\d\\d-\\d\\d[T"
                            + " ]\\d).*"))
            .count();
    assertThat(messages.stream().filter(event -> event.has("timestamp")).count())
        .as("events with a time in %s", file.getFileName())
        .isGreaterThanOrEqualTo(dated * 95 / 100);
  }
}
