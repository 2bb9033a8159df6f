package io.logboom.filters.snare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnareConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new SnarePlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        "format = csv, header = true, zone = Europe/Berlin",
        "missing = null",
        "format = snare, missing = omit, host = trail.example.com, criticality = 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format = json, header = true | header goes with",
        "format = snare, header = true | header goes with",
        "format = tsv, missing = null | missing = null",
        "format = snare, missing = null | missing = null",
        "format = csv, missing = omit | would shift",
        "format = snare, criticality = 5 | from 0 to 4",
        "format = snare, host = \"a b\" | host must be",
        "zone = Atlantis | not a time zone",
        "format = xml | json, tsv, csv, snare"
      })
  void refuses(String options, String because) {
    assertThatThrownBy(() -> ConfigReader.bind(new SnarePlugin(), options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }

  @Test
  void theHeaderInTheReadmeIsTheHeader() throws IOException {
    var header = TextRow.header(SnareConfig.Format.CSV);
    assertThat(Files.readString(readme()))
        .contains("\n" + header + "\n", "header = \"" + header + "\"");
    assertThat(header.replace(',', '\t')).isEqualTo(TextRow.header(SnareConfig.Format.TSV));
  }
}
