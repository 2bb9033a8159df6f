package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.secops.SecopsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What packages hold, started by its launcher on the runtime that jlink made of a few modules. */
class RuntimeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What the virtual machine says where a module, a class or a native library is missing. */
  private static final List<String> MISSING =
      List.of(
          "NoClassDefFoundError",
          "ClassNotFoundException",
          "UnsatisfiedLinkError",
          "ExceptionInInitializerError",
          "NoSuchAlgorithmException",
          "NoSuchMethodError",
          "FindException");

  /** Nobody listens there. */
  private static final String NOBODY = "http://127.0.0.1:1";

  private static Path shipped;

  @TempDir Path folder;

  @BeforeAll
  static void make() throws Exception {
    shipped = Shipped.make();
  }

  @Test
  void everyPluginFindsItsModules() throws Exception {
    try (var secops = SecopsServer.start()) {
      Path configuration = Files.writeString(folder.resolve("every.conf"), every(secops));
      var types = new ArrayList<String>();
      try (Agent agent = start(Map.of(), "describe", "--json")) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
        for (var plugin : JsonMapper.shared().readTree(String.join("\n", agent.stdout()))) {
          types.add(plugin.get("type").asString());
        }
      }
      String text = Files.readString(configuration);
      assertThat(types).isNotEmpty().allMatch(type -> text.contains("type = " + type + ","));
      for (String type : types) {
        try (Agent agent = start(Map.of(), "describe", type)) {
          assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
        }
      }
      var environment = new HashMap<>(Clients.ENVIRONMENT);
      Path key = secops.writeKey(folder.resolve("key.json"));
      environment.put("GOOGLE_APPLICATION_CREDENTIALS", key.toString());
      // Every input and output that reaches for somebody says that it cannot.
      try (Agent agent = start(environment, "check", "--connect", configuration.toString())) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isEqualTo(1);
        assertThat(agent.stderr()).doesNotContain(MISSING);
        for (String name : List.of("queue", "stream", "groups", "users", "mail", "topic")) {
          assertThat(agent.stderr()).contains("." + name + ": ");
        }
      }
      try (Agent agent = start(environment, "run", configuration.toString())) {
        await().atMost(PATIENCE).until(() -> !agent.running() || !secops.stored().isEmpty());
        assertThat(agent.running()).as(agent.stderr()).isTrue();
        agent.kill();
        assertThat(agent.stderr()).doesNotContain(MISSING);
      }
    }
  }

  private String every(SecopsServer secops) throws IOException {
    return """
    data-dir = "%1$s/data"
    admin.listen = "127.0.0.1:0"
    pipelines.every {
      inputs {
        files { type = file, paths = ["%3$s/conf/samples/*.json.gz"] }
        pipe { type = stdin, framing.format = lines }
        queue { endpoint = "%2$s", region = us-east-1, type = s3, queue-url = "%2$s/111122223333/q" }
        stream { endpoint = "%2$s", region = us-east-1, type = kinesis, stream = s }
        groups { endpoint = "%2$s", region = us-east-1, type = cloudwatch, log-groups = ["/g"], account = "111122223333" }
        users { endpoint = "%2$s", region = us-east-1, type = iam, account = "111122223333" }
        web { type = http, listen = "127.0.0.1:%4$d", auth { type = bearer, token = token } }
        network { type = syslog, listen = ["udp://127.0.0.1:%5$d", "tcp://127.0.0.1:%5$d"] }
      }
      filters = [
        { type = cloudtrail, on-error = dead-letter }
        { type = pattern, unmatched = pass, pattern = "{ $.eventName = * }" }
        { type = insights, unmatched = pass, emit = event, query = "filter ispresent(eventName)" }
      ]
      outputs {
        rows { type = file, path = "%1$s/rows.zst", filters = [ { type = snare, format = json } ] }
        console { type = stdout, format = line }
        siem { type = http, endpoint = "%2$s" }
        google {
          type = secops, filters = [ { type = udm, when = "eventName exists" } ]
          project = %6$s, region = %7$s, instance = "%8$s", endpoint = "%9$s"
        }
        topic {
          endpoint = "%2$s", type = sns, filters = [ { type = alert, severity = low } ]
          topic-arn = "arn:aws:sns:us-east-1:111122223333:t"
        }
        letter { endpoint = "%2$s", region = us-east-1, type = ses, from = "a@example.com", to = ["b@example.com"] }
        mail { type = smtp, host = "127.0.0.1", port = 1, from = "a@example.com", to = ["b@example.com"] }
      }
    }
    """
        .formatted(
            folder,
            NOBODY,
            shipped,
            Pusher.freePort(),
            Pusher.freePort(),
            SecopsServer.PROJECT,
            SecopsServer.REGION,
            SecopsServer.INSTANCE,
            secops.address());
  }

  /** The Kinesis Client Library finds out about its beans by a part of java.desktop. */
  @Test
  void leasesOfStreamsAreMappedToTables() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Mapped.java"),
            """
            import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
            import software.amazon.kinesis.worker.metricstats.WorkerMetricStats;

            class Mapped {
              public static void main(String[] args) {
                for (Class<?> bean : WorkerMetricStats.class.getDeclaredClasses()) {
                  if (bean.getSimpleName().endsWith("WorkerMetricStats")) {
                    System.out.println(TableSchema.fromBean(bean).attributeNames());
                  }
                }
              }
            }
            """);
    // Spelled out: only the launchers of Java know what a star means.
    String classPath;
    try (Stream<Path> jars = Files.list(shipped.resolve("lib"))) {
      classPath = jars.map(Path::toString).collect(Collectors.joining(":"));
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null, null, null, "-d", folder.toString(), "-cp", classPath, source.toString()))
        .isZero();
    Process mapped =
        new ProcessBuilder(
                shipped.resolve("runtime/bin/java").toString(),
                "-cp",
                folder + ":" + classPath,
                "Mapped")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(mapped.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("leaseKey")
        .doesNotContain("Exception");
    assertThat(mapped.waitFor()).isZero();
  }

  /** A library that no plugin of the configuration needs is not even opened. */
  @Test
  void librariesAreLoadedForPluginsThatAreNamed() throws Exception {
    Path files =
        Files.writeString(
            folder.resolve("files.conf"),
            """
            data-dir = "%1$s/data"
            pipelines.p {
              inputs.i { type = file, paths = ["%2$s/conf/samples/*.json.gz"] }
              filters = [ { type = cloudtrail }, { type = snare } ]
              outputs.o { type = file, path = "%1$s/rows" }
            }
            """
                .formatted(folder, shipped));
    String loaded = loaded("file.log", files, Map.of());
    assertThat(loaded)
        .contains("io.logboom.filters.snare.SnareFilter")
        .doesNotContain(heavy())
        .doesNotContain("software.amazon.awssdk.", "java.net.http.HttpClient ");

    Path queue =
        Files.writeString(
            folder.resolve("queue.conf"),
            """
            data-dir = "%1$s/data"
            pipelines.p {
              inputs.i { type = s3, queue-url = "%2$s/111122223333/q", endpoint = "%2$s" }
              filters = [ { type = cloudtrail }, { type = snare } ]
              outputs.o { type = http, endpoint = "%2$s" }
            }
            """
                .formatted(folder, NOBODY));
    assertThat(loaded("queue.log", queue, Clients.ENVIRONMENT))
        .contains("software.amazon.awssdk.services.sqs.SqsClient ")
        .doesNotContain(heavy());
  }

  private static List<String> heavy() {
    return List.of(
        " io.netty.",
        " software.amazon.kinesis.",
        " com.google.",
        " com.fasterxml.",
        " io.reactivex.",
        " jakarta.mail.",
        " org.eclipse.angus.");
  }

  /** The classes that a run loads; one that does not end is stopped after its first request. */
  private String loaded(String name, Path configuration, Map<String, String> environment)
      throws Exception {
    Path log = folder.resolve(name);
    var all = new HashMap<>(environment);
    // With what was learned, classes of other jobs count as loaded, too, from the start.
    all.put("LOGBOOM_JAVA_OPTS", "-XX:AOTMode=off -Xlog:class+load:file=" + log);
    try (Agent agent = start(all, "run", configuration.toString())) {
      await()
          .atMost(PATIENCE)
          .until(() -> !agent.running() || agent.stderr().contains("cannot receive"));
      agent.terminate();
      agent.exitCode(PATIENCE);
      return Files.readString(log);
    }
  }

  /** Java passes over what it learned without a word, unless told to insist on it. */
  @Test
  void whatWasLearnedHoldsElsewhereAndBesidePluginsOfOthers() throws Exception {
    Path elsewhere = folder.resolve("some where/logboom");
    Files.createDirectories(elsewhere.getParent());
    var copy = new ProcessBuilder("cp", "-a", shipped.toString(), elsewhere.toString()).start();
    assertThat(copy.waitFor()).isZero();
    try (var jar = new JarOutputStream(Files.newOutputStream(elsewhere.resolve("plugins/a.jar")))) {
      jar.putNextEntry(new JarEntry("notice"));
    }
    assertThat(insists(elsewhere)).isZero();
    Path core;
    try (Stream<Path> files = Files.list(elsewhere.resolve("lib"))) {
      core = files.filter(file -> file.toString().contains("logboom-core")).findAny().orElseThrow();
    }
    Files.setLastModifiedTime(core, FileTime.from(Instant.parse("2026-11-22T00:00:00Z")));
    assertThat(insists(elsewhere)).isNotZero();
  }

  private int insists(Path home) throws Exception {
    var environment = Map.of("LOGBOOM_JAVA_OPTS", "-XX:AOTMode=on");
    try (Agent agent =
        Agent.start(
            home,
            folder,
            Agent.NOTHING,
            environment,
            "run",
            home.resolve("conf/quickstart.conf").toString())) {
      return agent.exitCode(PATIENCE);
    }
  }

  private Agent start(Map<String, String> environment, String... arguments) throws IOException {
    return Agent.start(shipped, folder, Agent.NOTHING, environment, arguments);
  }
}
