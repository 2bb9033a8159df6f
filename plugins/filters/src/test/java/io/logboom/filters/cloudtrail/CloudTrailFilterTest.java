package io.logboom.filters.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be seen in the bytes that come out; the cases beside show those. */
class CloudTrailFilterTest {
  private static final String RECORD =
      """
      {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"alice"},\
      "eventTime":"2026-01-02T03:04:05Z","eventSource":"iam.amazonaws.com","eventName":"ListUsers",\
      "awsRegion":"us-east-1","eventID":"a\\u002db"}\
      """;

  private Filter filter;

  @BeforeEach
  void makeFilter() throws Exception {
    filter = Cases.filter(new CloudTrailPlugin(), "");
  }

  @AfterEach
  void closeFilter() throws Exception {
    filter.close();
  }

  @Test
  void aRecordHasItsTimeAndIdAndTheSendersBytes() {
    var in = Events.of("{\"Records\": [" + RECORD + ", " + RECORD + "]}");
    for (var out : FilterRun.of(in, filter).out()) {
      isTheRecord(out);
      assertThat(out.array()).isSameAs(in.array());
      assertThat(out.origin()).isSameAs(in.origin());
      assertThat(out.ordinal()).isEqualTo(in.ordinal());
    }
  }

  private static void isTheRecord(Event event) {
    assertThat(Events.text(event)).isEqualTo(RECORD);
    assertThat(event.time()).contains(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(event.id()).contains("a-b");
  }

  @Test
  void eventBridgeLeavesAttributes() {
    var out =
        one(
            "{\"version\":\"0\",\"detail-type\":\"AWS API Call via CloudTrail\","
                + "\"source\":\"aws.iam\",\"account\":\"111122223333\",\"region\":\"us-east-1\","
                + "\"detail\":"
                + RECORD
                + "}");
    isTheRecord(out);
    assertThat(out.origin().attributes())
        .isEqualTo(
            Map.of(
                "eventbridge.detail-type", "AWS API Call via CloudTrail",
                "eventbridge.source", "aws.iam",
                "aws.account", "111122223333",
                "aws.region", "us-east-1"));
  }

  @Test
  void cloudWatchLogsLeavesAttributes() {
    var out =
        one(
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"111122223333\",\"logGroup\":\"trail\","
                + "\"logStream\":\"s\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1767323045123,"
                + "\"message\":"
                + inString()
                + "}]}");
    isTheRecord(out);
    assertThat(out.origin().attributes())
        .isEqualTo(
            Map.of(
                "cloudwatch.group", "trail",
                "cloudwatch.stream", "s",
                "aws.account", "111122223333",
                "cloudwatch.timestamp", "1767323045123"));
  }

  @Test
  void aTimestampThatIsNoneLeavesNoAttribute() {
    var out =
        one(
            "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":7,\"logEvents\":"
                + "[{\"timestamp\":\"soon\",\"message\":"
                + inString()
                + "}]}");
    isTheRecord(out);
    assertThat(out.origin().attributes()).isEmpty();
  }

  @Test
  void whatIsRejectedInAnEnvelopeIsThePartThatIsBroken() {
    var run = FilterRun.of(Events.of("{\"Records\":[" + RECORD + ",{\"a\":1}]}"), filter);
    assertThat(run.out()).hasSize(1);
    assertThat(run.rejected()).hasSize(1);
    assertThat(Events.text(run.rejected().getFirst().event())).isEqualTo("{\"a\":1}");
  }

  private static String inString() {
    return "\"" + RECORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private Event one(String text) {
    var run = FilterRun.of(Events.of(text), filter);
    assertThat(run.rejected()).isEmpty();
    assertThat(run.out()).hasSize(1);
    return run.out().getFirst();
  }
}
