package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** Declares {@code type = cloudwatch}: log groups of CloudWatch Logs. */
public final class CloudWatchInputPlugin implements InputPlugin<CloudWatchInputConfig> {

  @Override
  public String type() {
    return "cloudwatch";
  }

  @Override
  public Class<CloudWatchInputConfig> config() {
    return CloudWatchInputConfig.class;
  }

  @Override
  public Input create(CloudWatchInputConfig config, Context context) {
    return new CloudWatchInput(config, context, new Clients(config));
  }
}
