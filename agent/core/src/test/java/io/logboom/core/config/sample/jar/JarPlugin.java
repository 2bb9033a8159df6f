package io.logboom.core.config.sample.jar;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import io.logboom.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** An output that changes a default of the engine's. */
public final class JarPlugin implements OutputPlugin<JarPlugin.JarConfig> {

  /** Which jar. */
  public record JarConfig(Path path, Optional<Secret> token) {}

  @Override
  public String type() {
    return "jar";
  }

  @Override
  public Class<JarConfig> config() {
    return JarConfig.class;
  }

  @Override
  public Output create(JarConfig config, Context context) {
    return batch -> {};
  }
}
