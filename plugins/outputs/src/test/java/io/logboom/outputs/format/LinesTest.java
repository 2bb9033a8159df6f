package io.logboom.outputs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.testkit.Hostile;
import io.logboom.testkit.JsonDocuments;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

final class LinesTest {
  private static final JsonMapper JACKSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(1000)
                      .maxNumberLength(10_000)
                      .build())
              .build());

  static Stream<Arguments> json() {
    return Stream.of(
        arguments("{'a':1}", "{'a':1}"),
        arguments("{'a': 1.50e+3 ,'b':'x  \\u00e9'}", "{'a': 1.50e+3 ,'b':'x  \\u00e9'}"),
        arguments(
            "{\n 'a' : [ 1 ,\t2 ] ,\r\n'b':'x  \\' y\\\\' }", "{'a':[1,2],'b':'x  \\' y\\\\'}"),
        arguments(" {'a':1}", "{'a':1}"),
        arguments("{'a':1}\n", "{'a':1}"),
        arguments("[1,\n2]", "[1,2]"),
        arguments("42", "42"),
        arguments("'text'", "'text'"),
        arguments("plain text", "'plain text'"),
        arguments("two\nlines\t'quoted'\\", "'two\\nlines\\t\\'quoted\\'\\\\'"),
        arguments("{'a':\n}", "'{\\'a\\':\\n}'"),
        arguments("", "''"));
  }

  /** Single quotes stand for double ones. */
  @ParameterizedTest
  @MethodSource("json")
  void writesJson(String event, String line) throws IOException {
    assertThat(write(LineFormat.JSON, event.replace('\'', '"')))
        .isEqualTo(line.replace('\'', '"') + "\n");
  }

  static Stream<Arguments> line() {
    return Stream.of(
        arguments("{'a':1}", "{'a':1}"),
        arguments("{'a': 1.50e+3 ,'b':'x'} ", "{'a': 1.50e+3 ,'b':'x'} "),
        arguments("{\n 'a' : [ 1 ,\t2 ] ,\r\n'b':'x  y' }", "{'a':[1,2],'b':'x  y'}"),
        arguments("plain text", "plain text"),
        arguments("tab\tand\bbell", "tab\tand\bbell"),
        arguments("two\nlines\t'quoted'", "'two\\nlines\\t\\'quoted\\''"),
        arguments("half\ra line", "'half\\ra line'"),
        arguments("{'a':\n}", "'{\\'a\\':\\n}'"),
        arguments("", ""));
  }

  /** Single quotes stand for double ones. */
  @ParameterizedTest
  @MethodSource("line")
  void writesALineAnEvent(String event, String line) throws IOException {
    assertThat(write(LineFormat.LINE, event.replace('\'', '"')))
        .isEqualTo(line.replace('\'', '"') + "\n");
  }

  static Stream<Arguments> pretty() {
    return Stream.of(
        arguments(
            """
            {"a":{"b":[1, "x,y\\"{"]},"c":[ ],"d":{ }}\
            """,
            """
            {
              "a": {
                "b": [
                  1,
                  "x,y\\"{"
                ]
              },
              "c": [],
              "d": {}
            }
            """),
        arguments("42", "42\n"),
        arguments("plain text", "plain text\n"),
        arguments("{'a':", "{'a':\n"));
  }

  @ParameterizedTest
  @MethodSource("pretty")
  void indentsForPeople(String event, String lines) throws IOException {
    assertThat(write(LineFormat.PRETTY, event)).isEqualTo(lines);
  }

  @Test
  void doesNotLetNestingBlowUpWhatItIndents() throws IOException {
    String deep = "[".repeat(900) + "]".repeat(900);
    assertThat(write(LineFormat.PRETTY, deep).length()).isLessThan(900 * 2 * 70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "{\"a\": 1}", "", "\0"})
  void writesRawBytesAsTheyAre(String event) throws IOException {
    assertThat(write(LineFormat.RAW, event)).isEqualTo(event + "\n");
  }

  @Test
  void writesOneLineWhateverTheEvent() throws IOException {
    for (byte[] hostile : Hostile.TEXTS) {
      for (var format : List.of(LineFormat.JSON, LineFormat.LINE)) {
        var line = write(format, event(hostile), 64);
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(line.indexOf('\r')).isNegative();
      }
    }
  }

  @Test
  void meansTheSameHoweverItIsWritten() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var documents = new JsonDocuments(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] document = documents.document();
      var event = event(document);
      var expected = JACKSON.readTree(document);
      int buffer = 1 + random.nextInt(100);
      String line = write(LineFormat.JSON, event, buffer);
      assertThat(line.indexOf('\n')).as("seed %d", seed).isEqualTo(line.length() - 1);
      assertThat(JACKSON.readTree(line)).as("seed %d", seed).isEqualTo(expected);
      String pretty = write(LineFormat.PRETTY, event, buffer);
      assertThat(JACKSON.readTree(pretty)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void seesALineBreakInAnyPlace() throws IOException {
    for (int length = 2; length < 80; length++) {
      for (int at = 1; at < length - 1; at++) {
        for (char c : new char[] {'\n', '\r'}) {
          var text = new StringBuilder("{" + " ".repeat(length - 2) + "}");
          text.setCharAt(at, c);
          assertThat(write(LineFormat.JSON, text.toString())).isEqualTo("{}\n");
        }
      }
    }
  }

  private static String write(LineFormat format, String event) throws IOException {
    return write(format, event(event.getBytes(StandardCharsets.UTF_8)), 256);
  }

  private static String write(LineFormat format, Event event, int buffer) throws IOException {
    var memory = new Memory();
    var lines = new Lines(format, ByteBuffer.allocate(buffer));
    lines.to(memory);
    lines.write(event);
    lines.flush();
    return new String(memory.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Event event(byte[] bytes) {
    var array = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, array, 7, bytes.length);
    return JsonEvent.of(array, 7, bytes.length, OutputContract.ORIGIN, 0);
  }
}
