package io.logboom.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder that packages hold, with a runtime of its own, made by the program that the profile
 * packages runs. What that runtime has learned is little: of a run over the samples, where a
 * package has it of the main job, which takes a minute.
 */
final class Shipped {
  private static final String TIME = "2026-11-21T00:00:00Z";

  private Shipped() {}

  /** Makes it anew; gives the folder. */
  static Path make() throws IOException, InterruptedException {
    Path folder = Built.scratch("shipped").resolve("logboom");
    Path java = Path.of(System.getProperty("java.home"), "bin/java");
    run(
        java.toString(),
        "-XX:+UseSerialGC",
        "-Xmx1g",
        Built.checkout().resolve("packaging/runtime/MakeFolder.java").toString(),
        Built.distribution().toString(),
        folder.toString(),
        TIME,
        "none");
    learn(folder);
    return folder;
  }

  private static void learn(Path folder) throws IOException, InterruptedException {
    Path cache = folder.resolve("lib/logboom.aot");
    Path scratch = Built.scratch("shipped-learning");
    Path configuration =
        Files.writeString(
            scratch.resolve("learning.conf"),
            "data-dir = \"%s\", include required(file(\"%s\"))"
                .formatted(scratch, folder.resolve("conf/quickstart.conf")));
    try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
      String jars =
          files
              .map(Path::toString)
              .filter(file -> file.endsWith(".jar"))
              .sorted()
              .collect(Collectors.joining(":"));
      var builder =
          builder(
              folder.resolve("runtime/bin/java").toString(),
              "@" + folder.resolve("lib/logboom.options"),
              "-XX:AOTCacheOutput=" + cache,
              "-cp",
              jars,
              "io.logboom.core.cli.Main",
              "run",
              configuration.toString());
      builder.environment().put("LOGBOOM_HOME", folder.toString());
      await(builder);
    }
    Files.setLastModifiedTime(cache, FileTime.from(Instant.parse(TIME)));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    await(builder(command));
  }

  private static ProcessBuilder builder(String... command) {
    return new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
  }

  private static void await(ProcessBuilder builder) throws IOException, InterruptedException {
    Path said = Files.createTempFile(Built.scratch("shipped-learning"), "said", ".txt");
    int code = builder.redirectOutput(said.toFile()).start().waitFor();
    if (code != 0) {
      throw new IOException(
          builder.command() + " ended with " + code + ": " + Files.readString(said));
    }
  }
}
