package io.logboom.core.cli;

import io.logboom.core.config.Plugins;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Main {

  private Main() {}

  /** Does what the arguments say and exits: 0 done, 1 failed while running, 2 bad usage. */
  public static void main(String[] args) {
    // Whatever the locale: configurations and names are UTF-8.
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    var commands =
        new Commands(new AgentEngine(err), Plugins::installed, System.getenv(), out, err);
    System.exit(commands.run(args));
  }
}
