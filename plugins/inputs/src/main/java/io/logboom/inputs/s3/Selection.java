package io.logboom.inputs.s3;

import io.logboom.spi.Glob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of the objects announced are read. Safe for use by many threads. */
final class Selection {
  private final List<Glob> include;
  private final List<Glob> exclude;
  private final Map<ObjectKey.Kind, S3InputConfig.Treatment> treatments;

  Selection(S3InputConfig config) {
    this.include = config.include();
    this.exclude = config.exclude();
    this.treatments =
        Map.of(
            ObjectKey.Kind.DIGEST, config.digest(),
            ObjectKey.Kind.INSIGHTS, config.insights(),
            ObjectKey.Kind.AGGREGATED, config.aggregated(),
            ObjectKey.Kind.EVENTS, S3InputConfig.Treatment.READ);
  }

  /** Why an object is not read, in a word for counters; empty when it is. */
  Optional<String> skips(String key) {
    // CloudTrail makes such an empty object where it is about to write.
    if (key.endsWith("/")) {
      return Optional.of("folder");
    }
    if (!include.isEmpty() && include.stream().noneMatch(glob -> glob.matches(key))) {
      return Optional.of("not-included");
    }
    if (exclude.stream().anyMatch(glob -> glob.matches(key))) {
      return Optional.of("excluded");
    }
    var kind = ObjectKey.kind(key);
    return treatments.get(kind) == S3InputConfig.Treatment.SKIP
        ? Optional.of(kind.word())
        : Optional.empty();
  }
}
