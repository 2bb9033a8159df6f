package io.logboom.core.cli;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.core.config.Plugins;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Does what a command line says. What is asked for goes to {@code out}, everything else to {@code
 * err}.
 */
final class Commands {
  static final int DONE = 0;
  static final int FAILED = 1;
  private static final int BAD = 2;

  private final Engine engine;
  private final Supplier<Plugins> plugins;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  Commands(
      Engine engine,
      Supplier<Plugins> plugins,
      Map<String, String> environment,
      PrintStream out,
      PrintStream err) {
    this.engine = engine;
    this.plugins = plugins;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /** Gives the exit code. */
  int run(String... args) {
    try {
      if (args.length > 0 && args[0].equals(Syntax.TRY)) {
        return trial(List.of(args).subList(1, args.length));
      }
      if (args.length > 0 && args[0].equals(Syntax.STATUS)) {
        return status(List.of(args).subList(1, args.length));
      }
      return isPlainRun(args)
          ? run(config(Stream.of(args).skip(1).map(Path::of).toList()))
          : parsed(args);
    } catch (InvalidConfigException e) {
      e.problems().forEach(this::fail);
      return BAD;
    } catch (IllegalArgumentException | ServiceConfigurationError e) {
      fail("logboom: the plugins cannot be used: " + e.getMessage());
      return FAILED;
    }
  }

  /**
   * Whether it is {@code run CONF...} and nothing else. Then the parser stays unloaded: its classes
   * are too old for the cache that others start from, so it takes a fifth of a short run.
   */
  private static boolean isPlainRun(String... args) {
    return args.length > 1
        && args[0].equals(Syntax.RUN)
        && Stream.of(args).noneMatch(arg -> arg.startsWith("-") || arg.startsWith("@"));
  }

  private int parsed(String... args) throws InvalidConfigException {
    var line = Syntax.commandLine();
    try {
      return command(line, line.parseArgs(args));
    } catch (ParameterException e) {
      err.println("logboom: " + e.getMessage());
      e.getCommandLine().usage(err);
      return BAD;
    }
  }

  private int command(CommandLine line, ParseResult parsed) throws InvalidConfigException {
    var sub = parsed.subcommand();
    var asked = asked(line, parsed);
    if (asked.isUsageHelpRequested()) {
      asked.usage(out);
      return DONE;
    }
    if (sub == null) {
      line.usage(err);
      return BAD;
    }
    return switch (sub.commandSpec().name()) {
      case Syntax.RUN -> run(config(files(sub)));
      case Syntax.CHECK -> check(config(files(sub)), sub.hasMatchedOption(Syntax.CONNECT));
      case Syntax.TRY -> {
        var args = parsed.expandedArgs();
        yield trial(args.subList(args.indexOf(Syntax.TRY) + 1, args.size()));
      }
      case Syntax.STATUS -> {
        var args = parsed.expandedArgs();
        yield status(args.subList(args.indexOf(Syntax.STATUS) + 1, args.size()));
      }
      case Syntax.DESCRIBE -> describe(sub);
      case Syntax.QUEUE -> queue(sub);
      case Syntax.VERSION -> {
        out.println(Version.text());
        yield DONE;
      }
      default -> throw new IllegalStateException("no such command: " + sub.commandSpec().name());
    };
  }

  /** Tells what went wrong; systemd's journal is told how urgent that is, too. */
  private void fail(String what) {
    err.println((Journal.takes(environment) ? Journal.mark(Level.ERROR) : "") + what);
  }

  /** The innermost command that was given. */
  private static CommandLine asked(CommandLine line, ParseResult parsed) {
    var asked = line;
    for (var sub = parsed.subcommand(); sub != null; sub = sub.subcommand()) {
      asked = sub.commandSpec().commandLine();
    }
    return asked;
  }

  private int queue(ParseResult queue) throws InvalidConfigException {
    var sub = queue.subcommand();
    if (sub == null) {
      queue.commandSpec().commandLine().usage(err);
      return BAD;
    }
    var commands = new QueueCommands(out, err);
    List<String> words = sub.matchedPositionalValue(0, List.of());
    var directory = directory(commands, words);
    if (directory.isEmpty()) {
      return BAD;
    }
    try {
      return switch (sub.commandSpec().name()) {
        case Syntax.CHECK -> commands.check(directory.get());
        case Syntax.DUMP -> commands.dump(directory.get(), sub.hasMatchedOption(Syntax.JSON));
        case Syntax.DRAIN -> commands.drain(directory.get());
        default -> throw new IllegalStateException("no such command: " + sub.commandSpec().name());
      };
    } catch (IOException e) {
      err.println("logboom: " + e.getMessage());
      return FAILED;
    }
  }

  /** A directory, or configuration files and the name of an input or output. */
  private Optional<Path> directory(QueueCommands commands, List<String> words)
      throws InvalidConfigException {
    if (words.size() == 1) {
      return Optional.of(Path.of(words.getFirst()));
    }
    var files = words.subList(0, words.size() - 1).stream().map(Path::of).toList();
    var config = new ConfigReader(plugins.get(), environment).read(files);
    return commands.find(config, words.getLast());
  }

  private static List<Path> files(ParseResult sub) {
    return sub.matchedPositionalValue(0, List.of());
  }

  private AgentConfig config(List<Path> files) throws InvalidConfigException {
    var warnings = new ArrayList<String>();
    var config = new ConfigReader(plugins.get(), environment).read(files, warnings::add);
    Logs.configure(config.logging());
    warnings.forEach(LoggerFactory.getLogger(Commands.class)::warn);
    return config;
  }

  private int run(AgentConfig config) {
    try {
      return engine.run(config);
    } catch (Exception e) {
      return failed("cannot run", e);
    }
  }

  private int trial(List<String> args) throws InvalidConfigException {
    var arguments = TryArguments.of(args);
    if (arguments.help()) {
      Syntax.trialLine().usage(out);
      return DONE;
    }
    if (!arguments.wrong().isEmpty()) {
      err.println("logboom: " + arguments.wrong());
      Syntax.trialLine().usage(err);
      return BAD;
    }
    var tryout = new Tryout(arguments.trial(), err);
    var reader = new ConfigReader(plugins.get(), environment);
    var config = reader.read(arguments.trial(), tryout.folder());
    Logs.configure(config.logging());
    try {
      return engine.run(config, tryout);
    } catch (Exception e) {
      return failed("cannot run", e);
    }
  }

  private int status(List<String> args) {
    var arguments = StatusArguments.of(args);
    if (arguments.form() == StatusArguments.Form.HELP) {
      Syntax.statusLine().usage(out);
      return DONE;
    }
    if (!arguments.wrong().isEmpty()) {
      err.println("logboom: " + arguments.wrong());
      Syntax.statusLine().usage(err);
      return BAD;
    }
    return new StatusCommand(environment, out, err).run(arguments);
  }

  private int check(AgentConfig config, boolean connect) {
    if (connect) {
      try {
        var problems = engine.connect(config);
        if (!problems.isEmpty()) {
          problems.forEach(err::println);
          return FAILED;
        }
      } catch (Exception e) {
        return failed("cannot connect", e);
      }
    }
    int inputs = 0;
    int outputs = 0;
    for (var pipeline : config.pipelines()) {
      inputs += pipeline.inputs().size();
      outputs += pipeline.outputs().size();
    }
    out.printf(
        "OK: %s, %s, %s%n",
        count(config.pipelines().size(), "pipeline"),
        count(inputs, "input"),
        count(outputs, "output"));
    return DONE;
  }

  private int describe(ParseResult sub) {
    var described = new Description(plugins.get(), sub.hasMatchedOption(Syntax.JSON));
    String type = sub.matchedPositionalValue(0, "");
    var text = type.isEmpty() ? described.all() : described.one(type);
    if (text.isEmpty()) {
      err.println("logboom: " + described.unknown(type));
      return BAD;
    }
    out.print(text);
    return DONE;
  }

  /** The stack is told where the failure was not foreseen. */
  private static int failed(String what, Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    var log = LoggerFactory.getLogger(Commands.class);
    String message = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    if (e instanceof RuntimeException) {
      log.error("{}: {}", what, message, e);
    } else {
      log.error("{}: {}", what, message);
    }
    return FAILED;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
