package io.logboom.core.cli;

import io.logboom.core.config.Plugins;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program. */
public final class Main {

  private Main() {}

  /** Does what the arguments say and exits: 0 done, 1 failed while running, 2 bad usage. */
  public static void main(String[] args) {
    // Whatever the locale: configurations and names are UTF-8.
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    var commands = new Commands(new AgentEngine(err), Main::plugins, System.getenv(), out, err);
    System.exit(commands.run(args));
  }

  /** The launcher puts the jars of that folder on the class path. */
  private static Plugins plugins() {
    String folder = System.getenv("LOGBOOM_PLUGINS");
    return folder == null ? Plugins.installed() : Plugins.installed(Path.of(folder));
  }
}
