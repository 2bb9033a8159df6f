package io.logboom.testkit.sample.good;

import io.logboom.spi.Context;
import io.logboom.spi.Output;
import io.logboom.spi.OutputPlugin;
import io.logboom.spi.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A plugin as it should be. */
public final class BrookPlugin implements OutputPlugin<BrookPlugin.BrookConfig> {

  /** Its options. */
  public record BrookConfig(
      String bed, Optional<Secret> password, Duration age, Map<String, Speed> speeds, Bank bank) {

    /** How fast it flows. */
    public enum Speed {
      SLOW,
      VERY_FAST
    }

    /** A section. */
    public record Bank(int height) {}
  }

  @Override
  public String type() {
    return "brook";
  }

  @Override
  public Class<BrookConfig> config() {
    return BrookConfig.class;
  }

  @Override
  public Output create(BrookConfig config, Context context) {
    return batch -> {};
  }
}
