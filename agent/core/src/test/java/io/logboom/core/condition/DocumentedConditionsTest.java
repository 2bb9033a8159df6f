package io.logboom.core.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The conditions shown in the documentation are conditions. */
final class DocumentedConditionsTest {
  private static final Pattern CODE = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);

  @Test
  void parse() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    var examples = CODE.matcher(page.substring(page.indexOf("## Conditions"))).results().toList();
    assertThat(examples).hasSizeGreaterThan(8);
    for (var example : examples) {
      assertThatNoException().isThrownBy(() -> Condition.of(example.group(1)));
    }
  }
}
