package io.logboom.filters.cloudtrail;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

final class CloudTrailConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new CloudTrailPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of("insights = pass, aggregated = pass, duplicates = last");
  }
}
