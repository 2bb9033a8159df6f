package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.filters.Corpus;
import io.logboom.filters.RandomRecords;
import io.logboom.filters.cloudtrail.CloudTrailPlugin;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing of a record is lost, whatever is in it. */
class TrailLossTest {
  private static final Logger LOG = LoggerFactory.getLogger(TrailLossTest.class);

  /** How many of the corpus' records, of a hundred, may have no event type of their own. */
  private static final double GENERIC = 2;

  @Test
  void nothingOfTheSamplesIsLost() throws Exception {
    try (var udm = Cases.filter(new UdmPlugin(), "")) {
      for (var line : TrailSamples.lines()) {
        check(Events.of(line), udm);
      }
    }
  }

  @Test
  void nothingOfRandomRecordsIsLost() throws Exception {
    long seed = Long.getLong("logboom.seed", 42);
    var records = new RandomRecords(seed);
    try (var udm = Cases.filter(new UdmPlugin(), "from = cloudtrail");
        var camel = Cases.filter(new UdmPlugin(), "casing = camel, from = cloudtrail")) {
      for (int i = 0; i < 1_000; i++) {
        var record = records.next();
        var run = FilterRun.of(Events.of(record), udm);
        if (run.rejected().isEmpty()) {
          TrailOracle.check(record, run.texts().getFirst());
          TrailOracle.valid(run.out().getFirst());
          TrailOracle.valid(FilterRun.of(Events.of(record), camel).out().getFirst());
        } else {
          assertThat(run.rejected().getFirst().toString())
              .as("seed %s: %s", seed, record)
              .startsWith("event-time");
        }
      }
    }
  }

  @TestFactory
  List<DynamicTest> nothingOfTheCorpusIsLost() {
    var folder = System.getProperty("logboom.corpus");
    if (folder == null) {
      LOG.info("no -Dlogboom.corpus=DIR: the records of the corpus are not tried");
      return List.of();
    }
    assertThat(Path.of(folder)).isDirectory();
    return List.of(dynamicTest("every record of the corpus", () -> corpus(Path.of(folder))));
  }

  private static void corpus(Path folder) throws Exception {
    var types = new TreeMap<String, Integer>();
    var generic = new TreeMap<String, Integer>();
    int records = 0;
    try (var files = Files.walk(folder);
        var trail = Cases.filter(new CloudTrailPlugin(), "");
        var udm = Cases.filter(new UdmPlugin(), "")) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        for (var text : Corpus.texts(file)) {
          for (var record : FilterRun.of(Events.of(text), trail).out()) {
            records++;
            var event = TrailOracle.JSON.readTree(check(record, udm));
            var type = event.at("/metadata/event_type").asString();
            types.merge(type, 1, Integer::sum);
            if (type.equals("GENERIC_EVENT")) {
              var call = event.at("/metadata/product_event_type").asString();
              generic.merge(event.at("/target/application") + " " + call, 1, Integer::sum);
            }
          }
        }
      }
    }
    System.out.printf(
        "%d records of the corpus: %s; without a type: %s%n", records, types, generic);
    assertThat(records).isGreaterThan(3_000);
    assertThat(100.0 * types.getOrDefault("GENERIC_EVENT", 0) / records).isLessThan(GENERIC);
  }

  private static String check(Event record, Filter udm) {
    var run = FilterRun.of(record, udm);
    assertThat(run.rejected()).as(Events.text(record)).isEmpty();
    var event = run.texts().getFirst();
    TrailOracle.check(Events.text(record), event);
    TrailOracle.strictlyValid(run.out().getFirst());
    return event;
  }
}
