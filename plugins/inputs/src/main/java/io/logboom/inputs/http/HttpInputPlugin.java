package io.logboom.inputs.http;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;
import java.io.IOException;

/** Declares the input {@code http}. */
public final class HttpInputPlugin implements InputPlugin<HttpInputConfig> {

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Class<HttpInputConfig> config() {
    return HttpInputConfig.class;
  }

  @Override
  public Input create(HttpInputConfig config, Context context) throws IOException {
    return new HttpInput(config, context);
  }
}
