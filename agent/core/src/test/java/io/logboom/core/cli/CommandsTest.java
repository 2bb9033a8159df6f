package io.logboom.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.agent.Occasion;
import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.Plugins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What each command prints where, and its exit code. */
final class CommandsTest {
  private static final String GOOD =
      """
      pipelines.p {
        inputs.a { type = well, endpoint = "http://example.com", password = hunter2 }
        outputs.b { type = jar, path = /tmp/jar }
      }
      """;

  @TempDir Path folder;
  private Path good;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeEngine engine = new FakeEngine();

  @BeforeEach
  void write() throws IOException {
    good = Files.writeString(folder.resolve("good.conf"), GOOD);
  }

  private int run(String... args) {
    return new Commands(
            engine,
            Plugins::installed,
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(args);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runsAConfiguration() {
    engine.code = 0;
    assertThat(run("run", good.toString())).isZero();
    assertThat(engine.configs).hasSize(1);
    assertThat(printed()).isEmpty();
  }

  @Test
  void warnsOfASecretThatEveryUserCanRead() throws IOException {
    // For users of the machine the way to a folder of tests may be closed: then there is no
    // warning.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var secret = Files.writeString(folder.resolve("secret"), "hunter2");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(good, GOOD.replace("hunter2", "{ file = \"" + secret + "\" }"));
    var log = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("check", good.toString())).isZero();
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8))
        .doesNotContain("hunter2")
        .matches(told -> told.isEmpty() || told.contains("good.conf:2: pipelines.p.inputs.a."));
  }

  @Test
  void givesTheCodeOfARunThatFailed() {
    engine.code = 1;
    assertThat(run("run", good.toString())).isEqualTo(1);
  }

  @Test
  void aRunThatThrowsHasFailed() {
    engine.failure = Optional.of(new IOException("no such directory: /nowhere"));
    assertThat(run("run", good.toString())).isEqualTo(1);
    assertThat(printed()).isEmpty();
  }

  @Test
  void aBadConfigurationDoesNotRun() throws IOException {
    var bad = Files.writeString(folder.resolve("bad.conf"), "bad = 1\nworse = 2\n");
    assertThat(run("run", good.toString(), bad.toString())).isEqualTo(2);
    assertThat(engine.configs).isEmpty();
    assertThat(printed()).isEmpty();
    assertThat(told().lines())
        .containsExactly(
            bad + ":1: bad: unknown option" + choice(),
            bad + ":2: worse: unknown option" + choice());
  }

  private static String choice() {
    return "; there are: data-dir, memory, drain-timeout, logging, dead-letter, admin, otlp,"
        + " pipelines";
  }

  @Test
  void checkSaysOk() {
    assertThat(run("check", good.toString())).isZero();
    assertThat(printed()).isEqualToIgnoringNewLines("OK: 1 pipeline, 1 input, 1 output");
    assertThat(told()).isEmpty();
    assertThat(engine.connected).isEmpty();
  }

  @Test
  void checkTellsAllProblems() {
    assertThat(run("check", "missing.conf", "absent.conf")).isEqualTo(2);
    assertThat(told().lines())
        .containsExactly("missing.conf: no such file", "absent.conf: no such file");
    assertThat(printed()).isEmpty();
  }

  @Test
  void checkConnects() {
    assertThat(run("check", "--connect", good.toString())).isZero();
    assertThat(engine.connected).hasSize(1);

    engine.problems = List.of("pipelines.p.inputs.a: dry");
    assertThat(run("check", good.toString(), "--connect")).isEqualTo(1);
    assertThat(told()).isEqualToIgnoringNewLines("pipelines.p.inputs.a: dry");

    engine.failure = Optional.of(new IOException("gone"));
    assertThat(run("check", good.toString(), "--connect")).isEqualTo(1);
  }

  @Test
  void badUsageIsToldWithTheUsage() {
    for (var args :
        List.of(
            List.of("run"),
            List.of("check"),
            List.of("dance"),
            List.of("run", "--fast", "x"),
            List.of("version", "x"),
            List.<String>of())) {
      err.reset();
      assertThat(run(args.toArray(String[]::new))).as(args.toString()).isEqualTo(2);
      assertThat(told()).as(args.toString()).contains("Usage: logboom");
    }
    assertThat(printed()).isEmpty();
    assertThat(engine.configs).isEmpty();
  }

  @Test
  void helpIsAskedFor() {
    assertThat(run("--help")).isZero();
    assertThat(printed()).contains("run", "check", "describe", "version", "Exit codes");
    out.reset();
    assertThat(run("check", "--help")).isZero();
    assertThat(printed()).contains("--connect");
    assertThat(told()).isEmpty();
  }

  @Test
  void tellsTheVersion() {
    assertThat(run("version")).isZero();
    assertThat(printed().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("logboom .+, build ([0-9a-f]{7,}|unknown)"),
            line -> assertThat(line).startsWith("JDK " + Runtime.version().feature()),
            line -> assertThat(line).startsWith("on "));
  }

  @Test
  void listsPlugins() {
    assertThat(run("describe")).isZero();
    assertThat(printed())
        .isEqualToNormalizingNewlines(
            """
            inputs
              well
            filters
              sieve
            outputs
              jar            Keeps events in a jar.

            logboom describe TYPE tells the options of one; describe agent those of all.
            """);
  }

  @Test
  void describesAPlugin() {
    assertThat(run("describe", "jar")).isZero();
    assertThat(printed())
        .startsWith(
            """
            output jar
              Keeps events in a jar.

              path  (path, required)
                  Where the jar stands.

              token  (secret, optional)
                  Opens it.

              of the engine:
            """)
        .contains("  batch.bytes = 4MiB  (size)\n      Jars are large.\n")
        .contains("  batch.events = 10000  (whole number)\n");
  }

  @Test
  void describesWhatIsCommonToAll() {
    assertThat(run("describe", "agent")).isZero();
    assertThat(printed()).contains("drain-timeout = 30s  (duration)", "error | warn | info");
  }

  @Test
  void describesAsJson() {
    assertThat(run("describe", "--json")).isZero();
    assertThat(json())
        .extracting(plugin -> plugin.path("type").asString())
        .containsExactly("well", "sieve", "jar");

    assertThat(run("describe", "well", "--json")).isZero();
    var options = json().path(0).path("options");
    assertThat(options.path("endpoint").path("required").asBoolean()).isTrue();
    assertThat(options.path("password").path("secret").asBoolean()).isTrue();
    assertThat(options.path("pause").path("default").asString()).isEqualTo("200ms");
    assertThat(options.path("region").has("default")).isFalse();
    assertThat(options.path("water").path("words")).hasSize(3);
    assertThat(options.path("buckets").path("description").asString())
        .isEqualTo("How many buckets there are. Two lines of prose.");
    assertThat(options.path("pump.power").path("type").asString()).isEqualTo("whole number");
    assertThat(options.path("spares").path("type").asString())
        .isEqualTo("list of { maker = text, power = whole number }");

    assertThat(run("describe", "agent", "--json")).isZero();
    assertThat(json().path(0).path("options").has("memory.in-flight")).isTrue();
  }

  @Test
  void describesNoUnknownPlugin() {
    assertThat(run("describe", "jug")).isEqualTo(2);
    assertThat(told()).contains("no plugin \"jug\"", "well, sieve, jar");
    assertThat(printed()).isEmpty();
  }

  private JsonNode json() {
    var node = JsonMapper.shared().readTree(printed());
    out.reset();
    return node;
  }

  private static final class FakeEngine implements Engine {
    private final List<AgentConfig> configs = new ArrayList<>();
    private final List<AgentConfig> connected = new ArrayList<>();
    private List<String> problems = List.of();
    private Optional<Exception> failure = Optional.empty();
    private int code;

    @Override
    public int run(AgentConfig config) throws Exception {
      configs.add(config);
      throwFailure();
      return code;
    }

    @Override
    public int run(AgentConfig config, Occasion occasion) {
      throw new IllegalStateException("nothing is tried here");
    }

    @Override
    public List<String> connect(AgentConfig config) throws Exception {
      connected.add(config);
      throwFailure();
      return problems;
    }

    private void throwFailure() throws Exception {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }
}
