package io.logboom.inputs.s3;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** Declares {@code type = s3}: objects of S3 as SQS announces them. */
public final class S3InputPlugin implements InputPlugin<S3InputConfig> {

  @Override
  public String type() {
    return "s3";
  }

  @Override
  public Class<S3InputConfig> config() {
    return S3InputConfig.class;
  }

  @Override
  public Input create(S3InputConfig config, Context context) {
    return new S3Input(config, context);
  }
}
