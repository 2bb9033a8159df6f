package io.logboom.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Bytes;
import io.logboom.spi.Draft;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Names;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JsonEventTest {
  private static final Origin ORIGIN = new Origin("in", "here", Instant.EPOCH, Map.of());

  @Test
  void knowsWhereItComesFrom() {
    assertThat(event("{}").place()).isEqualTo("here#7");
    assertThat(event("{}").with(new Origin("in", "there", Instant.EPOCH, Map.of())).place())
        .isEqualTo("there#7");
    assertThat(event("{}")).hasToString("here#7");
  }

  @Test
  void showsItsFieldsWhereTheyStand() throws Exception {
    var fields = event(" { \"a\" : 1 , \"b\":{\"c\":[true, \"]\"] } } ").fields();

    assertThat(fields.size()).isEqualTo(2);
    assertThat(name(fields, 0)).isEqualTo("a");
    assertThat(fields.value(0)).isEqualTo(new Value.Num("1"));
    assertThat(fields.kind(1)).isEqualTo((byte) '{');
    var nested = fields.object(1);
    assertThat(name(nested, 0)).isEqualTo("c");
    assertThat(nested.value(0))
        .isEqualTo(new Value.Arr(List.of(Value.Word.TRUE, new Value.Str("]"))));
  }

  @Test
  void findsNamesWhateverTheirEscapes() throws Exception {
    var fields = event("{\"\\u0061\":1,\"b\":2,\"\u00e9\":3,\"\\u00E9\":4,\"b\":5}").fields();
    var names = Names.of("b", "a", "\u00e9");

    assertThat(fields.find("a")).isEqualTo(0);
    assertThat(fields.find("b")).isEqualTo(4);
    assertThat(fields.find("\u00e9")).isEqualTo(3);
    assertThat(fields.find("u0061")).isEqualTo(-1);
    assertThat(fields.indexIn(names, 0)).isEqualTo(1);
    assertThat(fields.indexIn(names, 1)).isEqualTo(0);
    assertThat(fields.indexIn(names, 2)).isEqualTo(2);
    assertThat(fields.indexIn(names, 3)).isEqualTo(2);
  }

  @Test
  void scansOnceForAllCopiesThatShareItsBytes() throws Exception {
    var event = event("{\"a\":1}");
    var fields = event.fields();
    var copy = event.identified(5, 2, 3);

    // Were the bytes scanned again, this would show.
    event.array()[event.offset() + 2] = 'x';
    fields.array()[event.offset() + 4] = '!';
    assertThat(copy.fields()).isSameAs(fields);
    assertThat(copy.with(ORIGIN).fields().size()).isEqualTo(1);
  }

  @Test
  void readingFieldsOfOtherEventsLeavesAViewAlone() throws Exception {
    var fields = event("{\"a\":1}").fields();
    var other = event("{\"b\":2,\"c\":3}");

    assertThat(other.get(FieldPath.of("c"))).contains(new Value.Num("3"));
    assertThat(name(fields, 0)).isEqualTo("a");
    assertThat(other.fields().size()).isEqualTo(2);
  }

  @Test
  void neverTakesAnotherEventInTheSameArrayForItself() throws Exception {
    byte[] array = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    var first = JsonEvent.valid(array, 0, array.length, ORIGIN, 1);
    assertThat(name(first.fields(), 0)).isEqualTo("a");

    array[2] = 'b';
    var second = JsonEvent.valid(array, 0, array.length, ORIGIN, 2);
    assertThat(name(second.fields(), 0)).isEqualTo("b");
  }

  @Test
  void readsPathsThroughObjectsAndArrays() throws Exception {
    var event = event("{\"a\":{\"b\":0},\"a\":{\"b\":[1,{\"0\":2}],\"b\":[1,{\"0\":3}]}}");

    assertThat(event.get(FieldPath.of("a.b.1.0"))).contains(new Value.Num("3"));
    assertThat(event.get(FieldPath.of("a.b.0"))).contains(new Value.Num("1"));
    assertThat(event.get(FieldPath.of("a.b.2"))).isEmpty();
    assertThat(event.get(FieldPath.of("a.b.01"))).isEmpty();
    assertThat(event.get(FieldPath.of("a.c"))).isEmpty();
    assertThat(event("[5]").get(FieldPath.of("0"))).contains(new Value.Num("5"));
    assertThat(event("5").get(FieldPath.of("0"))).isEmpty();
  }

  @Test
  void copiesWhatNobodyTouchedAsItIs() throws Exception {
    var event = event("{\"n\" : 1.500e+3, \"s\":\"\\u0041\\/\", \"o\": { \"x\" : [1 ,2] }}");

    var edited =
        event.edit(
            d ->
                d.put(FieldPath.of("new"), new Value.Str("\"\n\ud800"))
                    .put(FieldPath.of("m.k"), Value.Word.NULL));
    assertThat(text(edited))
        .isEqualTo(
            "{\"n\":1.500e+3,\"s\":\"\\u0041\\/\",\"o\":{ \"x\" : [1 ,2] },"
                + "\"new\":\"\\\"\\n\\ud800\",\"m\":{\"k\":null}}");
    assertThat(text(edited.edit(d -> d.remove(FieldPath.of("o.x.0")))))
        .startsWith("{\"n\":1.500e+3,\"s\":\"\\u0041\\/\",\"o\":{\"x\":[2]},");
    assertThat(edited.get(FieldPath.of("m.k"))).contains(Value.Word.NULL);
  }

  @Test
  void editsResolveDuplicates() throws Exception {
    var event = event("{\"a\":{\"x\":1},\"b\":0,\"a\":{\"x\":2,\"x\":3,\"y\":4}}");

    assertThat(text(event.edit(d -> d.put(FieldPath.of("a.x"), Value.Word.TRUE))))
        .isEqualTo("{\"b\":0,\"a\":{\"x\":true,\"y\":4}}");
    assertThat(text(event.edit(d -> d.remove(FieldPath.of("a.x")))))
        .isEqualTo("{\"a\":{},\"b\":0,\"a\":{\"y\":4}}");
    assertThat(text(event.edit(d -> d.remove(FieldPath.of("a"))))).isEqualTo("{\"b\":0}");
    assertThat(event.edit(d -> d.remove(FieldPath.of("a.z")))).isSameAs(event);
  }

  @Test
  void editsGoIntoArraysOnlyWhereAnItemIs() throws Exception {
    var event = event("{\"a\":[{\"b\":1},2]}");

    assertThat(text(event.edit(d -> d.put(FieldPath.of("a.0.b"), Value.Word.TRUE))))
        .isEqualTo("{\"a\":[{\"b\":true},2]}");
    assertThat(text(event.edit(d -> d.put(FieldPath.of("a.2"), Value.Word.TRUE))))
        .isEqualTo("{\"a\":{\"2\":true}}");
    assertThat(text(event.edit(d -> d.put(FieldPath.of("a.1.k"), Value.Word.TRUE))))
        .isEqualTo("{\"a\":[{\"b\":1},{\"k\":true}]}");
  }

  @Test
  void refusesToPutWhatIsNoJson() {
    var event = event("{}");
    var path = FieldPath.of("a");

    assertThatThrownBy(() -> event.edit(d -> d.put(path, new Value.Num("01"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("01");
    Value deep = Value.Word.NULL;
    for (int i = 0; i < Scan.MAX_DEPTH; i++) {
      deep = new Value.Arr(List.of(deep));
    }
    Value tooDeep = deep;
    assertThatThrownBy(() -> event.edit(d -> d.put(path, tooDeep)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToPutAnythingTooDeep() throws Exception {
    var deepest = new FieldPath(Collections.nCopies(Scan.MAX_DEPTH, "a"));
    var edited = event("{}").edit(d -> d.put(deepest, new Value.Num("1")));

    assertThat(Scan.text(edited.array(), 0, edited.length())).isEqualTo(edited.length());
    assertThat(edited.get(deepest)).contains(new Value.Num("1"));
    assertThatThrownBy(() -> edited.edit(d -> d.put(deepest, new Value.Arr(List.of()))))
        .isInstanceOf(IllegalArgumentException.class);
    var deeper = new FieldPath(Collections.nCopies(Scan.MAX_DEPTH + 1, "a"));
    assertThatThrownBy(() -> edited.edit(d -> d.put(deeper, new Value.Num("1"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEventOfManyFieldsIsLikeAnyOther() throws Exception {
    var json = new StringBuilder("{");
    for (int i = 0; i < 100_000; i++) {
      json.append("\"n").append(i).append("\":").append(i).append(',');
    }
    var fields = event(json.append("\"last\":1}").toString()).fields();

    assertThat(fields.size()).isEqualTo(100_001);
    assertThat(fields.find("n99999")).isEqualTo(99_999);
    assertThat(event("{\"a\":1}").fields().size()).isEqualTo(1);
    assertThatThrownBy(() -> event("{}").fields().nameStart(0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      var event = event("{\"a\":{\"b\":[1,2]},\"c\":\"d\"}");
      var edited =
          event("{\"a\":0,\"c\":\"e\"}").edit(d -> d.put(FieldPath.of("a.b"), Value.Word.TRUE));
      try (var threads = Executors.newFixedThreadPool(4)) {
        var results =
            IntStream.range(0, 8)
                .mapToObj(
                    i ->
                        threads.submit(
                            () -> {
                              assertThat(event.fields().find("c")).isEqualTo(1);
                              assertThat(edited.fields().find("c")).isEqualTo(1);
                              assertThat(event.get(FieldPath.of("a.b.1")))
                                  .contains(new Value.Num("2"));
                              assertThat(text(edited))
                                  .isEqualTo("{\"a\":{\"b\":true},\"c\":\"e\"}");
                              return event.tree();
                            }))
                .toList();
        for (var result : results) {
          assertThat(result.get()).isEqualTo(event.tree());
        }
      }
    }
  }

  @Test
  void aDraftEndsWithItsEdit() throws Exception {
    var kept = new AtomicReference<Draft>();
    event("{}").edit(kept::set);

    assertThatThrownBy(() -> kept.get().remove(FieldPath.of("a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsTimeAndIdThroughWhatBecomesOfIt() throws Exception {
    var event = event("{\"id\":\"\\u0041-1\",\"x\":1}");
    var fields = event.fields();
    var found = event.identified(12, fields.valueStart(0) + 1, fields.valueEnd(0) - 1);
    var row = new Bytes(byte[]::new).begin().put("A\t1");

    for (var derived :
        List.of(
            found,
            found.edit(d -> d.remove(FieldPath.of("id"))),
            found.with(row),
            found.with(ORIGIN),
            found.with(new byte[2], 1, 1))) {
      assertThat(derived.id()).contains("A-1");
      assertThat(derived.time()).contains(Instant.ofEpochMilli(12));
      assertThat(derived.ordinal()).isEqualTo(7);
    }
    assertThat(event.id()).isEmpty();
    assertThat(event.time()).isEmpty();
    assertThat(text(found.with(row))).isEqualTo("A\t1");
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertMalformed("{\"a\":1,}", "invalid-json", "found '}' at byte 7");
    assertMalformed("{\"a\":1", "truncated-json", "at byte 6");
    assertMalformed("", "truncated-json", "at byte 0");
    assertMalformed("[1]", "not-an-object", "not a JSON object");
    assertMalformed("{\"a\":\"\ud800\"", "truncated-json", "");
    assertMalformed("A\t1", "invalid-json", "found 'A' at byte 0");
    assertMalformed("[".repeat(1001), "too-deep", "at byte 1000");
  }

  private static void assertMalformed(String json, String reason, String message) {
    var event = event(json);
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(event::fields)
          .isInstanceOfSatisfying(
              MalformedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
          .hasMessageContaining(message);
    }
    assertThatThrownBy(() -> event.edit(d -> {})).isInstanceOf(MalformedException.class);
  }

  /** In the middle of an array of other things. */
  private static JsonEvent event(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] array = new byte[bytes.length + 20];
    java.util.Arrays.fill(array, (byte) '"');
    System.arraycopy(bytes, 0, array, 10, bytes.length);
    return JsonEvent.of(array, 10, bytes.length, ORIGIN, 7);
  }

  private static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8);
  }

  private static String name(io.logboom.spi.Fields fields, int i) {
    int start = fields.nameStart(i);
    return new String(fields.array(), start, fields.nameEnd(i) - start, StandardCharsets.UTF_8);
  }
}
