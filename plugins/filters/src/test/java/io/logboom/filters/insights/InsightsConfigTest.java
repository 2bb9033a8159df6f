package io.logboom.filters.insights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InsightsConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new InsightsPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "query = \"fields a\", title = \"A thing\", severity = high, unmatched = pass",
        "rules { a { query = \"limit 1\", severity = low, title = \"x\" } }, emit = event,"
            + " dedup-keys = 5",
        "query = \"stats count(*)\", stats { grace = 1m, window = 1h, max-groups = 7,"
            + " max-memory = 1MiB }");
  }

  @Override
  protected List<String> missing() {
    return List.of("insights: give either query or rules");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query = \"fields a\", rules { a { query = \"fields a\" } } | give either",
        "rules { a { query = \"fields a\" } }, title = x | severity and title of rules",
        "rules { \"a,b\" { query = \"fields a\" } } | cannot be a rule's name",
        "rules { a { title = x } } | rules.a.query: required",
        "query = \"fields a\", dedup-keys = 0 | at least 1",
        "query = \"sort a\" | query: \"sort\" needs all events at once"
      })
  void refuses(String options, String because) {
    assertThatThrownBy(() -> ConfigReader.bind(new InsightsPlugin(), options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }
}
