package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.filters.Corpus;
import io.logboom.filters.Mark;
import io.logboom.filters.cloudtrail.CloudTrailPlugin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ten queries over IAM's events, on records of our own and on the corpus. */
class IamQueriesTest {
  private static final Logger LOG = LoggerFactory.getLogger(IamQueriesTest.class);

  @Test
  void everyQueryShowsItsColumns() throws Exception {
    var rows = new TreeMap<String, List<String>>();
    try (var filter = Cases.filter(new InsightsPlugin(), Queries.rules())) {
      var run = FilterRun.of(Events.lines(Queries.resource("iam-records.jsonl")), filter);
      for (var row : run.out()) {
        rows.computeIfAbsent(Mark.of(row).orElseThrow().rule(), _ -> new ArrayList<>())
            .add(Events.text(row));
      }
      assertThat(run.dropped()).containsExactly(Map.entry("unmatched", 3));
    }
    var shown =
        rows.entrySet().stream()
            .flatMap(rule -> rule.getValue().stream().map(row -> rule.getKey() + " " + row))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(shown).isEqualTo(Queries.resource("iam-rows.txt"));
  }

  @Test
  void bentQuotesAreQuotes() throws IOException {
    for (var query : Queries.iam().values()) {
      var bent = query.replaceAll("\"([^\"]*)\"", "\u201c$1\u201d");
      assertThat(Query.of(bent).commands()).hasSameSizeAs(Query.of(query).commands());
      assertThat(Query.of(bent).commands().toString())
          .isEqualTo(Query.of(query).commands().toString());
    }
  }

  @TestFactory
  List<DynamicTest> corpus() {
    var folder = System.getProperty("logboom.corpus");
    if (folder == null) {
      LOG.info("no -Dlogboom.corpus=DIR: the queries are not run on the corpus");
      return List.of();
    }
    assertThat(Path.of(folder)).isDirectory();
    return List.of(dynamicTest("counts", () -> countsAreThoseOfTheScript(Path.of(folder))));
  }

  private void countsAreThoseOfTheScript(Path folder) throws Exception {
    var counts = new TreeMap<String, Long>();
    Queries.iam().keySet().forEach(name -> counts.put(name, 0L));
    try (var files = Files.walk(folder);
        var cloudtrail = Cases.filter(new CloudTrailPlugin(), "");
        var insights = Cases.filter(new InsightsPlugin(), Queries.rules())) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (var text : Corpus.texts(file)) {
          for (var row : FilterRun.of(Events.of(text), cloudtrail, insights).out()) {
            counts.merge(Mark.of(row).orElseThrow().rule(), 1L, Long::sum);
          }
        }
      }
    }
    LOG.info("rows of the ten queries on the corpus: {}", counts);
    assertThat(counts).isEqualTo(script(folder));
    assertThat(counts.get("all-iam")).isGreaterThan(100);
  }

  private static Map<String, Long> script(Path folder) throws Exception {
    var script = Path.of(IamQueriesTest.class.getResource("iam_counts.py").toURI());
    var python =
        new ProcessBuilder("python3", script.toString(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var counts = new TreeMap<String, Long>();
    new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> counts.put(words[0], Long.valueOf(words[1])));
    assertThat(python.waitFor()).isZero();
    return counts;
  }
}
