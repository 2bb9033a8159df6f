package io.logboom.core.agent;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Logging;
import io.logboom.core.flow.DeadLetterOutput;
import io.logboom.core.telemetry.Snapshot;
import io.logboom.core.telemetry.Summary;
import io.logboom.spi.Output;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run as the configuration has it: nothing is lost, and dead letters are kept.
 *
 * @param err where the summary goes, when it is for people
 */
record Service(AgentConfig config, PrintStream err) implements Occasion {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  @Override
  public Output deadLetters() {
    return new DeadLetterOutput(config.deadLetter());
  }

  @Override
  public boolean showsProgress() {
    return config.logging().format() == Logging.Format.TEXT;
  }

  @Override
  public boolean tellsOthers() {
    return true;
  }

  @Override
  public boolean wantsAll() {
    return true;
  }

  @Override
  public void sumUp(Snapshot end) {
    var lines = Summary.of(end, Summary::label, "in " + config.deadLetter());
    switch (config.logging().format()) {
      case TEXT -> lines.forEach(err::println);
      case JSON -> lines.forEach(LOG::info);
    }
  }
}
