package io.logboom.filters.cloudtrail;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;

/** Declares the {@code cloudtrail} filter. */
public final class CloudTrailPlugin implements FilterPlugin<CloudTrailConfig> {

  @Override
  public String type() {
    return "cloudtrail";
  }

  @Override
  public Class<CloudTrailConfig> config() {
    return CloudTrailConfig.class;
  }

  @Override
  public Filter create(CloudTrailConfig config, Context context) {
    return new CloudTrailFilter(config);
  }
}
