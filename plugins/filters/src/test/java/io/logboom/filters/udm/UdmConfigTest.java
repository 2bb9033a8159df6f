package io.logboom.filters.udm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UdmConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new UdmPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        from = cloudtrail, casing = camel, namespace = prod, max-size = 4MB
        relations = also-user-to-group, validate = true
        event-types = [ "s3.amazonaws.com PutObject RESOURCE_WRITTEN", "* Frob* USER_UNCATEGORIZED" ]
        ingestion-labels { env = prod, "cost center" = "12" }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event-types = [ \"a b\" ] | event-types.0: not a rule",
        "event-types = [ \"* Get* RESOURCE_READ\", \"* Put* RESOURCE_RED\" ] | event-types.1:"
            + " \"RESOURCE_RED\" is not",
        "event-types = [ \"s3* Get* RESOURCE_READ\" ] | an eventSource is a whole name",
        "max-size = 1KB | from 16KiB to 2GB",
        "max-size = 3GB | from 16KiB to 2GB",
        "from = s3 | auto, iam, cloudtrail"
      })
  void refuses(String options, String because) {
    assertThatThrownBy(() -> ConfigReader.bind(new UdmPlugin(), options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }
}
