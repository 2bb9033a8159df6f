package io.logboom.filters.udm.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logboom.filters.udm.UdmPlugin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each row of Google's table for AWS_IAM has a case, and the case has what the row says. */
class TableRowsTest {
  private static final int ROWS = 44;
  private static final Pattern ROW =
      Pattern.compile("(\\d+) +(USER|RESOURCE|GROUP) +(.+?) +-> (\\S+) : (\\S+)");

  private record Row(int number, String type, String from, String to, String name) {

    static Row of(String line) {
      var match = ROW.matcher(line);
      assertThat(match.matches()).as(line).isTrue();
      return new Row(
          Integer.parseInt(match.group(1)),
          match.group(2),
          match.group(3),
          match.group(4),
          match.group(5));
    }
  }

  @Test
  void noRowIsForgotten() throws IOException {
    var numbers = new TreeSet<Integer>();
    rows().forEach(row -> numbers.add(row.number));
    assertThat(numbers).containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
  }

  @TestFactory
  Stream<DynamicTest> eachRowIsProven() throws IOException {
    return rows().stream()
        .map(
            row ->
                dynamicTest(
                    "%d %s %s -> %s".formatted(row.number, row.type, row.from, row.to),
                    () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var record = text("cases/" + row.name + "/in.json");
    var golden = tree(text("cases/" + row.name + "/expected.jsonl"));
    var due = due(row, tree(record));
    assertThat(at(golden, row.to)).as("the golden case").isEqualTo(due);
    assertThat(golden.at("/metadata/entity_type").asString()).isEqualTo(row.type);
    try (var filter = Cases.filter(new UdmPlugin(), "")) {
      var written = FilterRun.of(Events.of(record), filter).texts();
      assertThat(at(tree(written.getFirst()), row.to)).as("what is written").isEqualTo(due);
    }
  }

  private static String due(Row row, JsonNode record) {
    if (row.from.equals("origin")) {
      return Events.ORIGIN.receivedAt().toString();
    }
    return row.from.startsWith("=") ? row.from.substring(1) : at(record, row.from);
  }

  /** The text at a path; an array stands for its first item, or for its label of a key. */
  private static String at(JsonNode tree, String path) {
    JsonNode node = tree;
    for (var step : List.of(path.split("\\."))) {
      node = node.isArray() ? node.get(0) : node;
      int bracket = step.indexOf('[');
      node = node.get(bracket < 0 ? step : step.substring(0, bracket));
      assertThat(node).as("%s of %s", step, path).isNotNull();
      if (bracket >= 0) {
        var key = step.substring(bracket + 1, step.length() - 1);
        node =
            node.valueStream()
                .filter(label -> label.get("key").asString().equals(key))
                .findFirst()
                .orElseThrow();
        node = path.endsWith("]") ? node.get("value") : node;
      }
    }
    return (node.isArray() ? node.get(0) : node).asString();
  }

  private static JsonNode tree(String json) {
    return JsonMapper.shared().readTree(json);
  }

  private static List<Row> rows() throws IOException {
    return text("rows.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Row::of)
        .toList();
  }

  private static String text(String name) throws IOException {
    try (var in = TableRowsTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
