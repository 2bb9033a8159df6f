package io.logboom.filters.udm.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.udm.UdmPlugin;
import io.logboom.filters.udm.schema.Problem.Level;
import io.logboom.filters.udm.schema.UdmValidator;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever IAM says becomes a valid entity, and nothing of it is lost. */
class IamPropertyTest {
  private static final int ROUNDS = 1_000;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]\\d+)?");
  private static final UdmValidator VALIDATOR = new UdmValidator(Level.ERROR);

  @Test
  void entitiesAreValidInEitherCasingAndReading() throws Exception {
    long seed = System.nanoTime();
    for (var options :
        new String[] {"", "casing = camel", "validate = true, relations = also-user-to-group"}) {
      var records = new RandomPrincipals(seed);
      try (var filter = Cases.filter(new UdmPlugin(), options)) {
        for (int i = 0; i < ROUNDS; i++) {
          var record = records.next();
          var run = FilterRun.of(Events.of(record), filter);
          assertThat(run.rejected()).as("seed %d: %s", seed, record).isEmpty();
          assertThat(run.out()).isNotEmpty();
          for (var entity : run.out()) {
            assertThat(VALIDATOR.entity(entity.array(), entity.offset(), entity.length()))
                .as("seed %d: %s", seed, record)
                .isEmpty();
          }
        }
      }
    }
  }

  /** Every leaf of the record is a leaf of the entity, or part of a text there. */
  @Test
  void nothingIsLost() throws Exception {
    long seed = System.nanoTime();
    var records = new RandomPrincipals(seed);
    try (var filter = Cases.filter(new UdmPlugin(), "")) {
      for (int i = 0; i < ROUNDS; i++) {
        var record = records.next();
        var written = FilterRun.of(Events.of(record), filter).texts().getFirst();
        var found = new HashSet<String>();
        collect(JsonMapper.shared().readTree(written), found);
        var said = new HashSet<String>();
        collect(JsonMapper.shared().readTree(record), said);
        said.removeIf(leaf -> isFound(leaf, found));
        assertThat(said).as("seed %d: %s%nbecame %s", seed, record, written).isEmpty();
      }
    }
  }

  private static boolean isFound(String leaf, Set<String> found) {
    if (found.contains(leaf)) {
      return true;
    }
    if (leaf.startsWith("%7B")) {
      return found.contains("{\"Version\":\"2012-10-17\"}");
    }
    if (leaf.equals("May 6, 2024 7:08:09 AM") || leaf.equals("2024-05-06T07:08:09+00:00")) {
      return found.contains(Instant.parse("2024-05-06T07:08:09Z").toString());
    }
    // An object that became a text holds its strings in quotes, with escapes.
    var quoted = JsonMapper.shared().writeValueAsString(leaf);
    return found.stream().anyMatch(text -> holds(text, leaf, quoted));
  }

  private static boolean holds(String text, String leaf, String quoted) {
    boolean nested = text.startsWith("{") || text.startsWith("[");
    return nested ? leaves(text).contains(leaf) : text.contains(quoted);
  }

  private static Set<String> leaves(String json) {
    var leaves = new HashSet<String>();
    try {
      collect(JsonMapper.shared().readTree(json), leaves);
    } catch (tools.jackson.core.JacksonException e) {
      // A text that only begins like JSON.
      leaves.add(json);
    }
    return leaves;
  }

  private static void collect(JsonNode node, Set<String> leaves) {
    if (node.isContainer()) {
      node.valueStream().forEach(value -> collect(value, leaves));
    } else if (node.isNumber()) {
      leaves.add(plain(node.decimalValue()));
    } else if (!node.isNull()) {
      leaves.add(node.asString());
      // A number with more digits than a double has becomes a string of them.
      if (NUMBER.matcher(node.asString()).matches()) {
        leaves.add(plain(new BigDecimal(node.asString())));
      }
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toString();
  }
}
