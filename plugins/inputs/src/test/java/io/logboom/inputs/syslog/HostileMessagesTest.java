package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever bytes come make one event that is JSON and holds them. */
final class HostileMessagesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path CASES = Path.of("src/test/java/io/logboom/inputs/syslog/cases");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void anyBytes() {
    for (int round = 0; round < 5000; round++) {
      byte[] message = new byte[1 + random.nextInt(60)];
      random.nextBytes(message);
      check(message);
    }
  }

  @Test
  void soundMessagesWithBytesChanged() throws Exception {
    var lines = lines();
    for (int round = 0; round < 20_000; round++) {
      byte[] message = lines.get(random.nextInt(lines.size())).getBytes(UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        message = changed(message);
      }
      check(message);
    }
  }

  @Test
  void soundMessagesCutAnywhere() throws Exception {
    for (String line : lines()) {
      byte[] message = line.getBytes(UTF_8);
      for (int end = 1; end <= message.length; end++) {
        check(Arrays.copyOf(message, end));
      }
    }
  }

  @Test
  void thousandsOfNamesInStructuredData() {
    var text = new StringBuilder("<1>1 - h a - - ");
    for (int element = 0; element < 3; element++) {
      text.append("[e").append(element);
      for (int i = 0; i < 3000; i++) {
        text.append(" n").append(i % 2000).append("=\"").append(i).append('"');
      }
      text.append(']');
    }
    var data = check(text.append(" text").toString().getBytes(UTF_8)).get("structured_data");
    assertThat(data).hasSize(3);
    assertThat(data.get("e1")).hasSize(2000);
    assertThat(data.get("e2").get("n999").get(1).asString()).isEqualTo("2999");
    assertThat(data.get("e2").get("n1999").asString()).isEqualTo("1999");
  }

  @Test
  void moreNamesThanAnybodyMeans() {
    var text = new StringBuilder("<1>1 - h a - - [e");
    for (int i = 0; i < 20_000; i++) {
      text.append(" n").append(i).append("=\"\"");
    }
    var event = check(text.append("] text").toString().getBytes(UTF_8));
    assertThat(event.get("bad_structured_data").asBoolean()).isTrue();
    assertThat(event.get("message").asString()).endsWith("] text");
  }

  @Test
  void bytesThatAreNoUtf8AreKeptBesides() {
    var event = check("<13>Oct  7 03:04:05 web01 app: Stra\u00dfe".getBytes(ISO_8859_1));
    assertThat(event.get("message").asString()).isEqualTo("Stra\uFFFDe");
    assertThat(event.get("raw_base64").asString()).isNotEmpty();
  }

  @Test
  void aMarkOfUtf8IsNoText() {
    var event = check("<13>1 - h a - - - \uFEFFtext".getBytes(UTF_8));
    assertThat(event.get("message").asString()).isEqualTo("text");
    assertThat(
            check("<13>Oct  7 03:04:05 h a: \uFEFFtext".getBytes(UTF_8)).get("message").asString())
        .isEqualTo("text");
  }

  /** The event of a message, read by somebody else; together with its parts it holds all bytes. */
  private JsonNode check(byte[] message) {
    var events = Texts.events(message, true);
    var event = JSON.readTree(events.getFirst());
    String seeded = "seed " + seed + ": " + Arrays.toString(message);
    assertThat(events.size() == 1 || event.has("msgid")).as(seeded).isTrue();
    byte[] raw = event.get("raw").asString().getBytes(UTF_8);
    if (event.has("raw_base64")) {
      raw = Base64.getDecoder().decode(event.get("raw_base64").asString());
    }
    assertThat(raw).as(seeded).isEqualTo(message);
    if (event.has("unparsed") && !event.has("raw_base64")) {
      String text = new String(message, UTF_8);
      assertThat(text).as(seeded).endsWith(event.get("message").asString());
      assertThat(text.substring(0, text.length() - event.get("message").asString().length()))
          .as(seeded)
          .matches("(<\\d{1,3}>|<->)?");
    }
    assertThat(event.get("message").isString()).as(seeded).isTrue();
    return event;
  }

  private byte[] changed(byte[] message) {
    int at = random.nextInt(message.length);
    byte[] all = message.clone();
    switch (random.nextInt(3)) {
      case 0 -> all[at] = (byte) random.nextInt(256);
      case 1 -> all[at] = (byte) " <>[]\"\\:-%\0\n1=".charAt(random.nextInt(14));
      default -> {
        int from = random.nextInt(message.length);
        int length = Math.min(random.nextInt(8), message.length - Math.max(at, from));
        System.arraycopy(message, from, all, at, length);
      }
    }
    return all;
  }

  private static List<String> lines() throws Exception {
    var lines = new ArrayList<String>();
    try (var folders = Files.list(CASES)) {
      for (Path folder : folders.sorted().toList()) {
        lines.addAll(Files.readAllLines(folder.resolve("in.txt")));
      }
    }
    return lines;
  }
}
