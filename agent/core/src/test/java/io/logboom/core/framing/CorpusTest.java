package io.logboom.core.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Framing.Format;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real files, in the folder that the system property {@code logboom.corpus} names: framed on
 * approval, each gives the events that Jackson finds in it.
 */
final class CorpusTest {
  private static final Pattern JSON = Pattern.compile(".*\\.(json|jsonl|ndjson|log)(\\.gz)?");
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  @TestFactory
  @DisplayName("each file of the corpus")
  Stream<DynamicTest> files() throws IOException {
    var corpus = System.getProperty("logboom.corpus");
    if (corpus == null) {
      System.err.println("no corpus is given by -Dlogboom.corpus, so none is read");
      return Stream.empty();
    }
    try (var files = Files.walk(Path.of(corpus))) {
      return files
          .filter(file -> Files.isRegularFile(file) && JSON.matcher(file.toString()).matches())
          .sorted()
          .map(file -> DynamicTest.dynamicTest(file.toString(), () -> frames(file)))
          .toList()
          .stream();
    }
  }

  private static void frames(Path file) throws IOException {
    Framed framed;
    try (var in = Files.newInputStream(file)) {
      framed = Framed.as(Format.AUTO).most(16 << 20).block(64 << 10).read(in);
    }
    var expected = events(text(file));
    if (expected.isPresent()) {
      assertThat(framed.flaw()).isEmpty();
      assertThat(framed.rejected()).isEmpty();
      assertThat(framed.events().stream().map(CorpusTest::node).toList()).isEqualTo(expected.get());
    }
  }

  private static JsonNode node(String event) {
    return JACKSON.readTree(event.substring(event.indexOf(' ') + 1));
  }

  /** What Jackson finds; empty when that is not only JSON. */
  private static Optional<List<JsonNode>> events(String text) {
    try {
      return Optional.of(items(JACKSON.readTree(text)));
    } catch (JacksonException _) {
      var all = new ArrayList<JsonNode>();
      try {
        for (var line : text.lines().filter(line -> !line.isBlank()).toList()) {
          all.addAll(items(JACKSON.readTree(line)));
        }
      } catch (JacksonException _) {
        return Optional.empty();
      }
      return Optional.of(all);
    }
  }

  private static List<JsonNode> items(JsonNode text) {
    if (text.isObject() && text.path("Records").isArray()) {
      return text.get("Records").valueStream().toList();
    }
    boolean many = text.isArray() && (text.isEmpty() || text.get(0).isObject());
    return many ? text.valueStream().toList() : List.of(text);
  }

  private static String text(Path file) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(2);
      boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
      in.reset();
      try (InputStream plain = gzip ? new GZIPInputStream(in) : in) {
        var text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      }
    }
  }
}
