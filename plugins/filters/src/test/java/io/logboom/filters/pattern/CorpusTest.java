package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.filters.Corpus;
import io.logboom.filters.Mark;
import io.logboom.spi.Event;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Other people's CloudTrail records, in the folder that {@code -Dlogboom.corpus} names: two
 * patterns that were published for IAM match as many as a script of Python counts, {@code
 * count_iam.py}.
 */
class CorpusTest {
  private static final Logger LOG = LoggerFactory.getLogger(CorpusTest.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String RULES =
      """
      rules {
        changes { pattern = "{ ( ($.eventSource = \\"iam.amazonaws.com\\") && (%s) ) }" }
        authorization {
          pattern = "{ ( ($.eventSource = \\"iam.amazonaws.com\\") && (%s) ) }"
        }
      }
      unmatched = pass
      """
          .formatted(
              names(
                  "Add* Attach* Change* Create* Deactivate* Delete* Detach* Enable* Put* Remove*"
                      + " Set* Update* Upload*"),
              names("Put*Policy Attach* Detach* Create* Update* Upload* Delete* Remove* Set*"));

  private static String names(String words) {
    return "($.eventName = \\\"" + words.replace(" ", "\\\") || ($.eventName = \\\"") + "\\\")";
  }

  @TestFactory
  List<DynamicTest> corpus() {
    var folder = System.getProperty("logboom.corpus");
    if (folder == null) {
      LOG.info("no -Dlogboom.corpus=DIR: the records of the corpus are not tried");
      return List.of();
    }
    assertThat(Path.of(folder)).isDirectory();
    return List.of(dynamicTest("the two patterns for IAM", () -> check(Path.of(folder))));
  }

  private static void check(Path folder) throws Exception {
    var records = records(folder);
    try (var filter = Cases.filter(new PatternPlugin(), RULES)) {
      var marked = FilterRun.of(records, filter).out();
      var counts =
          records.size() + " " + count(marked, "changes") + " " + count(marked, "authorization");
      LOG.info("records, changes of IAM, changes of authorization: {}", counts);
      assertThat(counts).isEqualTo(counted(folder));
    }
  }

  private static long count(List<Event> events, String rule) {
    return events.stream()
        .filter(event -> Mark.of(event).map(mark -> mark.rules().contains(rule)).orElse(false))
        .count();
  }

  private static String counted(Path folder) throws Exception {
    var script = Path.of(CorpusTest.class.getResource("count_iam.py").toURI());
    var process =
        new ProcessBuilder("python3", script.toString(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var counted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return counted.strip();
  }

  private static List<Event> records(Path folder) throws IOException {
    var records = new ArrayList<Event>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (var text : Corpus.texts(file)) {
          read(text, records);
        }
      }
    }
    return records;
  }

  private static void read(String text, List<Event> records) {
    try {
      read(JSON.readTree(text), records);
    } catch (JacksonException e) {
      // A line that is no JSON has no record.
      LOG.trace("no JSON", e);
    }
  }

  private static void read(JsonNode value, List<Event> records) {
    if (value.isArray()) {
      value.forEach(item -> read(item, records));
    } else if (value.path("Records").isArray()) {
      read(value.path("Records"), records);
    } else if (value.has("eventVersion") && value.has("eventSource") && value.has("eventName")) {
      records.add(Events.of(value.toString()));
    }
  }
}
