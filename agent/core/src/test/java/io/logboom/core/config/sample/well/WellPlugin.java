package io.logboom.core.config.sample.well;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;
import java.util.concurrent.CountDownLatch;

/**
 * An input with an option of every type. A deep well runs until it is interrupted, others are dry.
 */
public final class WellPlugin implements InputPlugin<WellConfig> {

  @Override
  public String type() {
    return "well";
  }

  @Override
  public Class<WellConfig> config() {
    return WellConfig.class;
  }

  @Override
  public Input create(WellConfig config, Context context) {
    return out -> {
      out.ready();
      if (config.deep()) {
        new CountDownLatch(1).await();
      }
    };
  }
}
