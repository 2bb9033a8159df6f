package io.logboom.core.cli;

import io.logboom.core.agent.Agent;
import io.logboom.core.agent.Occasion;
import io.logboom.core.config.AgentConfig;
import io.logboom.core.systemd.Supervisor;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The agent, stopped by signals. */
final class AgentEngine implements Engine {
  private final PrintStream err;

  AgentEngine(PrintStream err) {
    this.err = err;
  }

  @Override
  public int run(AgentConfig config) throws Exception {
    return run(new Agent(config, err), System.getenv());
  }

  @Override
  public int run(AgentConfig config, Occasion occasion) throws Exception {
    return run(new Agent(config, err, occasion), Map.of());
  }

  /**
   * Runs it.
   *
   * @param environment says who supervises this process, if anybody does
   */
  private static int run(Agent agent, Map<String, String> environment) throws Exception {
    var ending = new Ending(agent);
    var hook = Thread.ofPlatform().name("stop").unstarted(ending::await);
    Runtime.getRuntime().addShutdownHook(hook);
    int code = 1;
    try {
      try (var _ = Supervisor.of(agent.vitals(), environment)) {
        code = agent.run();
      }
      return code;
    } finally {
      ending.reached(code);
    }
  }

  @Override
  public List<String> connect(AgentConfig config) throws Exception {
    return new Agent(config, err).check();
  }

  /**
   * The end of a run. The virtual machine answers SIGTERM and SIGINT by running its hooks and then
   * exits with 128 + signal; the hook waits for the agent to drain and ends the process with the
   * agent's own code instead.
   */
  private static final class Ending {
    private final Agent agent;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;

    Ending(Agent agent) {
      this.agent = agent;
    }

    void reached(int exitCode) {
      code = exitCode;
      ended.countDown();
    }

    /** Does nothing after a run that came to its end by itself. */
    void await() {
      if (ended.getCount() == 0) {
        return;
      }
      agent.stop();
      try {
        ended.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Runtime.getRuntime().halt(code);
    }
  }
}
