package io.logboom.inputs.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StartTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-21T10:00:00Z",
    "2h, 2026-11-21T08:00:00Z",
    "1d, 2026-11-20T10:00:00Z",
    "250ms, 2026-11-21T09:59:59.750Z",
    "2026-11-05T15:30:00+01:00, 2026-11-05T14:30:00Z",
    "2026-11-05T14:30:00.5Z, 2026-11-05T14:30:00.500Z"
  })
  @DisplayName("words, durations and times say when")
  void times(String text, Instant time) {
    assertThat(Start.of(text).time(NOW)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(strings = "beginning")
  @DisplayName("the beginning has no time")
  void beginning(String text) {
    assertThat(Start.of(text).time(NOW)).isEmpty();
    assertThat(Start.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01"})
  @DisplayName("nothing was logged before 1970")
  void tooLongAgo(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Start.of(text))
        .withMessageContaining("must not be before 1970");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latest", "2", "-2h", "2026-11-05", "2h30m", "1e3s"})
  @DisplayName("anything else is told what it may be")
  void others(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Start.of(text))
        .withMessageContaining("write now, beginning, a time such as");
  }
}
