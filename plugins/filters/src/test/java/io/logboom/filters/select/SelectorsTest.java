package io.logboom.filters.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import io.logboom.testkit.Events;
import io.logboom.testkit.JsonDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  private static final List<String> NAMES =
      List.of("a", "b", "c", "id", "0", "1", "2", "Records", "a.b", "", "\u00fc", "quote\"back\\");

  @Test
  void valuesStandWhereTheSenderWroteThem() throws MalformedException {
    var event = Events.of("{\"a\": {\"b\" : [1, {\"c\":\"x\"} ] }, \"d\":null}");
    var builder = Selectors.builder();
    int c = builder.add(FieldPath.of("a.b.1.c"));
    int first = builder.add(List.of(new Step.Name("a"), new Step.Name("b"), new Step.Item(0)));
    int number = builder.add(List.of(new Step.Name("a"), new Step.Name("0")));
    int d = builder.add(FieldPath.of("d"));
    int missing = builder.add(FieldPath.of("d.e"));
    assertThat(builder.add(FieldPath.of("d"))).isEqualTo(d);
    var selection = builder.build().selection();
    selection.read(event.fields());
    assertThat(text(selection, c)).contains("\"x\"");
    assertThat(text(selection, first)).contains("1");
    assertThat(text(selection, d)).contains("null");
    assertThat(text(selection, number)).isEmpty();
    assertThat(text(selection, missing)).isEmpty();
  }

  @Test
  void oneStepDoesNotLeadToManyPlaces() {
    assertThatThrownBy(() -> Selectors.builder().add(List.of(new Step.EachItem())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Step.Item(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  /** One selection, many events: what one event had, the next one has not. */
  @Test
  void randomPathsFindWhatTheTreeHas() throws MalformedException {
    long seed = 20_260_102;
    var random = new Random(seed);
    var documents = new JsonDocuments(seed);
    for (int round = 0; round < 20; round++) {
      var builder = Selectors.builder();
      var paths = IntStream.range(0, 30).mapToObj(_ -> path(random)).toList();
      var numbers = paths.stream().map(builder::add).toList();
      var selection = builder.build().selection();
      for (int k = 0; k < 20; k++) {
        var event = Events.of(documents.object());
        selection.read(event.fields());
        for (int i = 0; i < 30; i++) {
          int n = random.nextInt(paths.size());
          assertThat(value(selection, numbers.get(n)))
              .as("seed %s: %s in %s", seed, paths.get(n), Events.text(event))
              .isEqualTo(event.get(paths.get(n)));
        }
      }
    }
  }

  @Test
  void randomBranchesFindWhatTheTreeHas() throws MalformedException {
    long seed = 20_260_103;
    var random = new Random(seed);
    var documents = new JsonDocuments(seed);
    for (int round = 0; round < 1_000; round++) {
      var event = Events.of(documents.object());
      var steps = steps(random);
      var expected = new ArrayList<Value>();
      expect(event.tree(), steps, expected);
      var found = new ArrayList<Value>();
      new Branches(steps)
          .any(event.fields(), (array, start, end) -> !found.add(tree(array, start, end)));
      assertThat(found)
          .as("seed %s: %s in %s", seed, steps, Events.text(event))
          .containsAll(expected);
      if (steps.stream().noneMatch(Step.EachField.class::isInstance)) {
        assertThat(found)
            .as("seed %s: %s in %s", seed, steps, Events.text(event))
            .containsExactlyElementsOf(expected);
      }
    }
  }

  @Test
  void theFirstAnswerEndsTheSearch() throws MalformedException {
    var event = Events.of("{\"a\":[{\"b\":1},{\"b\":2},{\"b\":3}]}");
    var branches = new Branches(List.of(new Step.Key("a"), new Step.EachItem(), new Step.Key("b")));
    var asked = new ArrayList<String>();
    assertThat(
            branches.any(
                event.fields(),
                (array, start, end) -> {
                  asked.add(new String(array, start, end - start, StandardCharsets.UTF_8));
                  return array[start] == '2';
                }))
        .isTrue();
    assertThat(asked).containsExactly("1", "2");
  }

  @Test
  void scalarsTellTheirTextWithoutEscapes() {
    assertThat(scalar("\"a\\u0062\\n\\\"\"")).isEqualTo("TEXT ab\n\"");
    assertThat(scalar("\"\u00e9\"")).isEqualTo("TEXT \u00e9");
    assertThat(scalar("\"" + "\\\\".repeat(40_000) + "\"")).hasSize("TEXT ".length() + 40_000);
    assertThat(scalar("-1.50e3")).isEqualTo("NUMBER -1.50e3");
    assertThat(scalar("true")).isEqualTo("TRUE true");
    assertThat(scalar("false")).isEqualTo("FALSE false");
    assertThat(scalar("null")).isEqualTo("NULL null");
    assertThat(scalar("{}")).isEqualTo("OBJECT {}");
    assertThat(scalar("[]")).isEqualTo("ARRAY []");
    assertThat(Scalar.Kind.FALSE.isComparable()).isTrue();
    assertThat(Scalar.Kind.NULL.isComparable()).isFalse();
  }

  private static String scalar(String json) {
    byte[] bytes = ("x" + json + "]").getBytes(StandardCharsets.UTF_8);
    var scalar = new Scalar();
    scalar.read(bytes, 1, bytes.length - 1);
    int length = scalar.end() - scalar.start();
    return scalar.kind()
        + " "
        + new String(scalar.array(), scalar.start(), length, StandardCharsets.UTF_8);
  }

  private static FieldPath path(Random random) {
    return new FieldPath(
        IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(_ -> name(random)).toList());
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(random.nextBoolean() ? 5 : NAMES.size()));
  }

  private static List<Step> steps(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .<Step>mapToObj(
            _ ->
                switch (random.nextInt(8)) {
                  case 0, 1 -> new Step.EachField();
                  case 2, 3 -> new Step.EachItem();
                  case 4 -> new Step.Item(random.nextInt(3));
                  case 5 -> new Step.Key(name(random));
                  default -> new Step.Name(name(random));
                })
        .toList();
  }

  private static void expect(Value value, List<Step> steps, List<Value> expected) {
    if (steps.isEmpty()) {
      expected.add(value);
      return;
    }
    var rest = steps.subList(1, steps.size());
    var next =
        switch (value) {
          case Value.Obj(var fields) ->
              switch (steps.getFirst()) {
                case Step.EachField _ -> List.copyOf(fields.values());
                case Step.Name(var name) -> Optional.ofNullable(fields.get(name)).stream().toList();
                case Step.Key(var name) -> Optional.ofNullable(fields.get(name)).stream().toList();
                case Step.Item _, Step.EachItem _ -> List.<Value>of();
              };
          case Value.Arr(var items) ->
              switch (steps.getFirst()) {
                case Step.EachItem _ -> items;
                case Step.Item(int index) -> item(items, index);
                case Step.Key(var name) -> item(items, Raw.item(name));
                case Step.Name _, Step.EachField _ -> List.<Value>of();
              };
          case Value.Str _, Value.Num _, Value.Word _ -> List.<Value>of();
        };
    next.forEach(child -> expect(child, rest, expected));
  }

  private static List<Value> item(List<Value> items, int index) {
    return index >= 0 && index < items.size() ? List.of(items.get(index)) : List.of();
  }

  private static Optional<String> text(Selection selection, int number) {
    int start = selection.start(number);
    if (start < 0) {
      return Optional.empty();
    }
    int length = selection.end(number) - start;
    return Optional.of(new String(selection.array(), start, length, StandardCharsets.UTF_8));
  }

  private static Optional<Value> value(Selection selection, int number) {
    int start = selection.start(number);
    return start < 0
        ? Optional.empty()
        : Optional.of(tree(selection.array(), start, selection.end(number)));
  }

  private static Value tree(byte[] array, int start, int end) {
    Event event = Events.of("").with(array, start, end - start);
    try {
      return event.tree();
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }
}
