package io.logboom.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.sample.jar.JarPlugin;
import io.logboom.core.config.sample.sieve.SievePlugin;
import io.logboom.core.config.sample.well.WellPlugin;
import io.logboom.spi.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a good configuration is read as. */
final class ConfigReaderTest {
  static final Plugins PLUGINS = Plugins.of(new WellPlugin(), new SievePlugin(), new JarPlugin());
  private static final String SMALLEST =
      """
      pipelines.p {
        inputs.a { type = well, endpoint = "http://example.com", password = x }
        outputs.b { type = jar, path = /tmp/jar }
      }
      """;

  @TempDir Path folder;

  private AgentConfig read(Map<String, String> environment, String... texts)
      throws InvalidConfigException, IOException {
    var files = new Path[texts.length];
    for (int i = 0; i < texts.length; i++) {
      files[i] = Files.writeString(folder.resolve(i + ".conf"), texts[i]);
    }
    return new ConfigReader(PLUGINS, environment).read(Arrays.asList(files));
  }

  @Test
  void fillsInEveryDefault() throws Exception {
    var config = read(Map.of(), SMALLEST);

    assertThat(config.dataDir()).isEqualTo(Path.of("data"));
    assertThat(config.deadLetter()).isEqualTo(Path.of("data/dead-letter.jsonl"));
    long heap = Runtime.getRuntime().maxMemory();
    assertThat(config.maxInFlight().bytes()).isEqualTo(heap / 20);
    assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.logging()).isEqualTo(new Logging(Logging.Level.INFO, Logging.Format.TEXT));
    var pipeline = config.pipelines().getFirst();
    assertThat(pipeline.name()).isEqualTo("p");
    assertThat(pipeline.filters()).isEmpty();
    var input = pipeline.inputs().getFirst();
    assertThat(input.name()).isEqualTo("pipelines.p.inputs.a");
    assertThat(input.shortName()).isEqualTo("a");
    assertThat(input.config().toString())
        .isEqualTo(
            "WellConfig[endpoint=http://example.com, region=Optional.empty, password=<secret>,"
                + " deep=false, buckets=1, drops=12345678901, share=0.5, pause=PT0.2S, most=4MiB,"
                + " rope=/var/lib/rope, water=SWEET, key=Optional.empty, include=[**], depths={},"
                + " pump=Pump[maker=Optional.empty, power=3], spares=[]]");
    assertThat(input.queue()).isEqualTo(queueing(Queueing.Type.NONE));
    var output = pipeline.outputs().getFirst();
    assertThat(output.when()).isEmpty();
    assertThat(output.queue()).isEqualTo(queueing(Queueing.Type.DISK));
    assertThat(output.concurrency()).isEqualTo(2);
    assertThat(output.timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(output.retry())
        .isEqualTo(new Retry(Duration.ofMillis(200), Duration.ofSeconds(30), Optional.empty()));
    // The plugin has a default of its own for the size of a batch, and keeps the others.
    assertThat(output.batch())
        .isEqualTo(new Batching(DataSize.of("4MiB"), 10_000, Duration.ofSeconds(1)));
  }

  /** The defaults, but for where events wait. */
  private static Queueing queueing(Queueing.Type type) {
    return new Queueing(
        type,
        DataSize.of("1GiB"),
        DataSize.of("16MiB"),
        Queueing.Sync.ALWAYS,
        Duration.ofMillis(100));
  }

  @Test
  void takesEveryOption() throws Exception {
    var config =
        read(
            Map.of(),
            """
            data-dir = /var/lib/logboom
            dead-letter = /var/lib/dead.jsonl
            memory.in-flight = 64MiB
            drain-timeout = 0s
            logging { level = debug, format = json }
            pipelines.p {
              inputs.a {
                type = well, endpoint = "http://example.com", password = "1234", region = eu-north-1
                deep = true, buckets = 5, drops = -1, share = 1, pause = 1.5h, most = 1GB, rope = rope
                water = very-salty, key = "a.\\"b.c\\"", include = ["a/*", 7], depths { north = 1, "a b" = 2, south = null }
                pump { maker = ACME, power = 1 }, spares = [ { maker = null, power = 2 } ]
                queue { type = disk, max-size = 1MiB, segment-size = 64KiB, sync = interval, interval = 1s }
              }
              filters = [
                { type = sieve }
                { type = sieve, holes = 1, when = "a == 1", on-error = drop }
              ]
              outputs.b {
                type = jar, path = jar, when = "exists a", concurrency = 9, timeout = 1m
                batch { bytes = 1KiB, events = 1, age = 0s }
                retry { initial = 1ms, max = 1d, give-up-after = 2d }
                queue { type = none, max-size = 1GB, sync = os }
                filters = [ { type = sieve, on-error = pass } ]
              }
            }
            """);

    assertThat(config.dataDir()).isEqualTo(Path.of("/var/lib/logboom"));
    assertThat(config.deadLetter()).isEqualTo(Path.of("/var/lib/dead.jsonl"));
    assertThat(config.maxInFlight()).isEqualTo(DataSize.of("64MiB"));
    assertThat(config.drainTimeout()).isZero();
    assertThat(config.logging()).isEqualTo(new Logging(Logging.Level.DEBUG, Logging.Format.JSON));
    var pipeline = config.pipelines().getFirst();
    assertThat(pipeline.inputs().getFirst().config().toString())
        .isEqualTo(
            "WellConfig[endpoint=http://example.com, region=Optional[eu-north-1],"
                + " password=<secret>, deep=true, buckets=5, drops=-1, share=1.0, pause=PT1H30M,"
                + " most=1000000000B, rope=rope, water=VERY_SALTY, key=Optional[a.\"b.c\"],"
                + " include=[a/*, 7], depths={a b=2, north=1},"
                + " pump=Pump[maker=Optional[ACME], power=1],"
                + " spares=[Pump[maker=Optional.empty, power=2]]]");
    assertThat(pipeline.inputs().getFirst().queue())
        .isEqualTo(
            new Queueing(
                Queueing.Type.DISK,
                new DataSize(1 << 20),
                new DataSize(1 << 16),
                Queueing.Sync.INTERVAL,
                Duration.ofSeconds(1)));
    assertThat(pipeline.outputs().getFirst().queue())
        .isEqualTo(
            new Queueing(
                Queueing.Type.NONE,
                DataSize.of("1GB"),
                DataSize.of("16MiB"),
                Queueing.Sync.OS,
                Duration.ofMillis(100)));
    assertThat(pipeline.filters())
        .extracting(FilterConfig::name)
        .containsExactly("pipelines.p.filters.0", "pipelines.p.filters.1");
    assertThat(pipeline.filters())
        .extracting(FilterConfig::onError)
        .containsExactly(OnError.DEAD_LETTER, OnError.DROP);
    assertThat(pipeline.filters().get(1).when()).hasToString("Optional[a == 1]");
    var output = pipeline.outputs().getFirst();
    assertThat(output.when()).hasToString("Optional[exists a]");
    assertThat(output.batch()).isEqualTo(new Batching(new DataSize(1024), 1, Duration.ZERO));
    assertThat(output.retry())
        .isEqualTo(
            new Retry(Duration.ofMillis(1), Duration.ofDays(1), Optional.of(Duration.ofDays(2))));
    assertThat(output.concurrency()).isEqualTo(9);
    assertThat(output.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(output.filters().getFirst().name()).isEqualTo("pipelines.p.outputs.b.filters.0");
    assertThat(output.filters().getFirst().onError()).isEqualTo(OnError.PASS);
  }

  @Test
  void whoMayAskAndWhereMetricsGo() throws Exception {
    var usual = read(Map.of(), SMALLEST);
    assertThat(usual.admin())
        .isEqualTo(
            new AdminConfig(
                true, Optional.empty(), Optional.empty(), AdminConfig.ReadAccess.TOKEN));
    assertThat(usual.otlp()).isEqualTo(OtlpConfig.OFF);
    var told =
        read(
            Map.of(),
            SMALLEST,
            """
            admin { enabled = false, listen = "0.0.0.0:9700", token = secret, read-access = anyone }
            otlp {
              endpoint = "https://metrics.example.com/v1/metrics", interval = 15s, timeout = 2s
              headers { authorization = secret }, attributes { "deployment.environment.name" = dev }
            }
            """);
    assertThat(told.admin().toString())
        .isEqualTo(
            "AdminConfig[enabled=false, listen=Optional[0.0.0.0:9700],"
                + " token=Optional[<secret>], readAccess=ANYONE]");
    assertThat(told.otlp().toString())
        .isEqualTo(
            "OtlpConfig[endpoint=Optional[https://metrics.example.com/v1/metrics],"
                + " headers={authorization=<secret>},"
                + " attributes={deployment.environment.name=dev}, interval=PT15S, timeout=PT2S]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          admin.listen = "0.0.0.0:9600" | give a token for them to show, or read-access = anyone
          admin.listen = "9600"         | expected an address and a port such as 127.0.0.1:9600
          admin.token = ""              | token cannot be empty
          otlp.endpoint = "a:1"         | endpoint must be an address such as http
          otlp.interval = 10ms          | interval must be at least 1s
          otlp.timeout = 0s             | timeout must be longer than 0s
          """)
  void whatCannotBeToldOrAsked(String option, String problem) {
    assertThatThrownBy(() -> read(Map.of(), SMALLEST, option))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .contains("1.conf:1:")
                    .contains(problem));
  }

  @Test
  void layersFilesAndIncludes() throws Exception {
    Files.writeString(folder.resolve("base.conf"), "drain-timeout = 1s\nlogging.level = warn");
    var config =
        read(
            Map.of(),
            "include \"base.conf\"\n" + SMALLEST + "logging.format = json",
            "drain-timeout = 2s\npipelines.p.inputs.a.buckets = 8");

    assertThat(config.drainTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.logging()).isEqualTo(new Logging(Logging.Level.WARN, Logging.Format.JSON));
    assertThat(config.pipelines().getFirst().inputs().getFirst().config().toString())
        .contains("buckets=8");
  }

  @Test
  void takesTheEnvironment() throws Exception {
    var environment =
        Map.of("BUCKETS", "6", "DEEP", "true", "pipelines", "no", "STATE_DIRECTORY", "/s/a:/s/b");
    Files.writeString(folder.resolve("part.conf"), "deep = ${DEEP}");
    var config =
        read(
            environment,
            SMALLEST
                + """
                pipelines.p.inputs.a {
                  buckets = ${BUCKETS}
                  region = ${?REGION}
                  rope = "/ropes/"${BUCKETS}
                  include "part.conf"
                }
                """);

    assertThat(config.dataDir()).isEqualTo(Path.of("/s/a"));
    assertThat(config.pipelines().getFirst().inputs().getFirst().config().toString())
        .contains("buckets=6", "deep=true", "region=Optional.empty", "rope=/ropes/6");
  }

  @Test
  void keepsTheOrderOfTheFile() throws Exception {
    var text = new StringBuilder(SMALLEST);
    for (var name : List.of("z", "m", "a")) {
      text.append("pipelines.").append(name).append(" = ${pipelines.p}\n");
    }
    assertThat(read(Map.of(), text.toString()).pipelines())
        .extracting(PipelineConfig::name)
        .containsExactly("p", "z", "m", "a");
  }

  @Test
  void twoPluginsOfOneTypeAreAMistake() {
    assertThatThrownBy(() -> Plugins.of(new SievePlugin(), new SievePlugin()))
        .hasMessageContaining("declare the filter sieve");
  }
}
