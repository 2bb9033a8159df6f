package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Event;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events that would be larger than Google takes. */
class UdmSizeTest {
  private static final int KIB = 1024;

  @Test
  void theLargestValuesAreLeftOutUntilItFits() throws Exception {
    var event =
        event(
            "\"requestParameters\":{\"p\":\""
                + "p".repeat(20 * KIB)
                + "\"},"
                + "\"responseElements\":{\"r\":\""
                + "r".repeat(12 * KIB)
                + "\"},"
                + "\"unknown\":\""
                + "u".repeat(9 * KIB)
                + "\",\"small\":\"s\"");
    assertThat(event.at("/additional/requestParameters/omitted").asBoolean()).isTrue();
    assertThat(event.at("/additional/requestParameters/originalSize").asInt())
        .isEqualTo(20 * KIB + 8);
    assertThat(event.at("/additional/responseElements/omitted").asBoolean()).isTrue();
    assertThat(event.at("/additional/unknown").asString()).hasSize(9 * KIB);
    assertThat(event.at("/additional/small").asString()).isEqualTo("s");
    assertThat(event.at("/metadata/product_event_type").asString()).isEqualTo("GetThing");
  }

  @Test
  void resourcesAndUnknownFieldsAreLeftOutToo() throws Exception {
    var event =
        event(
            "\"resources\":[{\"ARN\":\""
                + "a".repeat(17 * KIB)
                + "\"}],"
                + "\"unknown\":[\""
                + "u".repeat(17 * KIB)
                + "\"]");
    assertThat(event.at("/additional/resources/originalSize").asInt()).isEqualTo(17 * KIB + 12);
    assertThat(event.at("/additional/unknown/originalSize").asInt()).isEqualTo(17 * KIB + 4);
    assertThat(event.at("/target").isMissingNode()).isTrue();
  }

  @Test
  void whatIsTooLargeEvenSoIsRejected() throws Exception {
    var context = Cases.context();
    try (var udm = Cases.filter(new UdmPlugin(), "max-size = 16KiB", context)) {
      var run = FilterRun.of(record("\"userAgent\":\"" + "u".repeat(17 * KIB) + "\""), udm);
      assertThat(run.out()).isEmpty();
      assertThat(run.rejected().getFirst().toString()).startsWith("too-large: its event has 17");
      assertThat(context.counts()).isEmpty();
    }
  }

  @Test
  void anEntityThatIsTooLargeIsRejected() throws Exception {
    try (var udm = Cases.filter(new UdmPlugin(), "max-size = 16KiB")) {
      var user =
          Events.of(
              "{\"UserName\":\"alice\",\"UserId\":\"AIDAEXAMPLEALICE\",\"Other\":\""
                  + "o".repeat(17 * KIB)
                  + "\"}");
      assertThat(FilterRun.of(user, udm).rejected().getFirst().toString())
          .startsWith("too-large: its entity has 17");
    }
  }

  @Test
  void theNextEventIsWholeAgain() throws Exception {
    try (var udm = Cases.filter(new UdmPlugin(), "max-size = 16KiB")) {
      var large = record("\"unknown\":\"" + "u".repeat(17 * KIB) + "\"");
      var small = record("\"unknown\":\"u\"");
      assertThat(FilterRun.of(large, udm).texts().getFirst()).contains("originalSize");
      assertThat(FilterRun.of(small, udm).texts().getFirst()).contains("\"unknown\":\"u\"");
    }
  }

  private static JsonNode event(String fields) throws Exception {
    var context = Cases.context();
    try (var udm = Cases.filter(new UdmPlugin(), "max-size = 16KiB", context)) {
      var run = FilterRun.of(record(fields), udm);
      assertThat(run.rejected()).isEmpty();
      assertThat(run.out().getFirst().length()).isLessThanOrEqualTo(16 * KIB);
      assertThat(context.counts()).isEqualTo(Map.of("shortened", 1L));
      TrailOracle.valid(run.out().getFirst());
      return TrailOracle.JSON.readTree(run.texts().getFirst());
    }
  }

  private static Event record(String fields) {
    return Events.of(
        "{\"eventVersion\":\"1.08\",\"eventName\":\"GetThing\","
            + "\"eventTime\":\"2026-01-02T03:04:05Z\","
            + fields
            + "}");
  }
}
