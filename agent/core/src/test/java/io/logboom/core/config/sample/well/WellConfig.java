package io.logboom.core.config.sample.well;

import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Glob;
import io.logboom.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record WellConfig(
    URI endpoint,
    Optional<String> region,
    Secret password,
    boolean deep,
    int buckets,
    long drops,
    double share,
    Duration pause,
    DataSize most,
    Path rope,
    Water water,
    Optional<FieldPath> key,
    List<Glob> include,
    Map<String, Integer> depths,
    Pump pump,
    List<Pump> spares) {

  enum Water {
    SWEET,
    BRACKISH,
    VERY_SALTY
  }

  record Pump(Optional<String> maker, int power) {}

  WellConfig {
    if (deep && buckets < 2) {
      throw new IllegalArgumentException("a deep well needs at least 2 buckets");
    }
  }
}
