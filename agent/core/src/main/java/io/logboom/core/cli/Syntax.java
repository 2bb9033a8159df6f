package io.logboom.core.cli;

import io.logboom.core.config.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands, their options and their help. Built by hand rather than from annotations:
 * reflection over those is a good part of what a command takes to start.
 */
final class Syntax {
  static final String RUN = "run";
  static final String CHECK = "check";
  static final String TRY = "try";
  static final String DESCRIBE = "describe";
  static final String VERSION = "version";
  static final String QUEUE = "queue";
  static final String DUMP = "dump";
  static final String DRAIN = "drain";
  static final String STATUS = "status";
  static final String ADDRESS = "--address";
  static final String TOKEN_FILE = "--token-file";
  static final String QUIET = "--quiet";
  static final String CONNECT = "--connect";
  static final String JSON = "--json";

  private Syntax() {}

  /** A fresh parser. */
  static CommandLine commandLine() {
    var root = command("logboom", "Gathers logs and hands them on, complete.");
    root.usageMessage()
        .footer(
            "",
            "Exit codes: 0 done, 1 failed while running, 2 bad configuration or usage.",
            "Events alone go to stdout; the log and the summary go to stderr.");
    root.addSubcommand(RUN, configured(RUN, "Runs until it is stopped or all is read."));
    root.addSubcommand(
        CHECK,
        configured(CHECK, "Tells everything that is wrong with a configuration.")
            .addOption(
                flag(
                    CONNECT,
                    "Also proves credentials, queues and addresses, by reaching for them.")));
    root.addSubcommand(TRY, trial());
    root.addSubcommand(
        DESCRIBE,
        command(DESCRIBE, "Lists the plugins, or tells the options of one.")
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0")
                    .arity("0..1")
                    .paramLabel("TYPE")
                    .type(String.class)
                    .description("A plugin's type, or agent for what is common to all.")
                    .build())
            .addOption(flag(JSON, "Tells it as JSON.")));
    root.addSubcommand(QUEUE, queue());
    root.addSubcommand(STATUS, status());
    root.addSubcommand(VERSION, command(VERSION, "Tells the version, and of the JDK."));
    return new CommandLine(root);
  }

  /** For its help alone: {@link TryArguments} reads the arguments, whose order counts. */
  private static CommandSpec trial() {
    var spec =
        command(TRY, "Runs patterns, queries and filters over files, before they are deployed.")
            .addOption(
                step(
                    Trial.Way.PATTERN,
                    "PATTERN",
                    "A CloudWatch Logs filter pattern: the filter pattern."))
            .addOption(
                step(
                    Trial.Way.QUERY,
                    "QUERY",
                    "A CloudWatch Logs Insights query: the filter insights."))
            .addOption(
                step(
                    Trial.Way.FILTER,
                    "SECTION",
                    "Any filter, as its section in a configuration: 'type = snare, format = csv'."))
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0..*")
                    .arity("0..*")
                    .paramLabel("FILE")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description(
                        "Paths and patterns in quotes ('logs/**/*.json.gz'); - is standard input,"
                            + " as is no FILE at all. Compression and form are found out:"
                            + " CloudTrail documents, JSON, lines.")
                    .build());
    spec.usageMessage()
        .footer(
            "",
            "The options apply in the order given. What comes out goes to stdout, an event",
            "a line: matching events as they are, a query's rows as JSON. Counts, and the",
            "first of what could not be read, go to stderr. Nothing is kept.",
            "Exit codes: 0 done, 1 failed while running, 2 bad usage, pattern or query.",
            "",
            "logboom try --pattern '{ $.userIdentity.type = \"Root\" }' 'trail/**/*.json.gz'");
    return spec;
  }

  private static OptionSpec step(Trial.Way way, String label, String description) {
    return OptionSpec.builder(way.word())
        .arity("1")
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  /** The parser of {@code try}, for its help. */
  static CommandLine trialLine() {
    return Objects.requireNonNull(commandLine().getSubcommands().get(TRY));
  }

  /** For its help alone: {@link StatusArguments} reads the arguments. */
  private static CommandSpec status() {
    var spec =
        command(STATUS, "Tells how a running agent is doing, what is wrong first.")
            .addOption(
                valued(
                    ADDRESS, "URL", "Of its admin endpoint; http://127.0.0.1:9600 if not given."))
            .addOption(
                valued(
                    TOKEN_FILE,
                    "FILE",
                    "Has the token of admin.token, which LOGBOOM_ADMIN_TOKEN may have, too."))
            .addOption(flag(JSON, "Tells it as JSON."))
            .addOption(flag(QUIET, "Tells nothing: for health checks."));
    spec.usageMessage()
        .footer("", "Exit codes: 0 ready, 1 not ready or not to be reached, 2 bad usage.");
    return spec;
  }

  /** The parser of {@code status}, for its help. */
  static CommandLine statusLine() {
    return Objects.requireNonNull(commandLine().getSubcommands().get(STATUS));
  }

  private static OptionSpec valued(String name, String label, String description) {
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  private static CommandSpec queue() {
    return command(QUEUE, "Looks into a queue on disk that no agent works with.")
        .addSubcommand(
            CHECK,
            queued(
                CHECK,
                "Tells of each segment whether it is sound, and where it is not. Exit code 1:"
                    + " damaged."))
        .addSubcommand(
            DUMP,
            queued(DUMP, "Prints the events that are not delivered, and leaves them there.")
                .addOption(flag(JSON, "Prints each as JSON, with its origin.")))
        .addSubcommand(
            DRAIN,
            queued(
                DRAIN, "Prints the events that are not delivered; they count as delivered then."));
  }

  private static CommandSpec queued(String name, String description) {
    return command(name, description)
        .addPositional(
            PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .paramLabel("DIRECTORY | CONF... NAME")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "The queue's directory; or configuration files and the name of the input or"
                        + " output.")
                .build());
  }

  private static CommandSpec command(String name, String description) {
    var spec =
        CommandSpec.create()
            .name(name)
            .addOption(
                OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Shows this help.")
                    .build());
    spec.usageMessage().description(description);
    return spec;
  }

  private static CommandSpec configured(String name, String description) {
    return command(name, description)
        .addPositional(
            PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .required(true)
                .paramLabel("CONF")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description(
                    "HOCON files; what a later one says goes over what an earlier one does.")
                .build());
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }
}
