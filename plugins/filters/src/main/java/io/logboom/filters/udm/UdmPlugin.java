package io.logboom.filters.udm;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;
import java.io.IOException;

/** Declares the {@code udm} filter. */
public final class UdmPlugin implements FilterPlugin<UdmConfig> {

  @Override
  public String type() {
    return "udm";
  }

  @Override
  public Class<UdmConfig> config() {
    return UdmConfig.class;
  }

  @Override
  public Filter create(UdmConfig config, Context context) throws IOException {
    var check = new UdmCheck(config);
    return new UdmFilter(
        config.from(), new TrailMapping(config, check, context), new IamMapping(config, check));
  }
}
