package io.logboom.core.config;

import io.logboom.spi.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A whole configuration, checked and with every default filled in.
 *
 * @param dataDir where state that outlives the process is kept; not necessarily there yet
 * @param maxInFlight how many bytes of events may be under way at once, in all pipelines together
 * @param drainTimeout how long a stopping agent waits for what is under way
 * @param deadLetter the file for events that cannot be delivered
 * @param admin where it tells how it is doing
 * @param otlp where it exports that to
 * @param pipelines at least one
 */
public record AgentConfig(
    Path dataDir,
    DataSize maxInFlight,
    Duration drainTimeout,
    Logging logging,
    Path deadLetter,
    AdminConfig admin,
    OtlpConfig otlp,
    List<PipelineConfig> pipelines) {

  /** One that tells nobody how it is doing. */
  public AgentConfig(
      Path dataDir,
      DataSize maxInFlight,
      Duration drainTimeout,
      Logging logging,
      Path deadLetter,
      List<PipelineConfig> pipelines) {
    this(
        dataDir,
        maxInFlight,
        drainTimeout,
        logging,
        deadLetter,
        AdminConfig.OFF,
        OtlpConfig.OFF,
        pipelines);
  }

  public AgentConfig {
    pipelines = List.copyOf(pipelines);
  }
}
