package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples that come with Logboom. */
class SamplesTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Path samples = Built.checkout().resolve("conf/samples");

  @Test
  void objectHoldsWhatTheReadableFileShows() throws IOException {
    JsonNode readable = MAPPER.readTree(Files.readAllBytes(samples.resolve("cloudtrail.json")));
    List<Path> objects;
    try (var files = Files.newDirectoryStream(samples, "*.json.gz")) {
      objects = java.util.stream.StreamSupport.stream(files.spliterator(), false).toList();
    }
    assertThat(objects).hasSize(1);
    try (var in = new GZIPInputStream(Files.newInputStream(objects.getFirst()))) {
      assertThat(in.readAllBytes()).isEqualTo(MAPPER.writeValueAsBytes(readable));
    }
  }

  @Test
  void everyRecordHasAnIdOfItsOwn() throws IOException {
    JsonNode records =
        MAPPER.readTree(Files.readAllBytes(samples.resolve("cloudtrail.json"))).get("Records");
    assertThat(records.valueStream().map(record -> record.get("eventID").asString()))
        .hasSize(14)
        .doesNotHaveDuplicates();
  }
}
