package io.logboom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.event.Json;
import io.logboom.core.event.JsonEvent;
import io.logboom.core.event.Scan;
import io.logboom.core.event.Spots;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Fields;
import io.logboom.spi.Origin;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/**
 * The core's JSON agrees with Jackson on random texts. Another run tries other texts; {@code
 * -Dlogboom.seed=N} repeats one.
 */
final class JsonAgreementTest {
  private static final Origin ORIGIN = new Origin("in", "here", Instant.EPOCH, Map.of());
  private static final Blocks BLOCKS = new Blocks(256, 0);
  private static final String NEXT_BYTES = "\":}]\u0080\u00a0\u0090" + "0nulretasf";

  @Test
  void acceptsWhatJacksonAccepts() {
    forEachSeed(
        300,
        seed -> {
          var documents = new JsonDocuments(seed);
          byte[] json = documents.document();
          assertThat(text(json)).as(shown(json)).isEqualTo(json.length);
          assertThat(Reference.parse(json)).isPresent();
          for (int i = 0; i < 10; i++) {
            byte[] damaged = documents.damaged(json);
            int verdict = text(damaged);
            assertThat(verdict == damaged.length)
                .as(shown(damaged))
                .isEqualTo(Reference.parse(damaged).isPresent());
            checkVerdict(damaged, verdict);
            if (damaged.length > 0 && damaged[0] == '{') {
              assertThat(Scan.object(damaged, 0, damaged.length, new Spots(BLOCKS)))
                  .as(shown(damaged))
                  .isEqualTo(Scan.value(damaged, 0, damaged.length));
            }
          }
        });
  }

  @Test
  void everyBeginningCanBecomeWhole() {
    forEachSeed(
        100,
        seed -> {
          byte[] json = new JsonDocuments(seed).document();
          var random = new Random(seed);
          for (int i = 0; i < 20; i++) {
            byte[] beginning = Arrays.copyOf(json, random.nextInt(json.length));
            int verdict = text(beginning);
            assertThat(verdict == Scan.INCOMPLETE || verdict == beginning.length)
                .as(shown(beginning))
                .isTrue();
            checkVerdict(beginning, verdict);
          }
        });
  }

  @Test
  void readsWhatJacksonReads() {
    forEachSeed(
        2000,
        seed -> {
          var documents = new JsonDocuments(seed);
          byte[] json = documents.document();
          Value expected = Reference.parse(json).orElseThrow();
          assertThat(Json.parse(json, 0, json.length)).as(shown(json)).isEqualTo(expected);
          var event = event(json);
          assertThat(event.tree()).isEqualTo(expected);
          for (int i = 0; i < 20; i++) {
            var path = path(documents, new Random(seed + i));
            assertThat(event.get(path))
                .as("%s in %s", path, shown(json))
                .isEqualTo(Reference.get(expected, path));
          }
          if (expected instanceof Value.Obj) {
            assertFields(event.fields(), Reference.fields(json));
            assertFields(noted(json).fields(), Reference.fields(json));
          }
        });
  }

  @Test
  void printsWhatJacksonReadsBack() {
    forEachSeed(
        2000,
        seed -> {
          byte[] json = new JsonDocuments(seed).document();
          Value tree = Json.parse(json, 0, json.length);
          var printed = new Bytes(byte[]::new).begin();
          Json.print(tree, printed);
          byte[] again = printed.toByteArray();
          assertThat(text(again)).isEqualTo(again.length);
          assertThat(Reference.parse(again)).as(shown(again)).contains(tree);
        });
  }

  @Test
  void editsAsATreeIsEdited() {
    forEachSeed(3000, JsonAgreementTest::edits);
  }

  private static void edits(long seed) throws Exception {
    var documents = new JsonDocuments(seed);
    var random = new Random(seed);
    byte[] json = documents.object();
    Event event = event(json);
    Value expected = Reference.parse(json).orElseThrow();
    var touched = new HashSet<String>();
    for (int edit = random.nextInt(4); edit >= 0; edit--) {
      var before = new ArrayList<Value>(List.of(expected));
      Event edited =
          event.edit(
              draft -> {
                for (int change = random.nextInt(4); change > 0; change--) {
                  var path = path(documents, random);
                  Value now = before.getLast();
                  touched.add(path.steps().getFirst());
                  if (random.nextBoolean()) {
                    Value value = random.nextInt(4) == 0 ? now : new Value.Str("\ud800\"");
                    draft.put(path, value);
                    before.add(Reference.put(now, path.steps(), value));
                  } else {
                    draft.remove(path);
                    before.add(Reference.remove(now, path.steps()));
                  }
                  var other = path(documents, random);
                  assertThat(draft.get(other)).isEqualTo(Reference.get(before.getLast(), other));
                }
              });
      expected = before.getLast();
      var path = path(documents, random);
      assertThat(edited.get(path)).isEqualTo(Reference.get(expected, path));
      if (random.nextInt(4) == 0) {
        assertThat(text(bytes(edited))).isEqualTo(edited.length());
        assertThat(edited.get(path)).isEqualTo(Reference.get(expected, path));
      }
      event = edited;
    }
    assertThat(event.tree()).isEqualTo(expected);
    assertThat(Reference.parse(bytes(event))).as(shown(bytes(event))).contains(expected);
    assertUntouched(untouched(event(json), touched), untouched(event, touched));
    assertThat(bytes(event(json))).isEqualTo(json);
  }

  private static void assertUntouched(List<String> before, List<String> after) {
    assertThat(after).isEqualTo(before);
  }

  /** The top fields that no edit named, byte for byte. */
  private static List<String> untouched(Event event, Set<String> touched) throws Exception {
    var fields = event.fields();
    var raw = new ArrayList<String>();
    for (int i = 0; i < fields.size(); i++) {
      if (!touched.contains(name(fields, i))) {
        raw.add(
            slice(fields, fields.nameStart(i), fields.nameEnd(i))
                + ":"
                + slice(fields, fields.valueStart(i), fields.valueEnd(i)));
      }
    }
    return raw;
  }

  private static void assertFields(Fields fields, List<Map.Entry<String, Value>> expected) {
    assertThat(fields.size()).isEqualTo(expected.size());
    for (int i = 0; i < fields.size(); i++) {
      String name = expected.get(i).getKey();
      assertThat(name(fields, i)).isEqualTo(name);
      assertThat(fields.value(i)).isEqualTo(expected.get(i).getValue());
      int last = fields.find(name);
      assertThat(expected.get(last).getKey()).isEqualTo(name);
      assertThat(expected.subList(last + 1, expected.size()))
          .noneMatch(field -> field.getKey().equals(name));
      if (expected.get(i).getValue() instanceof Value.Obj(var nested)) {
        var view = fields.object(i);
        for (int k = 0; k < view.size(); k++) {
          assertThat(nested).containsKey(name(view, k));
        }
        nested.forEach((n, value) -> assertThat(view.value(view.find(n))).isEqualTo(value));
      }
    }
  }

  /** Proves what the scanner says: that more bytes can help, or that none can. */
  private static void checkVerdict(byte[] json, int verdict) {
    byte[] sound = verdict < 0 && verdict != Scan.INCOMPLETE ? Arrays.copyOf(json, ~verdict) : json;
    Optional<byte[]> whole = completed(sound);
    assertThat(whole).as("completion of %s", shown(sound)).isPresent();
    assertThat(Reference.parse(whole.get())).as(shown(whole.get())).isPresent();
    if (sound.length < json.length) {
      byte[] beyond = Arrays.copyOf(json, sound.length + 1);
      for (var tail : new String[] {"", "\"", "}", "]", "0", ":0}", "\":0}", "\"]", "u"}) {
        byte[] tried =
            (new String(beyond, StandardCharsets.ISO_8859_1) + tail)
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Reference.parse(tried)).as(shown(tried)).isEmpty();
      }
    }
  }

  /** Appends bytes that the scanner can live with until it is content. */
  private static Optional<byte[]> completed(byte[] beginning) {
    byte[] json = beginning;
    for (int steps = 0; text(json) == Scan.INCOMPLETE; steps++) {
      byte[] longer = Arrays.copyOf(json, json.length + 1);
      int next = 0;
      do {
        if (next == NEXT_BYTES.length() || steps > 5000) {
          return Optional.empty();
        }
        longer[json.length] = (byte) NEXT_BYTES.charAt(next++);
      } while (text(longer) != Scan.INCOMPLETE && text(longer) != longer.length);
      json = longer;
    }
    return text(json) == json.length ? Optional.of(json) : Optional.empty();
  }

  private static FieldPath path(JsonDocuments documents, Random random) {
    var steps = new ArrayList<String>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      steps.add(random.nextInt(3) == 0 ? "" + random.nextInt(4) : documents.name());
    }
    return new FieldPath(steps);
  }

  /** Somewhere in an array of other things. */
  private static JsonEvent event(byte[] json) {
    byte[] array = new byte[json.length + 13];
    Arrays.fill(array, (byte) '\\');
    System.arraycopy(json, 0, array, 5, json.length);
    return JsonEvent.of(array, 5, json.length, ORIGIN, 1);
  }

  /** With notes of where its fields are, as framing makes it. */
  private static JsonEvent noted(byte[] json) {
    var spots = new Spots(BLOCKS);
    int from = Scan.space(json, 0, json.length);
    int end = Scan.object(json, from, json.length, spots);
    int place = spots.end(end - from);
    return JsonEvent.valid(json, from, end - from, ORIGIN, 1, spots.take(), place);
  }

  private static byte[] bytes(Event event) {
    return Arrays.copyOfRange(event.array(), event.offset(), event.offset() + event.length());
  }

  private static String name(Fields fields, int i) {
    String quoted = "\"" + slice(fields, fields.nameStart(i), fields.nameEnd(i)) + "\"";
    return Reference.parse(quoted.getBytes(StandardCharsets.UTF_8))
        .map(value -> ((Value.Str) value).text())
        .orElseThrow();
  }

  private static String slice(Fields fields, int start, int end) {
    return new String(fields.array(), start, end - start, StandardCharsets.UTF_8);
  }

  private static int text(byte[] json) {
    return Scan.text(json, 0, json.length);
  }

  private static String shown(byte[] json) {
    return json.length > 500
        ? json.length + " bytes"
        : new String(json, StandardCharsets.ISO_8859_1).replace("%", "%%");
  }

  private static void forEachSeed(int count, ThrowingConsumer<Long> test) {
    Long only = Long.getLong("logboom.seed");
    long first = only == null ? new Random().nextLong() : only;
    for (long seed = first; seed < first + (only == null ? count : 1); seed++) {
      try {
        test.accept(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with -Dlogboom.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
