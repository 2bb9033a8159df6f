package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.filters.Corpus;
import io.logboom.filters.cloudtrail.CloudTrailPlugin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Other people's CloudTrail records, in the folder that {@code -Dlogboom.corpus} names: every
 * record that Jackson finds is found, and its row is the oracle's.
 */
class SnareCorpusTest {
  private static final Logger LOG = LoggerFactory.getLogger(SnareCorpusTest.class);

  private final SnareOracle oracle = new SnareOracle(ZoneOffset.UTC);

  @TestFactory
  List<DynamicTest> corpus() {
    var folder = System.getProperty("logboom.corpus");
    if (folder == null) {
      LOG.info("no -Dlogboom.corpus=DIR: the records of the corpus are not tried");
      return List.of();
    }
    assertThat(Path.of(folder)).isDirectory();
    return List.of(dynamicTest("every record of the corpus", () -> check(Path.of(folder))));
  }

  private void check(Path folder) throws Exception {
    int records = 0;
    try (var files = Files.walk(folder);
        var cloudtrail = Cases.filter(new CloudTrailPlugin(), "");
        var snare = Cases.filter(new SnarePlugin(), "zone = Z")) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (var text : Corpus.texts(file)) {
          var found = FilterRun.of(Events.of(text), cloudtrail).out();
          assertThat(found).as(file + ": " + text).hasSize(count(SnareOracle.JSON.readTree(text)));
          for (var record : found) {
            var run = FilterRun.of(record, snare);
            assertThat(run.rejected()).as(file.toString()).isEmpty();
            oracle.check(
                file.toString(),
                Events.text(record),
                Events.ORIGIN.receivedAt(),
                run.texts().getFirst());
            records++;
          }
        }
      }
    }
    LOG.info("{} CloudTrail records of the corpus make the oracle's rows", records);
    assertThat(records).isGreaterThan(3_000);
  }

  /** How many records Jackson finds where the filter looks for them. */
  private static int count(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().mapToInt(SnareCorpusTest::count).sum();
    }
    if (node.has("eventVersion")) {
      return isRecord(node) ? 1 : 0;
    }
    for (var envelope : List.of("Records", "Events", "logEvents")) {
      if (node.path(envelope).isArray()) {
        return count(node.get(envelope));
      }
    }
    if (node.has("detail") && node.has("detail-type")) {
      return count(node.get("detail"));
    }
    for (var inString : List.of("CloudTrailEvent", "message")) {
      if (node.path(inString).isString() && Corpus.isJson(node.get(inString).asString())) {
        return count(SnareOracle.JSON.readTree(node.get(inString).asString()));
      }
    }
    return 0;
  }

  private static boolean isRecord(JsonNode node) {
    return node.get("eventVersion").asString().startsWith("1.")
        && List.of("userIdentity", "eventTime", "eventSource", "eventName", "awsRegion").stream()
            .allMatch(node::has)
        && (node.has("eventID") || node.get("eventVersion").asString().equals("1.0"));
  }
}
