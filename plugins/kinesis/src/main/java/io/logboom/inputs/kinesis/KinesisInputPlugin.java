package io.logboom.inputs.kinesis;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** Declares {@code type = kinesis}: the records of a stream of Kinesis Data Streams. */
public final class KinesisInputPlugin implements InputPlugin<KinesisInputConfig> {

  @Override
  public String type() {
    return "kinesis";
  }

  @Override
  public Class<KinesisInputConfig> config() {
    return KinesisInputConfig.class;
  }

  @Override
  public Input create(KinesisInputConfig config, Context context) {
    var counters = new Counters(context);
    return new KinesisInput(config, context, new AwsClients(config, counters), counters);
  }
}
