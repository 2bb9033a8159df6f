package io.logboom.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The agent as people run it: {@code bin/logboom} of a distribution, in a process of its own.
 * Killed when closed. The launcher becomes the Java process, so signals reach the agent itself.
 */
final class Agent implements AutoCloseable {
  /** An empty standard input. */
  static final Path NOTHING = Path.of("/dev/null");

  private final Process process;
  private final Path stdout;
  private final Path stderr;

  private Agent(Process process, Path stdout, Path stderr) {
    this.process = process;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /** Starts the distribution that the build left. */
  static Agent start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(Built.distribution(), folder, NOTHING, environment, arguments);
  }

  /**
   * @param folder the working directory, where standard output and error are kept, too
   * @param input what it finds on its standard input
   */
  static Agent start(
      Path distribution,
      Path folder,
      Path input,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/logboom").toString());
    command.addAll(List.of(arguments));
    Path stdout = Files.createTempFile(folder, "stdout", ".txt");
    Path stderr = Files.createTempFile(folder, "stderr", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      Files.copy(input, stdin);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Agent(process, stdout, stderr);
  }

  /** Its exit code; killed and reported when it takes longer. */
  int exitCode(Duration patience) throws IOException, InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new AssertionError("not done after " + patience + "; it said:\n" + stderr());
    }
    return process.exitValue();
  }

  boolean running() {
    return process.isAlive();
  }

  /** The process, to ask the system about it. */
  long pid() {
    return process.pid();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  List<String> stdout() throws IOException {
    return Files.readAllLines(stdout, StandardCharsets.UTF_8);
  }

  String stderr() throws IOException {
    return Files.readString(stderr, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    kill();
  }
}
