package io.logboom.outputs.file;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;

/** Declares the output {@code file}. */
public final class FileOutputPlugin implements OutputPlugin<FileOutputConfig> {

  @Override
  public String type() {
    return "file";
  }

  @Override
  public Class<FileOutputConfig> config() {
    return FileOutputConfig.class;
  }

  @Override
  public Output create(FileOutputConfig config, Context context) {
    return new FileOutput(config, context, Disk.REAL);
  }
}
