package io.logboom.inputs.syslog;

import io.logboom.inputs.net.Transport;
import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** Declares {@code type = syslog}: messages that others send. */
public final class SyslogInputPlugin implements InputPlugin<SyslogInputConfig> {

  @Override
  public String type() {
    return "syslog";
  }

  @Override
  public Class<SyslogInputConfig> config() {
    return SyslogInputConfig.class;
  }

  @Override
  public Input create(SyslogInputConfig config, Context context) {
    return new SyslogInput(config, context, Transport.best());
  }
}
