package io.logboom.core.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Framing.Format;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * However a stream comes in pieces, and however small the arrays, the events are the same. Another
 * run tries other streams; {@code -Dlogboom.seed=N} repeats one.
 */
final class FramerPropertyTest {
  private static final int ROUNDS = Integer.getInteger("logboom.rounds", 300);

  private final long seed = Long.getLong("logboom.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ObjectMapper jackson = new ObjectMapper();

  @Test
  @DisplayName("an array of random objects gives the items that Jackson finds")
  void items() {
    for (int round = 0; round < ROUNDS; round++) {
      var texts = new Texts(random);
      var items = texts.objects();
      var document = texts.document(items);
      var expected = jackson.readTree(document).get("Records");
      for (var format : List.of(Format.JSON_ARRAY, Format.AUTO)) {
        var framed = chopped(Framed.as(format)).read(pieces(document));
        assertThat(framed.flaw()).as(note(document)).isEmpty();
        assertThat(framed.rejected()).as(note(document)).isEmpty();
        assertThat(bodies(framed)).as(note(document)).isEqualTo(items);
        assertThat(nodes(framed)).as(note(document)).isEqualTo(expected.valueStream().toList());
      }
    }
  }

  @Test
  @DisplayName("JSON texts one after another give the same texts")
  void texts() {
    for (int round = 0; round < ROUNDS; round++) {
      var texts = new Texts(random);
      var items = texts.objects();
      var stream = new StringBuilder();
      items.forEach(item -> stream.append(item).append(texts.space()));
      for (var format : List.of(Format.JSON, Format.AUTO)) {
        var framed = chopped(Framed.as(format)).read(pieces(stream.toString()));
        assertThat(framed.flaw()).as(note(stream)).isEmpty();
        assertThat(bodies(framed)).as(note(stream)).isEqualTo(items);
      }
    }
  }

  @Test
  @DisplayName("lines are those of the text")
  void lines() {
    for (int round = 0; round < ROUNDS; round++) {
      var stream = new StringBuilder();
      var expected = new ArrayList<String>();
      for (int i = random.nextInt(40); i > 0; i--) {
        var line = "x".repeat(random.nextInt(8) == 0 ? random.nextInt(900) : random.nextInt(20));
        if (!line.isEmpty()) {
          expected.add(line);
        }
        stream.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      var framed = chopped(Framed.as(Format.LINES)).read(pieces(stream.toString()));
      assertThat(bodies(framed)).as(note(stream)).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("a broken stream is told the same way however it comes in pieces")
  void broken() {
    for (int round = 0; round < 4 * ROUNDS; round++) {
      var texts = new Texts(random);
      var items = texts.objects();
      var text = random.nextBoolean() ? texts.document(items) : String.join("\n", items);
      byte[] bytes = texts.damaged(text.getBytes(StandardCharsets.UTF_8));
      for (var format : Format.values()) {
        var how = Framed.as(format).most(1024).block(1 << 20);
        var whole = how.read(bytes);
        var inPieces = chopped(how).read(Streams.inPieces(bytes, random, 1 + random.nextInt(50)));
        var as = note(format + " " + new String(bytes, StandardCharsets.UTF_8));
        assertThat(inPieces.events()).as(as).isEqualTo(whole.events());
        assertThat(inPieces.rejected()).as(as).isEqualTo(whole.rejected());
        assertThat(inPieces.message()).as(as).isEqualTo(whole.message());
      }
    }
  }

  private Framed.How chopped(Framed.How how) {
    return how.block(16 << random.nextInt(8));
  }

  private InputStream pieces(String text) {
    return Streams.inPieces(text.getBytes(StandardCharsets.UTF_8), random, 1 << random.nextInt(10));
  }

  private static List<String> bodies(Framed framed) {
    return framed.events().stream().map(e -> e.substring(e.indexOf(' ') + 1)).toList();
  }

  private List<JsonNode> nodes(Framed framed) {
    return bodies(framed).stream().map(jackson::readTree).toList();
  }

  private String note(CharSequence stream) {
    return "seed %d: %s".formatted(seed, stream);
  }

  /** Random JSON. */
  private record Texts(Random random) {

    String document(List<String> items) {
      var text = new StringBuilder(space()).append('{').append(space());
      others(text, true);
      text.append("\"Records\"").append(space()).append(':').append(space()).append('[');
      for (int i = 0; i < items.size(); i++) {
        text.append(i == 0 ? "" : ",").append(space()).append(items.get(i)).append(space());
      }
      text.append(']');
      others(text, false);
      return text.append(space()).append('}').append(space()).toString();
    }

    private void others(StringBuilder text, boolean before) {
      for (int i = random.nextInt(3); i > 0; i--) {
        var member = "\"x" + i + before + "\":" + space() + value(3);
        text.append(before ? member + "," : "," + member).append(space());
      }
    }

    List<String> objects() {
      var all = new ArrayList<String>();
      for (int i = random.nextInt(12); i > 0; i--) {
        all.add(object(4));
      }
      return all;
    }

    String object(int depth) {
      var text = new StringBuilder("{").append(space());
      int size = random.nextInt(5);
      for (int i = 0; i < size; i++) {
        text.append(i == 0 ? "" : ",").append(space()).append("\"k").append(i).append('"');
        text.append(space()).append(':').append(space()).append(value(depth - 1)).append(space());
      }
      return text.append('}').toString();
    }

    String value(int depth) {
      return switch (random.nextInt(depth <= 0 ? 4 : 6)) {
        case 0 -> string();
        case 1 -> String.valueOf(random.nextInt());
        case 2 -> List.of("-0", "1.5e-7", "0.25", "12E+3").get(random.nextInt(4));
        case 3 -> List.of("true", "false", "null").get(random.nextInt(3));
        case 4 -> object(depth);
        default -> "[" + space() + value(depth - 1) + space() + "," + value(depth - 1) + "]";
      };
    }

    String string() {
      var text = new StringBuilder("\"");
      for (int i = random.nextInt(random.nextInt(6) == 0 ? 300 : 12); i > 0; i--) {
        text.append(
            List.of("a", "b", " ", "]", "}", "{", ",", "\\\"", "\\\\", "\\u00e9", "é", "€", "😀")
                .get(random.nextInt(13)));
      }
      return text.append('"').toString();
    }

    String space() {
      return List.of("", "", "", " ", "\n", "\r\n", "\t ").get(random.nextInt(7));
    }

    byte[] damaged(byte[] bytes) {
      byte[] bad = bytes.clone();
      for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
        int at = random.nextInt(bad.length);
        bad[at] = (byte) "{}[]\":,\\ \nx1\0\u00ff".charAt(random.nextInt(14));
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(bad.length + 1) : bad.length;
      return Arrays.copyOf(bad, length);
    }
  }
}
