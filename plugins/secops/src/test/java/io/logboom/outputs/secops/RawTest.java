package io.logboom.outputs.secops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.logboom.secops.Stored;
import io.logboom.spi.Batch;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs as they are, and what stands beside and in events. */
@Timeout(60)
final class RawTest {
  private static final String TRAIL =
      "{\"eventTime\":\"2026-11-05T14:02:11Z\",\"eventSource\":\"iam.amazonaws.com\","
          + "\"eventName\":\"CreateUser\",\"note\":\"\\u00fc ü \\\"\"}";
  private static final String USER = "{\"UserName\":\"ann\",\"UserId\":\"AIDA\"}";

  @TempDir Path folder;
  private Setup setup;

  @BeforeEach
  void start() throws IOException {
    setup = new Setup(folder);
  }

  @AfterEach
  void stop() {
    setup.close();
  }

  private JsonNode lastBody() {
    return JsonMapper.shared().readTree(setup.server.asked().getLast().body());
  }

  @Test
  void sendsRecordsUntouchedAsTheirLogTypes() throws Exception {
    String role = "{\"RoleName\":\"r\",\"RoleId\":\"AROA\"}";
    String group = "{\"Group\":{\"GroupName\":\"g\"},\"Users\":[]}";
    String object = "{\"Records\":[" + TRAIL + "]}";
    for (boolean chronicle : List.of(true, false)) {
      try (var output = chronicle ? setup.chronicle("mode = raw") : setup.ingestion("mode = raw")) {
        output.write(Setup.batch(TRAIL, USER, role, group, object));
      }
    }
    assertThat(setup.server.stored())
        .extracting(Stored::logType, Stored::id)
        .containsExactly(
            tuple("AWS_CLOUDTRAIL", TRAIL),
            tuple("AWS_CLOUDTRAIL", object),
            tuple("AWS_IAM", USER),
            tuple("AWS_IAM", role),
            tuple("AWS_IAM", group),
            tuple("AWS_CLOUDTRAIL", TRAIL),
            tuple("AWS_CLOUDTRAIL", object),
            tuple("AWS_IAM", USER),
            tuple("AWS_IAM", role),
            tuple("AWS_IAM", group));
  }

  @Test
  void takesTheLogTypeFromFieldAttributeOrConfiguration() throws Exception {
    var origin =
        new Origin(
            "i", "/f", Instant.parse("2026-11-21T10:00:00Z"), Map.of("kind", "AWS_VPC_FLOW"));
    try (var output =
        setup.chronicle(
            "mode = raw, log-type = GUARDDUTY, log-type-field = a.type, log-type-attribute ="
                + " kind")) {
      output.write(
          Batch.of(
              List.of(
                  Setup.event(
                      "{\"a\":{\"type\":\"AWS_WAF\"}}".getBytes(StandardCharsets.UTF_8), origin),
                  Setup.event("plain text".getBytes(StandardCharsets.UTF_8), origin),
                  Setup.event(TRAIL))));
      assertThat(setup.server.stored())
          .extracting(Stored::logType)
          .containsExactly("AWS_WAF", "AWS_VPC_FLOW", "GUARDDUTY");
      assertThat(Setup.rejections(output, Setup.batch("{\"a\":{\"type\":\"x/../y\"}}")))
          .singleElement()
          .asString()
          .contains("does not look like one");
    }
    try (var output = setup.chronicle("mode = raw")) {
      assertThat(Setup.rejections(output, Setup.batch("what is this")))
          .containsExactly("of no known log type: log-type can say which it is");
    }
  }

  @Test
  void tellsWhenALogWasWritten() throws Exception {
    try (var output = setup.chronicle("mode = raw, log-type = AWS_WAF")) {
      output.write(Setup.batch("no time", TRAIL, TRAIL.replace("2026-11-05", "2027-01-01")));
      var logs = lastBody().path("inlineSource").path("logs");
      assertThat(logs.valueStream().map(log -> log.path("logEntryTime").asString()))
          .containsExactly("2026-11-21T10:00:00Z", "2026-11-05T14:02:11Z", "2027-01-01T14:02:11Z");
      assertThat(logs.valueStream().map(log -> log.path("collectionTime").asString()))
          .containsExactly("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z", "2027-01-01T14:02:11Z");
    }
  }

  /** Base64 takes any bytes, log_text does not. */
  @Test
  void turnsDownWhatIsNotUtf8WhereItMustBeText() throws Exception {
    byte[] latin = "gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1);
    var batch = Batch.of(List.of(Setup.event("ok \u00fc"), Setup.event(latin, Setup.ORIGIN)));
    try (var output = setup.ingestion("mode = raw, log-type = AWS_WAF")) {
      assertThat(Setup.rejections(output, batch))
          .containsExactly("not UTF-8, which is all that the Ingestion API takes");
      assertThat(setup.ids()).containsExactly("ok \u00fc");
      assertThat(Setup.rejections(output, Setup.batch(""))).containsExactly("empty");
    }
    try (var output = setup.chronicle("mode = raw, log-type = AWS_WAF")) {
      output.write(batch);
    }
    assertThat(setup.server.stored().getLast().text()).isEqualTo("gr\u00fc\u00dfe");
  }

  @Test
  void putsMarksBesideLogs() throws Exception {
    String marks =
        "mode = raw, namespace = lab, labels { env = \"p\\\"rod\", team = sec }, feed = f1";
    try (var output = setup.chronicle(marks, "forwarder = fw-1")) {
      output.write(Setup.batch(TRAIL));
    }
    assertThat(lastBody().path("inlineSource").path("forwarder").asString())
        .isEqualTo(
            "projects/example-project/locations/us/instances/"
                + "01234567-89ab-4cde-8f01-23456789abcd/forwarders/fw-1");
    var log = lastBody().path("inlineSource").path("logs").path(0);
    assertThat(log.path("environmentNamespace").asString()).isEqualTo("lab");
    assertThat(log.path("labels"))
        .hasToString(
            "{\"env\":{\"value\":\"p\\\"rod\"},\"team\":{\"value\":\"sec\"},\"feed\":{\"value\":\"f1\"}}");
    try (var output = setup.ingestion(marks)) {
      output.write(Setup.batch(TRAIL));
    }
    assertThat(lastBody().path("namespace").asString()).isEqualTo("lab");
    assertThat(lastBody().path("labels"))
        .hasToString(
            "[{\"key\":\"env\",\"value\":\"p\\\"rod\"},{\"key\":\"team\",\"value\":\"sec\"},{\"key\":\"feed\",\"value\":\"f1\"}]");
  }

  @Test
  void putsMarksIntoEventsAndEntities() throws Exception {
    String udm =
        """
        {"metadata":{"eventTimestamp":"2026-11-05T14:02:11Z","eventType":"GENERIC_EVENT",\
        "ingestionLabels":[{"key":"a","value":"b"}]},"principal":{"ip":["192.0.2.1"]},\
        "target":{"namespace":"own"},"intermediary":[{"hostname":"h"}]}\
        """;
    try (var output = setup.chronicle("namespace = lab, labels { env = prod }, feed = f1")) {
      output.write(Setup.batch(udm, Setup.udm("plain"), Setup.entity("u")));
    }
    assertThat(setup.server.stored())
        .extracting(Stored::text)
        .containsExactly(
            """
            {"metadata":{"eventTimestamp":"2026-11-05T14:02:11Z","eventType":"GENERIC_EVENT",\
            "ingestionLabels":[{"key":"a","value":"b"},{"key":"env","value":"prod"},\
            {"key":"feed","value":"f1"}]},"principal":{"ip":["192.0.2.1"],"namespace":"lab"},\
            "target":{"namespace":"own"},"intermediary":[{"hostname":"h","namespace":"lab"}]}\
            """,
            """
            {"metadata":{"event_timestamp":"2026-11-05T14:02:11Z","event_type":"GENERIC_EVENT",\
            "product_log_id":"plain","description":"","ingestion_labels":[{"key":"env",\
            "value":"prod"},{"key":"feed","value":"f1"}]}}\
            """,
            """
            {"metadata":{"product_entity_id":"u","vendor_name":"AWS","product_name":"AWS IAM",\
            "entity_type":"USER","collected_timestamp":"2026-11-05T14:02:11Z",\
            "source_labels":[{"key":"env","value":"prod"}],"feed":"f1"},\
            "entity":{"user":{"userid":"u","email_addresses":["u@example.com"]},"namespace":"lab"}}\
            """);
  }
}
