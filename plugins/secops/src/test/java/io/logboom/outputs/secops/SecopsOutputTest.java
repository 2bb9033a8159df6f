package io.logboom.outputs.secops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.logboom.secops.SecopsServer.Asked;
import io.logboom.secops.SecopsServer.Fault;
import io.logboom.secops.SecopsServer.Naming;
import io.logboom.secops.Stored;
import io.logboom.spi.RejectedException;
import io.logboom.spi.RetryAfterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of batches, whatever SecOps says to them. */
@Timeout(60)
final class SecopsOutputTest {
  @TempDir Path folder;
  private Setup setup;

  @BeforeEach
  void start() throws IOException {
    setup = new Setup(folder);
  }

  @AfterEach
  void stop() {
    setup.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void routesEventsAndEntitiesOfOneBatch(boolean chronicle) throws Exception {
    try (var output = chronicle ? setup.chronicle() : setup.ingestion()) {
      output.write(
          Setup.batch(Setup.udm("e1"), Setup.entity("u1"), Setup.udm("e2"), Setup.entity("u2")));
    }
    assertThat(setup.server.stored())
        .extracting(Stored::kind, Stored::logType, Stored::id)
        .containsExactly(
            tuple("events", "", "e1"),
            tuple("events", "", "e2"),
            tuple("entities", "AWS_IAM", "u1"),
            tuple("entities", "AWS_IAM", "u2"));
    assertThat(setup.server.asked()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | {\"a\":1} | no object metadata",
        "auto | no json | neither a UDM event nor an entity",
        "udm | ENTITY | an entity, but mode = udm is for events",
        "entities | UDM | no entity",
      })
  void turnsDownWhatIsNeither(String mode, String event, String because) throws Exception {
    String text =
        switch (event) {
          case "ENTITY" -> Setup.entity("u");
          case "UDM" -> Setup.udm("e");
          default -> event;
        };
    try (var output = setup.chronicle("mode = " + mode)) {
      assertThat(Setup.rejections(output, Setup.batch(text)))
          .singleElement()
          .asString()
          .contains(because);
    }
    assertThat(setup.server.asked()).isEmpty();
  }

  @Test
  void keepsWithinCountAndBytes() throws Exception {
    var random = new Random(7);
    var texts = new ArrayList<String>();
    for (int i = 0; i < 3500; i++) {
      texts.add(Setup.udm("id" + i, "x".repeat(random.nextInt(900))));
    }
    for (var api : List.of("chronicle", "ingestion")) {
      try (var output = api.equals("chronicle") ? setup.chronicle() : setup.ingestion()) {
        output.write(Setup.batch(texts));
      }
      int limit = api.equals("chronicle") ? 4_000_000 : 1_000_000;
      assertThat(setup.server.asked())
          .allSatisfy(
              asked -> {
                assertThat(asked.status()).isEqualTo(200);
                assertThat(asked.bytes()).isLessThanOrEqualTo(limit);
                assertThat(asked.items()).isLessThanOrEqualTo(1000);
              });
      assertThat(setup.ids()).hasSize(3500).doesNotHaveDuplicates();
      setup.close();
      setup = new Setup(folder);
    }
  }

  @Test
  void fillsRequestsToTheLastByte() throws Exception {
    // Two of these make a request of 1,000 bytes: its frame has 35, a comma and 8 are between.
    int frame = "{\"inlineSource\":{\"events\":[]}}".length();
    String empty = Setup.udm("a", "");
    int item = (1000 - frame - 1) / 2 - "{\"udm\":}".length();
    String text = Setup.udm("a", "x".repeat(item - empty.length()));
    try (var output = setup.chronicle("max-request-bytes = 1kB")) {
      output.write(Setup.batch(text, text));
      assertThat(setup.server.asked()).hasSize(1);
      assertThat(setup.server.asked().getFirst().bytes()).isBetween(999, 1000);
      output.write(Setup.batch(text, text.replace("xx", "xxxx")));
      assertThat(setup.server.asked()).hasSize(3);
    }
  }

  @Test
  void turnsDownWhatIsLargerThanARequest() throws Exception {
    try (var output = setup.ingestion()) {
      var large = Setup.udm("large", "x".repeat(1_000_000));
      assertThat(Setup.rejections(output, Setup.batch(Setup.udm("a"), large, Setup.udm("b"))))
          .singleElement()
          .asString()
          .startsWith("too large: a request of it alone has 1,000,1")
          .endsWith("may have 1,000,000");
    }
    assertThat(setup.ids()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @EnumSource
  void findsTheGuiltyOnes(Naming naming) throws Exception {
    var guilty = new HashSet<>(List.of("0", "17", "18", "500", "999"));
    setup.server.refuse(stored -> guilty.contains(stored.id()), naming);
    try (var output = setup.chronicle()) {
      assertThat(Setup.rejections(output, Setup.batch(Setup.udms(1000))))
          .hasSize(5)
          .allSatisfy(
              reason ->
                  assertThat(reason)
                      .startsWith("events:import of 127.0.0.1:")
                      .contains("said 400: INVALID_ARGUMENT: ")
                      .doesNotContain("\n"));
    }
    assertThat(setup.ids())
        .hasSize(995)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(guilty);
    // Named, each costs two requests; else twice the depth of the tree, and some share a path.
    assertThat(setup.server.asked()).hasSizeLessThan(naming == Naming.INDEX ? 20 : 100);
    assertThat(setup.context.count("split-requests")).isPositive();
  }

  @Test
  void saysWhatGoogleSays() throws Exception {
    try (var output = setup.chronicle()) {
      assertThat(
              Setup.rejections(
                  output, Setup.batch(Setup.udm("a").replace("GENERIC_EVENT", "NO_SUCH_TYPE"))))
          .singleElement()
          .asString()
          .contains("inline_source.events[0].udm", "event_type");
    }
  }

  @Test
  void sendsTheSameBytesAgain() throws Exception {
    var random = new Random(11);
    var guilty = new HashSet<>(List.of("3", "44", "45"));
    setup.server.refuse(stored -> guilty.contains(stored.id()), Naming.INDEX);
    setup.server.faults(
        _ ->
            random.nextInt(3) == 0
                ? List.of(Fault.UNAVAILABLE, Fault.TAKEN_BUT_BROKEN_OFF, Fault.BROKEN_OFF)
                    .get(random.nextInt(3))
                : Fault.NONE);
    try (var output = setup.ingestion("max-request-events = 40")) {
      var batch = Setup.batch(Setup.udms(100));
      List<String> rejected = null;
      for (int tries = 0; rejected == null; tries++) {
        assertThat(tries).isLessThan(100);
        try {
          rejected = Setup.rejections(output, batch);
        } catch (IOException e) {
          assertThat(e).hasMessageNotContaining("\n");
        }
      }
      assertThat(rejected).hasSize(3);
    }
    // The older API passes over bytes it has had, so nothing is there twice.
    assertThat(setup.ids()).hasSize(97).doesNotHaveDuplicates();
    var outcomes = new HashMap<String, List<Integer>>();
    for (var asked : setup.server.asked()) {
      outcomes.computeIfAbsent(asked.digest(), _ -> new ArrayList<>()).add(asked.status());
    }
    assertThat(outcomes.values())
        .allSatisfy(
            statuses -> {
              assertThat(Collections.frequency(statuses, 200)).isLessThanOrEqualTo(1);
              assertThat(Collections.frequency(statuses, 400)).isLessThanOrEqualTo(1);
            });
  }

  @Test
  void honoursRetryAfter() throws Exception {
    setup.server.faults(_ -> Fault.THROTTLED);
    try (var output = setup.chronicle()) {
      var batch = Setup.batch(Setup.udm("a"));
      var thrown = catchThrowableOfType(RetryAfterException.class, () -> output.write(batch));
      assertThat(thrown.after()).isEqualTo(Duration.ofSeconds(1));
      assertThat(thrown).hasMessageContaining("429: RESOURCE_EXHAUSTED: Quota exceeded.");
    }
    try (var output = setup.chronicle("max-retry-after = 10ms")) {
      var batch = Setup.batch(Setup.udm("a"));
      var thrown = catchThrowableOfType(RetryAfterException.class, () -> output.write(batch));
      assertThat(thrown.after()).isEqualTo(Duration.ofMillis(10));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | the token of collector@example-project.iam.gserviceaccount.com is not accepted",
        "403 | needs the permission chronicle.events.import for"
            + " projects/example-project/locations/us/instances/01234567",
        "404 | project, region and instance must be those of projects/example-project",
        "408 | said 408",
        "500 | said 500",
      })
  void takesConfigurationForTheCause(int status, String because) throws Exception {
    setup.server.refuseAll(status);
    try (var output = setup.chronicle()) {
      var batch = Setup.batch(Setup.udms(20));
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(because)
          .hasMessageNotContaining("ya29");
      setup.server.refuseAll(0);
      output.write(batch);
    }
    assertThat(setup.ids()).hasSize(20);
  }

  @Test
  void believesNobodyElse() throws Exception {
    setup.server.faults(_ -> Fault.FORGED);
    try (var output = setup.chronicle()) {
      var batch = Setup.batch(Setup.udm("a"));
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("this is not what SecOps says");
      setup.server.faults(_ -> Fault.SLOW);
      output.write(batch);
    }
    assertThat(setup.ids()).containsExactly("a");
  }

  @Test
  void waitsForAnAnswerNoLongerThanTold() throws Exception {
    setup.server.faults(_ -> Fault.SILENT);
    try (var output = setup.chronicle("request-timeout = 300ms")) {
      assertThatThrownBy(() -> output.write(Setup.batch(Setup.udm("a"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer within 300 ms");
    }
  }

  /** Whatever goes wrong: each good event is there, each bad one is named, and nothing is lost. */
  @Test
  void losesNothingAtRandom() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      var random = new Random(seed);
      try (var far = new Setup(folder)) {
        int every = 2 + random.nextInt(60);
        far.server.refuse(
            stored -> Integer.parseInt(stored.id()) % every == 1,
            List.of(Naming.INDEX, Naming.ID, Naming.LIE, Naming.NOT).get(random.nextInt(4)));
        var faults =
            List.of(Fault.UNAVAILABLE, Fault.BROKEN_OFF, Fault.TAKEN_BUT_BROKEN_OFF, Fault.FORGED);
        far.server.faults(_ -> random.nextInt(4) == 0 ? faults.get(random.nextInt(4)) : Fault.NONE);
        int events = 1 + random.nextInt(200);
        var rejected = new HashSet<String>();
        try (var output = far.chronicle("max-request-events = " + (1 + random.nextInt(150)))) {
          var batch = Setup.batch(Setup.udms(events));
          boolean done = false;
          while (!done) {
            try {
              output.write(batch);
              done = true;
            } catch (RejectedException e) {
              e.rejected()
                  .forEach(
                      one -> rejected.add(Integer.toString(batch.events().indexOf(one.event()))));
              done = true;
            } catch (IOException e) {
              assertThat(e.getMessage()).isNotBlank();
            }
          }
        }
        var stored = new HashSet<>(far.ids().toList());
        for (int i = 0; i < events; i++) {
          assertThat(i % every == 1 ? rejected : stored)
              .as("seed %d, event %d", seed, i)
              .contains(Integer.toString(i));
        }
        assertThat(stored.size() + rejected.size()).as("seed %d", seed).isEqualTo(events);
      }
    }
  }

  @Test
  void checksWithoutWriting() throws Exception {
    try (var output = setup.chronicle()) {
      output.check();
    }
    try (var output = setup.ingestion()) {
      output.check();
    }
    assertThat(setup.server.asked())
        .extracting(Asked::path)
        .allMatch(path -> path.endsWith("ypes"));
    setup.server.refuseAll(403);
    try (var output = setup.chronicle()) {
      assertThatThrownBy(output::check)
          .hasMessageContaining("needs the permission chronicle.logTypes.list for projects/");
    }
  }
}
