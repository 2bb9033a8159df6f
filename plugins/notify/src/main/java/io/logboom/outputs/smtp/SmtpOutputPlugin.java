package io.logboom.outputs.smtp;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import java.io.IOException;

/** Declares the output {@code smtp}. */
public final class SmtpOutputPlugin implements OutputPlugin<SmtpOutputConfig> {

  @Override
  public String type() {
    return "smtp";
  }

  @Override
  public Class<SmtpOutputConfig> config() {
    return SmtpOutputConfig.class;
  }

  @Override
  public Output create(SmtpOutputConfig config, Context context) throws IOException {
    return new SmtpOutput(config, context);
  }
}
