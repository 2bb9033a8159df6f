package io.logboom.filters.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PatternConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new PatternPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "pattern = ERROR, severity = high, title = \"An error\", unmatched = pass",
        "rules { errors { pattern = ERROR, severity = low, title = x }, all { pattern = \"\" } }");
  }

  @Override
  protected List<String> missing() {
    return List.of("pattern: give either pattern or rules");
  }

  @Test
  void thePatternAndRulesExcludeOneAnother() {
    refused("pattern = a, rules { b { pattern = c } }", "give either pattern or rules");
    refused(
        "severity = low, rules { b { pattern = c } }",
        "severity and title of rules go into each rule");
    refused(
        "title = x, rules { b { pattern = c } }", "severity and title of rules go into each rule");
    refused("rules { \"a,b\" { pattern = c } }", "\"a,b\" cannot be a rule's name");
    refused("rules { b { severity = grave, pattern = c } }", "unknown word \"grave\"");
    refused("rules { b { severity = low } }", "rules.b.pattern: required, but not given");
  }

  @Test
  void aSyntaxErrorNamesTheRuleAndPointsAtThePlace() {
    refused(
        "rules { b { pattern = \"{ $.eventName = }\" } }",
        """
        rules.b.pattern: expected a value: text, a number or a %regular expression%, not '}'
            { $.eventName = }
                            ^\
        """);
  }

  @Test
  void rulesKeepTheirOrderAndLaterFilesChangeThem() throws Exception {
    var config =
        ConfigReader.bind(
            new PatternPlugin(),
            """
            rules { z { pattern = a }
              b { pattern = b }
              a { pattern = c } }
            rules.b.severity = critical
            """);
    assertThat(config.allRules().keySet()).containsExactly("z", "b", "a");
    assertThat(config.allRules().get("b").severity()).isPresent();
  }

  private static void refused(String options, String problem) {
    assertThatThrownBy(() -> ConfigReader.bind(new PatternPlugin(), options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(problem);
  }
}
