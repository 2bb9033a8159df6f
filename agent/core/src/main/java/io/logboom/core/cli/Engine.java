package io.logboom.core.cli;

import io.logboom.core.agent.Occasion;
import io.logboom.core.config.AgentConfig;
import java.util.List;

/** What the commands need of the agent. */
interface Engine {

  /** Runs the configuration to its end; gives the exit code. */
  int run(AgentConfig config) throws Exception;

  /** The same for an occasion of its own. */
  int run(AgentConfig config, Occasion occasion) throws Exception;

  /** Proves that every input and output could work; gives what is wrong, a line each. */
  List<String> connect(AgentConfig config) throws Exception;
}
