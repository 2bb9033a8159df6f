package io.logboom.inputs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.spi.Framing;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of the options. */
final class FileInputConfigTest {

  @Test
  @DisplayName("paths are at least one, not empty, and patterns are whole")
  void paths() {
    assertThatThrownBy(() -> Setting.config(1)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Setting.config(1, "a", "")).hasMessageContaining("empty");
    assertThatThrownBy(() -> Setting.config(1, "a[")).hasMessageStartingWith("not a pattern: ");
  }

  @Test
  @DisplayName("files that are followed are read by lines; a document cannot be")
  void followed() {
    assertThat(Setting.following("a").framing().format()).isEqualTo(Framing.Format.LINES);
    assertThat(Setting.config(1, "a").framing().format()).isEqualTo(Framing.Format.AUTO);
    for (var format : List.of("json-array", "json", "raw")) {
      assertThatThrownBy(
              () ->
                  ConfigReader.bind(
                      new FileInputPlugin(),
                      "paths = [a], follow = true, framing.format = " + format))
          .hasMessageContaining("framing.format cannot be " + format);
    }
  }

  @Test
  @DisplayName("times and numbers are not too small")
  void least() {
    assertThatThrownBy(() -> Setting.config(true, FileInputConfig.Start.BEGINNING, 3, 1, "a"))
        .hasMessage("max-open-files must be at least 4");
    for (var option :
        List.of(
            "poll-interval",
            "rotate-wait",
            "partial-line-after",
            "save-interval",
            "forget-after")) {
      assertThatThrownBy(
              () -> ConfigReader.bind(new FileInputPlugin(), "paths = [a], " + option + " = 1ms"))
          .hasMessageContaining(option + " must be at least");
    }
  }

  @Test
  @DisplayName("concurrency is a positive number, or one for each processor")
  void concurrency() {
    assertThat(Concurrency.of("3").files()).isEqualTo(3);
    assertThat(Concurrency.of("processors").files())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThatThrownBy(() -> Concurrency.of("0")).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Concurrency.of("many"))
        .hasMessage("expected a number or processors, not \"many\"");
  }
}
