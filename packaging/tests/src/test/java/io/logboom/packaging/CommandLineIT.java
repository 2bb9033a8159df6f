package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as scripts see it: exit codes, and which stream says what. */
class CommandLineIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void quickstartEndsWithRowsOnStandardOutput() throws Exception {
    try (Agent agent = quickstart(Built.distribution())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(agent.stdout())
          .hasSize(14)
          .allSatisfy(
              row ->
                  assertThat(row)
                      .startsWith("{\"DATE\":\"2026-11-05\",")
                      .contains("\"SNAREDATAMAP\":"));
      assertThat(agent.stderr()).contains("14").contains("samples").contains("screen");
    }
  }

  /** Somewhere else, under a path with a space, started through a link and from another folder. */
  @Test
  void distributionRunsWhereverItIsUnpacked() throws Exception {
    Path elsewhere = folder.resolve("some where").resolve("logboom");
    copy(Built.distribution(), elsewhere);
    Path link = folder.resolve("lb");
    Files.createSymbolicLink(link, elsewhere.resolve("bin/logboom"));
    Process process =
        new ProcessBuilder(
                link.toString(), "run", elsewhere.resolve("conf/quickstart.conf").toString())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String rows = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(rows.lines()).hasSize(14);
  }

  @Test
  void launcherSaysWhichJavaItNeeds() throws Exception {
    var builder =
        new ProcessBuilder(Built.distribution().resolve("bin/logboom").toString(), "version");
    // A PATH with its tools and without java, and a folder of Java installations that is not there.
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("dirname", "sed", "readlink", "find", "head")) {
      Path script = tools.resolve(tool);
      Files.writeString(script, "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    Path launcher = folder.resolve("bin/logboom");
    Files.createDirectories(launcher.getParent());
    String text = Files.readString(Built.distribution().resolve("bin/logboom"));
    Files.writeString(launcher, text.replace("/usr/lib/jvm/", folder + "/none/"));
    builder.command("/bin/sh", launcher.toString(), "version");
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("JAVA_HOME", "/opt/jdk-8");
    Process process = builder.start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(said).contains("needs Java 25 or later").contains("/opt/jdk-8");
  }

  @Test
  void checkSaysEveryMistakeAndExitsWith2() throws Exception {
    Path configuration =
        Files.writeString(
            folder.resolve("mistakes.conf"),
            """
            drain-timeout = soon
            piplines { }
            pipelines.p {
              inputs {
                a { type = flie, paths = ["x"] }
                b { type = file }
                c { type = s3, queue-url = "https://sqs.us-east-1.amazonaws.com/111122223333/q", wait-time = 1h }
              }
              filters = [
                { type = cloudtrail, when = "errorCode ==" }
                { type = snare, missing = nothing }
                { type = snare, on-error = explode }
              ]
              outputs {
                x { type = stdout, format = jsn }
                y { type = http, endpoint = "https://siem.example.com/", concurrency = 0 }
              }
            }
            """);
    try (Agent agent =
        Agent.start(folder, Map.of(), "check", configuration.getFileName().toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isEqualTo(2);
      assertThat(agent.stdout()).isEmpty();
      List<String> problems =
          agent.stderr().lines().filter(line -> line.startsWith("mistakes.conf:")).toList();
      for (int line : List.of(1, 2, 5, 6, 7, 10, 11, 12, 15, 16)) {
        assertThat(problems).anyMatch(problem -> problem.startsWith("mistakes.conf:" + line + ":"));
      }
      assertThat(problems).hasSize(10);
      assertThat(agent.stderr())
          .contains("\"file\"")
          .contains("\"pipelines\"")
          .contains("\"json\"");
    }
  }

  @Test
  void usageErrorsExitWith2() throws Exception {
    for (String[] arguments :
        List.of(
            new String[] {"walk"}, new String[] {"run"}, new String[] {"run", "no-such.conf"})) {
      try (Agent agent = Agent.start(folder, Map.of(), arguments)) {
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isEqualTo(2);
        assertThat(agent.stdout()).isEmpty();
        assertThat(agent.stderr()).isNotBlank();
      }
    }
  }

  @Test
  void versionTellsTheJava() throws Exception {
    try (Agent agent = Agent.start(folder, Map.of(), "version")) {
      assertThat(agent.exitCode(PATIENCE)).isZero();
      assertThat(String.join("\n", agent.stdout()))
          .contains("0.1.0")
          .contains(Integer.toString(Runtime.version().feature()));
    }
  }

  /** A stopped agent finishes what it has read: the file is whole, and the exit code says so. */
  @Test
  void sigtermDrains() throws Exception {
    try (var cloud = new LocalCloud(30, 1)) {
      var trail = Trail.of("term", 3, 100, 3);
      cloud.put(trail);
      Path out = folder.resolve("out");
      Path configuration =
          Files.writeString(
              folder.resolve("term.conf"),
              """
              data-dir = "%s"
              pipelines.p {
                inputs.i { type = s3, queue-url = "%s", s3-endpoint = "%s", path-style = true }
                filters = [ { type = cloudtrail } ]
                outputs.o { type = file, path = "%s/events.json" }
              }
              """
                  .formatted(folder.resolve("data"), cloud.queueUrl(), cloud.buckets(), out));
      try (Agent agent =
          Agent.start(folder, Clients.ENVIRONMENT, "run", configuration.toString())) {
        await().atMost(PATIENCE).until(() -> cloud.messages() == 0 || !agent.running());
        agent.terminate();
        assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      }
      assertThat(Files.readAllLines(out.resolve("events.json"))).hasSize(300);
    }
  }

  private Agent quickstart(Path distribution) throws IOException {
    return Agent.start(
        distribution,
        folder,
        Agent.NOTHING,
        Map.of(),
        "run",
        distribution.resolve("conf/quickstart.conf").toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
