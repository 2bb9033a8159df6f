package io.logboom.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @Test
  void readsWhatJavaTimeReads() {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9998-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 100_000; i++) {
      var time = Instant.ofEpochSecond(random.nextLong(first, last + 1));
      assertThat(epochMilli(time.toString())).as("seed %s", seed).isEqualTo(time.toEpochMilli());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2000-02-29T23:59:59Z, 2000-02-29T23:59:59Z",
    "2026-01-02T03:04:05.12Z, 2026-01-02T03:04:05.120Z",
    "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123Z",
    "2026-01-02T03:04:05+05:30, 2026-01-01T21:34:05Z",
    "2026-01-02T03:04Z, 2026-01-02T03:04:00Z"
  })
  void readsOtherForms(String text, Instant time) {
    assertThat(epochMilli(text)).isEqualTo(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2026-01-02",
        "2026-01-02T03:04:05",
        "2026-01-02 03:04:05Z",
        "2026-13-02T03:04:05Z",
        "2026-00-02T03:04:05Z",
        "2026-01-00T03:04:05Z",
        "2026-01-32T03:04:05Z",
        "2026-02-29T03:04:05Z",
        "1900-02-29T03:04:05Z",
        "2026-04-31T03:04:05Z",
        "2026-01-02T24:04:05Z",
        "2026-01-02T03:60:05Z",
        "2026-01-02T03:04:60Z",
        "2026-01-02T03:04:5xZ",
        "2O26-01-02T03:04:05Z",
        "-026-01-02T03:04:05Z",
        "+999999999-01-02T03:04:05Z",
        "20260102T030405Z",
        "\u0662\u0660\u0662\u0666-01-02T03:04:05Z"
      })
  void othersAreNoTimes(String text) {
    assertThat(epochMilli(text)).isEqualTo(EventTime.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, UTC, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05.100Z, UTC, 2026-01-02T03:04:05.1Z",
    "2026-01-02T03:04:05.000000001Z, UTC, 2026-01-02T03:04:05.000000001Z",
    "2026-01-02T03:04:05.12Z, Australia/Sydney, 2026-01-02T14:04:05.12+11:00",
    "2026-01-02T03:04:05Z, America/St_Johns, 2026-01-01T23:34:05-03:30"
  })
  void writesRfc3339Nano(Instant time, String zone, String text) {
    assertThat(EventTime.rfc3339Nano(time, ZoneId.of(zone))).isEqualTo(text);
    assertThat(EventTime.rfc3339Nano(time))
        .isEqualTo(EventTime.rfc3339Nano(time, ZoneOffset.UTC))
        .endsWith("Z");
  }

  private static long epochMilli(String text) {
    byte[] utf8 = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
    return EventTime.epochMilli(utf8, 1, utf8.length - 1);
  }
}
