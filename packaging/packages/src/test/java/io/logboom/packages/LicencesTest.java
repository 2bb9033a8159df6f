package io.logboom.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicencesTest {
  private static final Component OURS = component("org.example:ours", "The Example Licence");
  private static final Component BOTH = component("org.example:both", "MIT", "GPL-3.0-only");

  @TempDir Path folder;
  private Path policy = Path.of("");

  @BeforeEach
  void makePolicy() throws IOException {
    policy =
        Files.writeString(
            folder.resolve("licences.conf"),
            """
            allowed = [MIT]
            names { "The Example Licence" = MIT }
            decided { "org.example:both" { licence = MIT, copyright = "Copyright 2026 Example" } }
            """);
  }

  private static Component component(String id, String... licences) {
    return new Component(id, "1.0", List.of(licences));
  }

  @Test
  void takesOneThatIsAllowedOrWasDecidedOn() throws Exception {
    var licences = Licences.read(policy);
    assertThat(licences.judge(List.of(OURS, BOTH)))
        .containsEntry(OURS, "MIT")
        .containsEntry(BOTH, "MIT");
    assertThat(licences.copyright(BOTH)).isEqualTo("Copyright 2026 Example");
    assertThat(licences.copyright(OURS)).isEmpty();
    assertThat(licences.idle(List.of(OURS, BOTH))).isEmpty();
  }

  @Test
  void namesEachThatIsNot() {
    var components =
        List.of(
            component("org.example:none"),
            component("org.example:other", "SSPL-1.0"),
            component("org.example:either", "MIT", "SSPL-1.0"),
            OURS);
    assertThatThrownBy(() -> Licences.read(policy).judge(components))
        .isInstanceOf(Licences.RefusedException.class)
        .hasMessageContainingAll(
            "org.example:none 1.0 does not say its licence",
            "org.example:other 1.0 is under SSPL-1.0, which is not allowed",
            "org.example:either 1.0 says MIT and SSPL-1.0, be it both or either",
            "decide on it in packaging/packages/licences.conf")
        .hasMessageNotContaining("ours");
  }

  @Test
  void tellsOfDecisionsOnWhatIsGone() {
    assertThat(Licences.read(policy).idle(List.of(OURS))).containsExactly("org.example:both");
  }

  /** The one that the build goes by. */
  @Test
  void oursCanBeRead() throws Exception {
    var licences = Licences.read(Path.of("licences.conf"));
    assertThat(licences.judge(List.of(component("org.example:any", "Apache-2.0")))).hasSize(1);
    assertThatThrownBy(() -> licences.judge(List.of(component("org.example:any", "AGPL-3.0-only"))))
        .isInstanceOf(Licences.RefusedException.class);
  }
}
