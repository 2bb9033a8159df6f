package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryTest {
  @TempDir Path folder;

  @Test
  @DisplayName("5,000 log groups and 600,000 remembered events fit into a heap of 128 MB")
  void thousands() throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ThousandsOfLogGroups.class.getName(),
                folder.resolve("data").toString(),
                "600000")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(said)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    System.err.print(Files.readString(said));
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    assertThat(Files.readString(said)).contains("5,000 log groups");
  }
}
