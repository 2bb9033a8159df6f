package io.logboom.inputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.Input;
import io.logboom.spi.InputPlugin;

/** Declares the input {@code file}. */
public final class FileInputPlugin implements InputPlugin<FileInputConfig> {

  @Override
  public String type() {
    return "file";
  }

  @Override
  public Class<FileInputConfig> config() {
    return FileInputConfig.class;
  }

  @Override
  public Input create(FileInputConfig config, Context context) {
    return config.follow() ? new FollowInput(config, context) : new FileInput(config, context);
  }
}
