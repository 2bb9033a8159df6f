import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the main job over made-up records, for Java to keep what it loaded, linked and found out in
 * {@code lib/logboom.aot} of a distribution: {@code java Training.java DISTRIBUTION RUNTIME}. The
 * launcher starts it in a checkout, {@link MakeFolder} for packages. It needs no network.
 *
 * <p>Two pipelines: one from files to a file, which makes up most of the work, as the compiler
 * guesses wrong from the profile of little; and one from a queue and a bucket to a receiver, all
 * three {@link TrainingCloud}, over TLS, for the classes of these to be known, too.
 */
final class Training {
  /** Megabytes of records: as many kinds as accounts write, and long enough to have seen all. */
  private static final int MEGABYTES = 250;

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String PASSWORD = "training";

  /** What only this slow start is busy with is not to be compiled at each later one. */
  private static final String UNLEARNED =
      """
      quiet
      exclude com.typesafe.config.*::*
      exclude java.math.*::*
      exclude java.util.jar.*::*
      exclude java.util.zip.Zip*::*
      exclude jdk.internal.classfile.*::*
      exclude jdk.internal.jimage.*::*
      """;

  private final Path distribution;
  private final Path runtime;
  private final Path work;

  private Training(Path distribution, Path runtime, Path work) {
    this.distribution = distribution;
    this.runtime = runtime;
    this.work = work;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(train(Path.of(args[0]), Path.of(args[1])) ? 0 : 1);
  }

  /** Whether it worked; if not, standard error says why. */
  static boolean train(Path distribution, Path runtime) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("logboom-training");
    try {
      new Training(distribution.toAbsolutePath(), runtime.toAbsolutePath(), work).run();
      return true;
    } catch (IOException e) {
      System.err.println("logboom: learning failed, so starts are slow ones: " + e.getMessage());
      return false;
    } finally {
      delete(work);
    }
  }

  private void run() throws IOException, InterruptedException {
    Path trail = Files.createDirectory(work.resolve("trail"));
    Path generator = generator();
    call(List.of(java(), generator.toString(), trail.toString(), "" + MEGABYTES, "1"));
    List<Path> objects = list(trail);
    makeCertificate();
    try (var cloud = TrainingCloud.start(work.resolve("keys"), PASSWORD, objects.subList(0, 2))) {
      Path configuration = Files.writeString(work.resolve("training.conf"), configuration(cloud));
      Path cache = work.resolve("cache");
      Process agent = agent(configuration, cache);
      try {
        await(agent, cloud, records(objects));
      } finally {
        agent.destroy();
      }
      if (!agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || !Files.exists(cache)) {
        agent.destroyForcibly();
        throw new IOException("the virtual machine wrote nothing down:\n" + said());
      }
      // Moved twice: the first may be a copy from another file system, and another start see half.
      Path beside = distribution.resolve("lib/logboom.aot." + ProcessHandle.current().pid());
      Files.move(cache, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, beside.resolveSibling("logboom.aot"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Beside this in the sources; the class path of a source program has them as its folder. */
  private static Path generator() throws IOException {
    Path up = Path.of(System.getProperty("jdk.launcher.sourcefile", "")).toAbsolutePath();
    while (up != null) {
      Path file = up.resolve("agent/bench/src/main/java/io/logboom/bench/GenerateTrail.java");
      if (Files.exists(file)) {
        return file;
      }
      up = up.getParent();
    }
    throw new IOException("no GenerateTrail.java above " + Path.of("").toAbsolutePath());
  }

  private String configuration(TrainingCloud cloud) {
    return """
    data-dir = "%1$s/data"
    pipelines.files {
      inputs.trail { type = file, paths = ["%1$s/trail/*.json.gz"] }
      filters = [ { type = cloudtrail }, { type = snare } ]
      outputs.rows { type = file, path = "%1$s/rows" }
    }
    pipelines.queue {
      inputs.objects {
        type = s3
        queue-url = "%2$s/111122223333/trail"
        endpoint = "%2$s"
        path-style = true
        wait-time = 1s
      }
      filters = [ { type = cloudtrail }, { type = snare } ]
      outputs.receiver {
        type = http
        endpoint = "%2$s/rows"
        auth { type = bearer, token = training }
        compression = gzip
        tls.ca = "%1$s/certificate.pem"
      }
    }
    """
        .formatted(work, cloud.endpoint());
  }

  private Process agent(Path configuration, Path cache) throws IOException {
    Path unlearned = Files.writeString(work.resolve("unlearned"), UNLEARNED);
    var builder =
        new ProcessBuilder(
            runtime.resolve("bin/java").toString(),
            "@" + distribution.resolve("lib/logboom.options"),
            "-XX:CompileCommandFile=" + unlearned,
            "-XX:AOTCacheOutput=" + cache,
            "-Djavax.net.ssl.trustStore=" + work.resolve("keys"),
            "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
            "-cp",
            classPath(),
            "io.logboom.core.cli.Main",
            "run",
            configuration.toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "AWS_REGION", "us-east-1",
                "AWS_EC2_METADATA_DISABLED", "true"));
    return builder
        .directory(distribution.toFile())
        .redirectErrorStream(true)
        .redirectOutput(work.resolve("said").toFile())
        .start();
  }

  /**
   * The jars in the order in which the launcher has them: by the bytes of their names. What is
   * learned holds wherever they are below one folder, and tells nothing of where they were.
   */
  private String classPath() throws IOException {
    return list(distribution.resolve("lib")).stream()
        .map(jar -> "lib/" + jar.getFileName())
        .filter(name -> name.endsWith(".jar"))
        .collect(Collectors.joining(":"));
  }

  /** Waits until both pipelines have done all there is. */
  private void await(Process agent, TrainingCloud cloud, long records)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // So the output calls a file that it is still writing.
    Path rows = work.resolve("rows.open");
    InputStream written = InputStream.nullInputStream();
    for (long lines = 0; lines < records || !cloud.done(); ) {
      if (agent.waitFor(200, TimeUnit.MILLISECONDS)) {
        throw new IOException("the agent ended with " + agent.exitValue() + ":\n" + said());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("not done after " + PATIENCE + ":\n" + said());
      }
      if (lines == 0 && Files.exists(rows)) {
        written.close();
        written = Files.newInputStream(rows);
      }
      lines += TrainingCloud.occurrences(written, "\n");
    }
    written.close();
  }

  private static long records(List<Path> objects) throws IOException {
    long records = 0;
    for (Path object : objects) {
      records += TrainingCloud.records(object);
    }
    return records;
  }

  private void makeCertificate() throws IOException, InterruptedException {
    String keys = work.resolve("keys").toString();
    List<String> store =
        List.of("-keystore", keys, "-storepass", PASSWORD, "-storetype", "PKCS12", "-alias", "it");
    var make = new ArrayList<>(List.of(keytool(), "-genkeypair"));
    make.addAll(store);
    make.addAll(List.of("-keyalg", "EC", "-dname", "CN=localhost", "-validity", "30"));
    make.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost"));
    call(make);
    var tell = new ArrayList<>(List.of(keytool(), "-exportcert", "-rfc"));
    tell.addAll(store);
    tell.addAll(List.of("-file", work.resolve("certificate.pem").toString()));
    call(tell);
  }

  private void call(List<String> command) throws IOException, InterruptedException {
    Path said = work.resolve("said");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with " + code + ":\n" + said());
    }
  }

  private String said() throws IOException {
    List<String> lines = Files.readAllLines(work.resolve("said"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin/java").toString();
  }

  private static String keytool() {
    return Path.of(System.getProperty("java.home"), "bin/keytool").toString();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
