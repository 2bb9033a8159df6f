package io.logboom.outputs.http;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import java.io.IOException;

/** Declares the output {@code http}. */
public final class HttpOutputPlugin implements OutputPlugin<HttpOutputConfig> {

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Class<HttpOutputConfig> config() {
    return HttpOutputConfig.class;
  }

  @Override
  public Output create(HttpOutputConfig config, Context context) throws IOException {
    return new HttpOutput(config, context);
  }
}
