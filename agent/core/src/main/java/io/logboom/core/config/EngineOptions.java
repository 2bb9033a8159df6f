package io.logboom.core.config;

import io.logboom.core.condition.Condition;
import io.logboom.core.config.Node.Section;
import io.logboom.spi.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** The engine's own options, as they are written. Their defaults stand in this package. */
sealed interface EngineOptions {
  Section REFERENCE = Reference.of(EngineOptions.class);

  /** Those of the whole agent, at the root of the configuration. */
  record OfAgent(
      Optional<Path> dataDir,
      Memory memory,
      Duration drainTimeout,
      Logging logging,
      Optional<Path> deadLetter,
      AdminConfig admin,
      OtlpConfig otlp)
      implements EngineOptions {

    public OfAgent {
      if (drainTimeout.isNegative()) {
        throw new IllegalArgumentException("drain-timeout cannot be negative");
      }
    }
  }

  /** The section {@code memory} of the agent. */
  record Memory(Optional<DataSize> inFlight) {

    public Memory {
      if (inFlight.isPresent() && inFlight.get().bytes() < 1 << 20) {
        throw new IllegalArgumentException("in-flight must be at least 1MiB");
      }
    }
  }

  /** Those in an input's section. */
  record OfInput(Queueing queue) implements EngineOptions {}

  /** Those in a filter's section. */
  record OfFilter(Optional<Condition> when, OnError onError) implements EngineOptions {}

  /** Those in an output's section. */
  record OfOutput(
      Optional<Condition> when,
      Batching batch,
      Retry retry,
      int concurrency,
      Duration timeout,
      Queueing queue)
      implements EngineOptions {

    public OfOutput {
      if (concurrency < 1 || concurrency > 1024) {
        throw new IllegalArgumentException("concurrency must be from 1 to 1024");
      }
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException("timeout must be longer than 0s");
      }
    }
  }

  /** The names in a plugin's section that are not the plugin's. */
  static Set<String> names(PluginKind kind) {
    return switch (kind) {
      case INPUT -> Set.of("type", "queue");
      case FILTER -> Set.of("type", "when", "on-error");
      case OUTPUT ->
          Set.of("type", "when", "filters", "batch", "retry", "concurrency", "timeout", "queue");
    };
  }

  /** The defaults for plugins of that kind. */
  static Section defaults(PluginKind kind) {
    return section(kind.word());
  }

  /** The defaults of the agent. */
  static Section defaults() {
    return section("agent");
  }

  private static Section section(String name) {
    return REFERENCE.fields().get(name) instanceof Section section
        ? section
        : new Section(Place.NOWHERE, "", Collections.emptyNavigableMap());
  }
}
