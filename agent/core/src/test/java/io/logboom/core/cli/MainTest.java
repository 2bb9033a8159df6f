package io.logboom.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.systemd.NotifyReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, in a process of its own. */
final class MainTest {
  @TempDir Path folder;

  private Process start(String... args) throws IOException {
    return start(Map.of(), args);
  }

  private Process start(Map<String, String> environment, String... args) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.logboom.core.cli.Main"));
    command.addAll(Arrays.asList(args));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private int code(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
    return process.exitValue();
  }

  private String text(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void configure(boolean deep) throws IOException {
    Files.writeString(
        folder.resolve("agent.conf"),
        """
        logging.level = debug
        pipelines.p {
          inputs.a { type = well, endpoint = "http://example.com", password = x, deep = %s, buckets = 2 }
          outputs.b { type = jar, path = jar }
        }
        """
            .formatted(deep));
  }

  @Test
  void endsByItselfWhenAllIsRead() throws Exception {
    configure(false);
    assertThat(code(start("run", "agent.conf"))).as(text("err")).isZero();
    assertThat(text("out")).isEmpty();
  }

  @Test
  void drainsAndExitsWithZeroOnSigterm() throws Exception {
    configure(true);
    var process = start("run", "agent.conf");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> text("err").contains("started") || !process.isAlive());
    process.destroy();
    assertThat(code(process)).as(text("err")).isZero();
    assertThat(text("out")).isEmpty();
  }

  @Test
  void tellsSystemdFromReadyToStopping() throws Exception {
    configure(true);
    String name = folder.resolve("notify").toString();
    try (var receiver = NotifyReceiver.on(name)) {
      var process =
          start(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "600000"), "run", "agent.conf");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> receiver.lines("WATCHDOG=1").size() > 2 || !process.isAlive());
      process.destroy();
      assertThat(code(process)).as(text("err")).isZero();
      Awaitility.await().until(() -> !receiver.lines("STOPPING=1").isEmpty());
      assertThat(receiver.messages())
          .filteredOn(message -> !message.startsWith("STATUS="))
          .extracting(message -> message.substring(0, message.indexOf('\n')))
          .containsExactly("READY=1", "STOPPING=1");
      // A slow start has statuses of its own before.
      assertThat(
              receiver.messages().stream()
                  .dropWhile(message -> message.startsWith("STATUS=starting"))
                  .findFirst())
          .hasValueSatisfying(first -> assertThat(first).startsWith("READY=1\n"));
    }
  }

  @Test
  void theJournalIsToldHowUrgentEachLineIs() throws Exception {
    var stream = Files.readAttributes(Files.createFile(folder.resolve("err")), "unix:dev,ino");
    var journal = Map.of("JOURNAL_STREAM", stream.get("dev") + ":" + stream.get("ino"));
    configure(false);
    assertThat(code(start(journal, "run", "agent.conf"))).isZero();
    assertThat(text("err").lines())
        .anySatisfy(line -> assertThat(line).startsWith("<6>INFO  Agent: started"));
    Files.writeString(folder.resolve("agent.conf"), "x = 1");
    assertThat(code(start(journal, "run", "agent.conf"))).isEqualTo(2);
    assertThat(text("err")).contains("<3>agent.conf:1: x: unknown option");
  }

  @Test
  void problemsExitWithTwo() throws Exception {
    Files.writeString(folder.resolve("agent.conf"), "x = 1");
    assertThat(code(start("run", "agent.conf"))).isEqualTo(2);
    assertThat(text("err")).contains("agent.conf:1: x: unknown option");
    assertThat(text("out")).isEmpty();
  }
}
