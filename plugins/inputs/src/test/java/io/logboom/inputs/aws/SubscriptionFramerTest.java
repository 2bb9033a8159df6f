package io.logboom.inputs.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.testkit.Events;
import io.logboom.testkit.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubscriptionFramerTest {
  private static final Origin RECORD =
      new Origin("in", "kinesis://s/0/1", TestContext.NOW, Map.of("kinesis.stream", "s"));

  private static final String DATA =
      """
      {"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"trail/logs",\
      "logStream":"111122223333_CloudTrail_eu-west-1","subscriptionFilters":["one","two"],\
      "logEvents":[{"id":"3195310660696698337880902507980421114328961542429EVENT",\
      "timestamp":1432826855000,"message":"{\\"eventVersion\\":\\"1.11\\"}"},\
      {"id":"b","timestamp":1432826855001,"message":"2 111122223333 eni-1 [\\\\] \\u00e9\\n"}]}\
      """;

  private static final String CONTROL =
      """
      {"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"",\
      "subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1510254469274,\
      "message":"CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."}]}\
      """;

  private final TestContext context = new TestContext(Path.of("unused"));
  private final List<Event> events = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private int batches;

  private long read(InputStream in, Framing.Format format) throws Exception {
    var framing = new Framing(format, FieldPath.of("Records"), DataSize.of("1MiB"));
    return new SubscriptionFramer(context, framing)
        .read(
            in,
            RECORD,
            (Batch batch) -> {
              batches++;
              events.addAll(batch.events());
              rejected.addAll(batch.rejected());
            });
  }

  private long read(byte[] record) throws Exception {
    return read(new ByteArrayInputStream(record), Framing.Format.AUTO);
  }

  private List<String> texts() {
    return events.stream().map(Events::text).toList();
  }

  private static byte[] plain(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String... members) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (String member : members) {
      try (var gzip = new GZIPOutputStream(bytes)) {
        gzip.write(plain(member));
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("a payload gives its messages as they are, with what CloudWatch says of each")
  void data(boolean compressed) throws Exception {
    assertThat(read(compressed ? gzip(DATA) : plain(DATA))).isEqualTo(2);
    assertThat(texts())
        .containsExactly("{\"eventVersion\":\"1.11\"}", "2 111122223333 eni-1 [\\] é\n");
    assertThat(events.getLast().place()).isEqualTo("kinesis://s/0/1#2");
    assertThat(events.getLast().origin().attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "kinesis.stream",
                "s",
                "aws.account",
                "111122223333",
                "cloudwatch.group",
                "trail/logs",
                "cloudwatch.stream",
                "111122223333_CloudTrail_eu-west-1",
                "cloudwatch.subscription-filters",
                "one,two",
                "cloudwatch.id",
                "b",
                Origin.CLOUDWATCH_TIMESTAMP,
                "1432826855001"));
    assertThat(context.counts()).containsExactly(Map.entry("subscription-payloads", 1L));
  }

  @Test
  @DisplayName("a control message is counted and dropped")
  void control() throws Exception {
    assertThat(read(gzip(CONTROL))).isZero();
    assertThat(batches).isZero();
    assertThat(context.counts()).containsExactly(Map.entry("control-messages", 1L));
  }

  @Test
  @DisplayName("payloads, control messages and other texts may follow one another")
  void several() throws Exception {
    assertThat(read(gzip(DATA, CONTROL + DATA + " {\"other\":1} [1]"))).isEqualTo(6);
    assertThat(texts()).hasSize(6).contains("{\"other\":1}", "[1]");
    assertThat(events).extracting(Event::place).contains("kinesis://s/0/1#4");
    assertThat(context.counts())
        .containsOnly(Map.entry("subscription-payloads", 2L), Map.entry("control-messages", 1L));
  }

  @Test
  @DisplayName("the names may stand in another order, with white space and a byte order mark")
  void printedAnew() throws Exception {
    read(
        plain(
            """
            \uFEFF
            { "logEvents" : [ { "message" : "a" , "id" : "1" } , { "message":"b,]}" } ] , "x":1,
              "messageType" : "DATA_MESSAGE" }\
            """));
    assertThat(texts()).containsExactly("a", "b,]}");
  }

  @Test
  @DisplayName("system fields tell account and region")
  void systemFields() throws Exception {
    read(
        gzip(
            DATA.replace(
                "\"timestamp\":1432826855000",
                "\"extractedFields\":{\"@aws.account\":\"444455556666\","
                    + "\"@aws.region\":\"eu-west-1\"}")));
    assertThat(events.getFirst().origin().attributes())
        .containsEntry("aws.account", "444455556666")
        .containsEntry("aws.region", "eu-west-1")
        .doesNotContainKey(Origin.CLOUDWATCH_TIMESTAMP);
    assertThat(events.getLast().origin().attributes()).containsEntry("aws.account", "111122223333");
  }

  @Test
  @DisplayName("a log event without a message is turned down, the others go on")
  void brokenLogEvents() throws Exception {
    read(
        gzip(
            """
            {"messageType":"DATA_MESSAGE","logEvents":[{"message":"a"},{"message":7},{},8,\
            {"message":"%s"},{"message":""}]}\
            """
                .formatted("x".repeat((1 << 20) + 1))));
    assertThat(texts()).containsExactly("a", "");
    assertThat(rejected)
        .extracting(Rejected::reason)
        .containsExactly(
            "a log event of CloudWatch without a text as its message",
            "a log event of CloudWatch without a text as its message",
            "a log event of CloudWatch that is not an object",
            "larger than max-event-size: a message of 1048577 bytes");
    assertThat(rejected)
        .extracting(one -> one.event().place())
        .contains("kinesis://s/0/1#2", "kinesis://s/0/1#5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messageType\":\"DATA_MESSAGE\"}",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":{}}",
        "{\"messageType\":\"OTHER\",\"logEvents\":[]}",
        "{\"logEvents\":[{\"message\":\"a\"}]}",
        "{\"a\":{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[]}}"
      })
  @DisplayName("what only looks like a payload is an event as it is")
  void lookalikes(String text) throws Exception {
    assertThat(read(gzip(text))).isEqualTo(1);
    assertThat(texts()).containsExactly(text);
    assertThat(context.counts()).isEmpty();
  }

  @Test
  @DisplayName("everything else is cut as the framing says")
  void others() throws Exception {
    read(new ByteArrayInputStream(gzip("a\nb\n")), Framing.Format.LINES);
    read(plain("{\"Records\":[{\"a\":1},{\"a\":2}]}"));
    read(plain("{\"a\":3}{\"a\":4}"));
    read(new byte[0]);
    assertThat(texts())
        .containsExactly("a", "b", "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}");
  }

  @Test
  @DisplayName("a stream that cannot go back is read as one that can")
  void noMark() throws Exception {
    var in =
        new FilterInputStream(new ByteArrayInputStream(gzip(DATA))) {
          @Override
          public boolean markSupported() {
            return false;
          }
        };
    assertThat(read(in, Framing.Format.AUTO)).isEqualTo(2);
  }

  @Test
  @DisplayName("of a payload cut short the place is told, and nothing guessed")
  void cutShort() throws Exception {
    byte[] whole = gzip(DATA);
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 40)))
        .satisfies(e -> assertThat(e.reason()).isEqualTo("truncated-gzip"));
    assertThat(events).isEmpty();
  }

  @Test
  @DisplayName("a payload that takes too much room is turned down, and never held whole")
  void bomb() throws Exception {
    String start = "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"message\":\"";
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain(start));
      var much = new byte[1 << 20];
      Arrays.fill(much, (byte) 'x');
      for (int i = 0; i < 200; i++) {
        gzip.write(much);
      }
      gzip.write(plain("\"}]}"));
    }
    read(bytes.toByteArray());
    assertThat(events).isEmpty();
    assertThat(rejected).hasSize(1);
    assertThat(rejected.getFirst().reason()).contains("larger than");
    assertThat(rejected.getFirst().event().length()).isLessThan(1 << 20);
  }

  @Test
  @DisplayName("a large payload is handed on in parts")
  void large() throws Exception {
    var payload = new StringBuilder("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[");
    for (int i = 0; i < 5_000; i++) {
      payload.append(i == 0 ? "" : ",").append("{\"message\":\"").append(i).append(' ');
      payload.append("x".repeat(1_000)).append("\"}");
    }
    assertThat(read(gzip(payload + "]}"))).isEqualTo(5_000);
    assertThat(events).hasSize(5_000);
    assertThat(batches).isGreaterThan(5);
  }
}
