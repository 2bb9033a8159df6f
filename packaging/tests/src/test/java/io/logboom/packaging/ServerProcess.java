package io.logboom.packaging;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Somebody else's server in a process of its own, on a free port of 127.0.0.1. Killed when closed,
 * and in any case when the tests' own JVM ends. What it says goes to a file in {@code
 * target/servers}.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final URI endpoint;

  private ServerProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts what {@code command} makes of a port, and returns once it answers HTTP, whatever it
   * says.
   */
  static ServerProcess start(String name, IntFunction<List<String>> command) throws IOException {
    int port = freePort();
    Path log = Built.scratch("servers").resolve(name + "-" + port + ".log");
    Process process =
        new ProcessBuilder(command.apply(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try (var client = HttpClient.newHttpClient()) {
      await(name + " to answer")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> ended(process, log) || answers(client, endpoint));
    }
    if (!process.isAlive()) {
      throw new IOException(name + " ended at once; it said:\n" + Files.readString(log));
    }
    return new ServerProcess(process, endpoint);
  }

  /** Starts a Java server from the class path that its module's build wrote. */
  static ServerProcess startJava(String name, String main, IntFunction<List<String>> options)
      throws IOException {
    Path classPath = Built.module("servers/" + name + "/target/classpath");
    if (!Files.isRegularFile(classPath)) {
      throw new IOException(classPath + " is missing: it comes from mvn package");
    }
    String jars = Files.readString(classPath).strip();
    return start(
        name,
        port -> {
          var words = new java.util.ArrayList<String>();
          words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
          words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
          words.addAll(List.of("-cp", jars));
          List<String> own = options.apply(port);
          own.stream().filter(option -> option.startsWith("-D")).forEach(words::add);
          words.add(main);
          own.stream().filter(option -> !option.startsWith("-D")).forEach(words::add);
          return words;
        });
  }

  /** Where it listens. */
  URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean ended(Process process, Path log) {
    return !process.isAlive() && Files.exists(log);
  }

  private static boolean answers(HttpClient client, URI endpoint) throws InterruptedException {
    var request = HttpRequest.newBuilder(endpoint).timeout(Duration.ofSeconds(5)).build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
