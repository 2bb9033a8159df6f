package io.logboom.core.config;

import io.logboom.core.config.Node.Section;
import io.logboom.spi.DataSize;
import io.logboom.spi.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a configuration: its files, the plugins they name, and all of their options.
 *
 * <p>Relative paths in a configuration are relative to the working directory; those of an {@code
 * include} to the file it stands in.
 */
public final class ConfigReader {
  private final Plugins plugins;
  private final Map<String, String> environment;

  /**
   * @param environment what substitutions fall back to
   */
  public ConfigReader(Plugins plugins, Map<String, String> environment) {
    this.plugins = plugins;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads the files, the later ones over the earlier, and checks everything that can be checked
   * without reaching for anything else. Makes no plugin.
   *
   * @throws InvalidConfigException with all there is to be said
   */
  public AgentConfig read(List<Path> files) throws InvalidConfigException {
    return read(files, _ -> {});
  }

  /**
   * The same, and tells what is allowed but should not be: each {@code file:line: path: what}.
   *
   * @throws InvalidConfigException with all there is to be said
   */
  public AgentConfig read(List<Path> files, Consumer<String> warnings)
      throws InvalidConfigException {
    var problems = new Problems();
    var root = new ConfFiles(environment, problems).read(files);
    boolean readable = problems.none() || !root.fields().isEmpty();
    Optional<AgentConfig> config = readable ? bind(root, problems) : Optional.empty();
    if (config.isEmpty() || !problems.none()) {
      throw new InvalidConfigException(problems.inOrder());
    }
    problems.warningsInOrder().forEach(warning -> warnings.accept(warning.toString()));
    return config.get();
  }

  /**
   * Reads what a command line tells to be tried, and checks it as a file's configuration is.
   *
   * @param dataDirectory for what plugins keep on disk
   * @throws InvalidConfigException with all there is to be said, told by the options typed
   */
  public AgentConfig read(Trial trial, Path dataDirectory) throws InvalidConfigException {
    var problems = new Problems();
    var root = trial.root(new ConfFiles(environment, problems), dataDirectory);
    var config = bind(root, problems);
    if (config.isEmpty() || !problems.none()) {
      throw new InvalidConfigException(problems.inOrder().stream().map(trial::told).toList());
    }
    return config.get();
  }

  /**
   * Binds one plugin's own options, given as the text of its section: for tests of plugins.
   *
   * @throws InvalidConfigException with all that is wrong with it
   */
  public static <C extends Record> C bind(Plugin<C> plugin, String section)
      throws InvalidConfigException {
    var problems = new Problems();
    var engine = EngineOptions.names(PluginKind.of(plugin));
    var own =
        Reference.parse(section, plugin.type())
            .only(engine, false)
            .over(Reference.of(plugin.getClass()).only(engine, false));
    return new Binder(problems, new SecretFiles(Map.of(), problems))
        .bind(plugin.config(), own, "", engine)
        .orElseThrow(() -> new InvalidConfigException(problems.inOrder()));
  }

  private Optional<AgentConfig> bind(Section root, Problems problems) {
    var pipelinesAlone = Set.of("pipelines");
    var own = root.only(pipelinesAlone, false).over(EngineOptions.defaults());
    var secrets = new SecretFiles(environment, problems);
    var options =
        new Binder(problems, secrets).bind(EngineOptions.OfAgent.class, own, "", pipelinesAlone);
    var pipelines = new PipelineBinder(plugins, problems, secrets).bind(root);
    return options.map(
        agent -> {
          var dataDir = agent.dataDir().orElseGet(this::stateDirectory);
          return new AgentConfig(
              dataDir,
              agent.memory().inFlight().orElseGet(ConfigReader::inFlight),
              agent.drainTimeout(),
              agent.logging(),
              agent.deadLetter().orElseGet(() -> dataDir.resolve("dead-letter.jsonl")),
              agent.admin(),
              agent.otlp(),
              pipelines);
        });
  }

  /** What systemd made for the unit (systemd.exec(5), StateDirectory=): the first of several. */
  private Path stateDirectory() {
    String state = environment.getOrDefault("STATE_DIRECTORY", "").split(":", -1)[0];
    return Path.of(state.isEmpty() ? "data" : state);
  }

  /**
   * As much as keeps some requests of a megabyte under way. More only makes the heap larger: the
   * arrays of twice as much are kept to be used again, and bodies of requests come on top.
   */
  private static DataSize inFlight() {
    return new DataSize(Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 20));
  }
}
