package io.logboom.filters.alert;

import io.logboom.spi.Context;
import io.logboom.spi.Filter;
import io.logboom.spi.FilterPlugin;

/** Declares the {@code alert} filter. */
public final class AlertPlugin implements FilterPlugin<AlertConfig> {

  @Override
  public String type() {
    return "alert";
  }

  @Override
  public Class<AlertConfig> config() {
    return AlertConfig.class;
  }

  @Override
  public Filter create(AlertConfig config, Context context) throws Exception {
    var teller = new Teller(config, context);
    var writer = new Writer(config, context);
    writer.check();
    return config.remembers()
        ? new RememberingFilter(config, context, teller, writer)
        : new AlertFilter(teller, writer, config.unmarked() == AlertConfig.Unmarked.ALERT);
  }
}
