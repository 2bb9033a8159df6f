package io.logboom.inputs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
