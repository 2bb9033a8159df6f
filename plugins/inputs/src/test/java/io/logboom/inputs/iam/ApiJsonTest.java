package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.testkit.TestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class ApiJsonTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TestContext context = new TestContext(Path.of("unused"));
  private final PolicyDocuments documents = new PolicyDocuments(context, new Counters(context));

  @Test
  @DisplayName("whatever is printed reads as it was meant, by an independent parser")
  void agrees() {
    long seed = Long.getLong("logboom.seed", System.nanoTime());
    System.err.println("seed " + seed);
    var random = new Random(seed);
    var json = new ApiJson(IamInputConfig.IdCase.AWS, documents);
    for (int i = 0; i < 2000; i++) {
      var expected = JSON.createObjectNode();
      var members = members(random, expected, 3);
      String text = new String(json.print(members, "a place"), StandardCharsets.UTF_8);
      assertThat(JSON.readTree(text)).as("seed %d", seed).isEqualTo(expected);
      assertThat(text).doesNotContain("\n");
    }
  }

  private Map<String, Object> members(Random random, ObjectNode expected, int depth) {
    var members = new LinkedHashMap<String, Object>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String name = i + text(random);
      switch (random.nextInt(depth > 0 ? 7 : 4)) {
        case 0 -> put(members, expected, name, text(random), JSON::valueToTree);
        case 1 -> put(members, expected, name, random.nextInt(), JSON::valueToTree);
        case 2 -> put(members, expected, name, random.nextBoolean(), JSON::valueToTree);
        case 3 -> {
          var time = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
          put(members, expected, name, time, value -> JSON.valueToTree(value.toString()));
        }
        case 4 -> members.put(name, members(random, expected.putObject(name), depth - 1));
        case 5 -> {
          var list = new ArrayList<Object>();
          var array = expected.putArray(name);
          for (int j = random.nextInt(3); j > 0; j--) {
            list.add(members(random, array.addObject(), depth - 1));
          }
          members.put(name, list);
        }
        default -> {
          var document = JSON.createObjectNode();
          members(random, document, depth - 1);
          expected.set(name + "PolicyDocument", document);
          members.put(name + "PolicyDocument", written(random, document));
        }
      }
    }
    return members;
  }

  private static <T> void put(
      Map<String, Object> members,
      ObjectNode expected,
      String name,
      T value,
      java.util.function.Function<T, JsonNode> node) {
    members.put(name, value);
    expected.set(name, node.apply(value));
  }

  /** As AWS does, with percent signs; or as emulators do. */
  private static String written(Random random, JsonNode document) {
    String text = random.nextBoolean() ? document.toPrettyString() : document.toString();
    if (random.nextInt(4) == 0) {
      return text;
    }
    var encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean bare = (b >= 'a' && b <= 'z') || (b == '+' && random.nextBoolean());
      encoded.append(bare ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return encoded.toString();
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(8);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> "\"\\/%+{}[]:, \t\n".codePointAt(random.nextInt(14));
            case 2 -> 0xA0 + random.nextInt(0xD000 - 0xA0);
            default -> 0x1F300 + random.nextInt(0x300);
          });
    }
    return text.toString();
  }

  @Test
  @DisplayName("numbers of a policy document keep their digits, and what is no JSON is no object")
  void documents() {
    assertThat(documents.object("{\"n\": 1.50e+3, \"n\":[]}", "p"))
        .hasValueSatisfying(
            bytes ->
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":1.50e+3,\"n\":[]}"));
    for (String bad : List.of("", "[]", "%5B%5D", "%7B%22", "%7B%ZZ%7D", "%7B%FF%7D", "%", "{}x")) {
      assertThat(documents.object(bad, "p")).as(bad).isEmpty();
    }
  }
}
