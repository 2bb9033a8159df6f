package io.logboom.outputs.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.outputs.aws.QueryServer;
import io.logboom.outputs.message.Alerts;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.RejectedException;
import io.logboom.testkit.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class SnsOutputTest {
  private static final String ALERT =
      """
      {"id":"e-1","rule":"root-use","severity":"high","title":"Root used\\u0007 in München\\r\\nX: y",\
      "text":"who: root","html":"<p>who: root</p>","record":{"eventID":"e-1"},"account":"1111",\
      "count":3}\
      """;

  private final Topic topic = new Topic();

  SnsOutputTest() throws IOException {}

  @AfterEach
  void stop() {
    topic.close();
  }

  private Map<String, String> publish(String options, Event event) throws Exception {
    try (var output = topic.output(Topic.arn() + options)) {
      output.write(Batch.of(List.of(event)));
    }
    return topic.published().getLast();
  }

  @Test
  void saysWhatAnAlertSays() throws Exception {
    var message =
        publish("attributes { n = count, none = missing, a = account }", Alerts.of(ALERT));
    assertThat(message)
        .containsEntry("Message", "who: root")
        .containsEntry("Subject", "Root used in Munchen X: y")
        .doesNotContainKey("MessageStructure")
        .doesNotContainKey("MessageGroupId");
    assertThat(attributes(message))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "rule",
                "String root-use",
                "severity",
                "String high",
                "n",
                "Number 3",
                "a",
                "Number 1111"));
  }

  private static Map<String, String> attributes(Map<String, String> message) {
    var all = new java.util.TreeMap<String, String>();
    for (int i = 1; message.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
      String entry = "MessageAttributes.entry." + i;
      all.put(
          message.get(entry + ".Name"),
          message.get(entry + ".Value.DataType") + " " + message.get(entry + ".Value.StringValue"));
    }
    return all;
  }

  @Test
  void saysOfOtherEventsWhatTheyAreAndHowTheyAreMarked() throws Exception {
    var origin =
        Events.ORIGIN
            .with("title", "A rule’s title")
            .with("severity", "critical")
            .with("rule", "r");
    var event =
        Events.of("{\"severity\":\"x\",\"a\":1}".getBytes(StandardCharsets.UTF_8), origin, 0);
    var message = publish("subject = \"[{severity}] {title} {a} {b}\"", event);
    assertThat(message)
        .containsEntry("Message", "{\"severity\":\"x\",\"a\":1}")
        .containsEntry("Subject", "[x] A rule's title 1");
    assertThat(attributes(message))
        .isEqualTo(Map.of("rule", "String r", "severity", "String critical"));
    assertThat(publish("", Events.of("plain\ntext")))
        .containsEntry("Message", "plain\ntext")
        .containsEntry("Subject", "Event from test");
  }

  @Test
  void saysTheWholeEventOrWhatEachProtocolWants() throws Exception {
    assertThat(publish("message = event", Alerts.of(ALERT))).containsEntry("Message", ALERT);
    var message = publish("message = per-protocol", Alerts.of(ALERT));
    assertThat(message).containsEntry("MessageStructure", "json");
    var json = JsonMapper.shared().readTree(message.get("Message"));
    assertThat(json.get("default").asString()).isEqualTo("who: root");
    assertThat(json.get("email").asString()).isEqualTo("who: root");
    assertThat(json.get("sms").asString()).isEqualTo("Root used in München X: y");
    assertThat(json.get("lambda").asString()).isEqualTo(ALERT);
  }

  /** API reference of Publish: ASCII, below 100 characters, no control characters. */
  @Test
  void subjectsAreAsciiWhateverTitlesAre() {
    assertThat(Subject.of("Ærøskøbing – “ß” → naïve ﬁ Łódź …"))
        .isEqualTo("AEroskobing - \"ss\" -> naive fi Lodz ...");
    assertThat(Subject.of("日本 😀")).isEqualTo("?? ?");
    assertThat(Subject.of("\u0301")).isEqualTo("?");
    assertThat(Subject.of("x".repeat(99))).hasSize(99).endsWith("xxx");
    assertThat(Subject.of("x".repeat(100))).hasSize(99).endsWith("x...");
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var title = new StringBuilder();
      random.ints(random.nextInt(150), 0, 0x1_1000).forEach(c -> title.appendCodePoint(c & 0xFFFF));
      var json = JsonMapper.shared().createObjectNode().put("title", title.toString());
      var event = Alerts.of(json.put("text", "t").toString());
      String line = io.logboom.outputs.message.Template.of("{title}").fill(event, 400);
      assertThat(Subject.of(line))
          .as("seed %d", seed)
          .matches("[ -~]{1,99}")
          .doesNotMatch("^ .*| $");
    }
  }

  @Test
  void sendsTenAtOnceAndNoMoreThanSnsTakes() throws Exception {
    try (var output = topic.output(Topic.arn())) {
      var events = new ArrayList<Event>();
      IntStream.range(0, 25).forEach(i -> events.add(Events.of("event " + i)));
      events.add(Events.of("x".repeat(200_000)));
      events.add(Events.of("y".repeat(100_000)));
      output.write(Batch.of(events));
    }
    assertThat(topic.published()).hasSize(27);
    assertThat(topic.asked()).hasSize(4);
  }

  @Test
  void turnsDownWhatIsTooLargeOrCutsIt() throws Exception {
    var large = Events.of("é".repeat(131_072));
    try (var output = topic.output(Topic.arn())) {
      var thrown =
          catchThrowableOfType(
              RejectedException.class,
              () -> output.write(Batch.of(List.of(Events.of("a"), large, Events.of("b")))));
      assertThat(thrown.rejected())
          .singleElement()
          .satisfies(r -> assertThat(r.event()).isSameAs(large));
      assertThat(thrown).hasMessageContaining("too large: the message has 262,159 bytes");
    }
    assertThat(topic.messages()).containsExactly("a", "b");
    String message = publish("too-large = cut", large).get("Message");
    assertThat(message).startsWith("éé").endsWith("é\n[cut: too large by 15 bytes]");
    assertThat(message.getBytes(StandardCharsets.UTF_8).length).isBetween(262_100, 262_144);
    assertThat(topic.context.count("cut-messages")).isEqualTo(1);
  }

  @Test
  void turnsDownWhatIsEmptyOrNotUtf8() throws Exception {
    try (var output = topic.output(Topic.arn())) {
      for (var event : List.of(Events.of(""), Events.of(new byte[] {'a', (byte) 0xC3}))) {
        assertThatThrownBy(() -> output.write(Batch.of(List.of(event))))
            .isInstanceOf(RejectedException.class);
      }
    }
    assertThat(topic.asked()).isEmpty();
  }

  @Test
  void sendsAgainOnlyWhatWasNotTaken() throws Exception {
    var batch = Batch.of(IntStream.range(0, 25).mapToObj(i -> Events.of("event " + i)).toList());
    topic.fate =
        message ->
            switch (message.get("Message")) {
              case "event 3" -> "InternalError";
              case "event 13" -> "Throttled";
              case "event 7" -> "InvalidParameterValue";
              case "event 22" -> "AuthorizationError";
              default -> "";
            };
    try (var output = topic.output(Topic.arn())) {
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("InternalError line break");
      assertThatThrownBy(() -> output.write(batch)).isInstanceOf(IOException.class);
      topic.fate = message -> message.get("Message").equals("event 22") ? "AuthorizationError" : "";
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("allow sns:Publish");
      topic.fate = _ -> "";
      var thrown = catchThrowableOfType(RejectedException.class, () -> output.write(batch));
      assertThat(thrown.rejected()).hasSize(1);
      assertThat(thrown).hasMessage("SNS refuses it: InvalidParameterValue line break");
    }
    assertThat(topic.messages()).hasSize(24).doesNotHaveDuplicates().doesNotContain("event 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AuthorizationError | may not publish to arn:aws:sns",
        "404 | NotFound | there is no topic arn:aws:sns",
        "400 | KMSAccessDenied | allow kms:GenerateDataKey",
        "400 | KMSDisabled | the key that",
        "400 | KMSThrottling | KMSThrottling",
        "403 | InvalidClientTokenId | credentials are not right",
        "400 | Throttling | throttled",
        "429 | Throttled | throttled",
        "503 | ServiceUnavailable | server-error",
        "400 | SomethingNew | SomethingNew",
        "400 | InvalidParameter | InvalidParameter",
      })
  void losesNoEventToWhatSpeaksOfTheTopic(int status, String code, String because)
      throws Exception {
    topic.whole = QueryServer.error(status, code, "Invalid parameter: TopicArn");
    topic.overrule = true;
    var batch = Batch.of(List.of(Events.of("a"), Events.of("b")));
    try (var output = topic.output(Topic.arn())) {
      assertThatThrownBy(() -> output.write(batch))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(because);
      topic.overrule = false;
      output.write(batch);
    }
    assertThat(topic.messages()).containsExactly("a", "b");
  }

  @Test
  void findsTheGuiltyOneOfARequestThatIsRefusedAsAWhole() throws Exception {
    topic.whole = QueryServer.error(400, "InvalidParameter", "Invalid parameter: Message");
    topic.overrule = true;
    try (var output = topic.output(Topic.arn())) {
      var thrown =
          catchThrowableOfType(
              RejectedException.class,
              () ->
                  output.write(Batch.of(List.of(Events.of("a"), Events.of("b"), Events.of("c")))));
      assertThat(thrown.rejected()).hasSize(3);
    }
    assertThat(topic.asked()).hasSize(5);
  }

  @Test
  void saysToFifoTopicsWhichGroupAndWhichMessageItIs() throws Exception {
    String options = "group-field = account";
    String fifo = Topic.ARN + ".fifo";
    var event = Alerts.of(ALERT);
    try (var output = topic.output("topic-arn = \"" + fifo + "\"\n" + options)) {
      output.write(Batch.of(List.of(event, Events.of("a b"))));
      output.write(Batch.of(List.of(Alerts.of(ALERT))));
    }
    var all = topic.published();
    assertThat(all)
        .extracting(message -> message.get("MessageGroupId"))
        .containsExactly("1111", "logboom", "1111");
    assertThat(all)
        .extracting(message -> message.get("MessageDeduplicationId"))
        .allMatch(Fifo::isName)
        .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1)));
    try (var output =
        topic.output("topic-arn = \"" + fifo + "\"\ngroup-id = mine\ngroup-field = text")) {
      output.write(Batch.of(List.of(event, Events.of("x"))));
    }
    assertThat(topic.published())
        .extracting(message -> message.get("MessageGroupId"))
        .endsWith("who:_root", "mine");
  }

  @Test
  void checksByAskingForTheTopic() throws Exception {
    try (var output = topic.output(Topic.arn())) {
      output.check();
      topic.whole = QueryServer.error(403, "AuthorizationError", "no");
      topic.overrule = true;
      assertThatThrownBy(output::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("allow sns:GetTopicAttributes");
    }
    assertThat(topic.asked().getFirst())
        .containsEntry("Action", "GetTopicAttributes")
        .containsEntry("TopicArn", Topic.ARN);
  }
}
