package io.logboom.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How versions are written, and templates filled. */
class TextsTest {
  private static Release release(String version) {
    return new Release(version, Instant.EPOCH);
  }

  @Test
  void versionsNotYetReleasedComeBeforeThoseThatAre() {
    assertThat(release("1.2.0").ordered()).isEqualTo("1.2.0");
    assertThat(release("1.2.0-rc1").ordered()).isEqualTo("1.2.0~rc1");
    assertThat(release("0.1.0-SNAPSHOT").ordered()).isEqualTo("0.1.0~snapshot");
  }

  @Test
  void tagsAreOnesThatRegistriesTake() {
    assertThat(release("0.1.0-SNAPSHOT").tag()).isEqualTo("0.1.0-SNAPSHOT");
    assertThat(release("1.2.0+3").tag()).matches("[\\w][\\w.-]*");
  }

  @Test
  void fillsWhatIsAskedFor() {
    assertThat(Template.fill("a @name@, b@example.com", Map.of("name", "$1")))
        .isEqualTo("a $1, b@example.com");
    assertThatThrownBy(() -> Template.fill("@other@", Map.of("name", "")))
        .hasMessage("there is no value for @other@");
  }
}
