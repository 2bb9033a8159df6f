package io.logboom.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What users read when they made a mistake: for each folder of {@code cases} the problems of its
 * {@code agent.conf} (and {@code override.conf}) are those in its {@code problems.txt}.
 */
final class ProblemsTest {

  @TestFactory
  Stream<DynamicTest> cases() throws IOException, URISyntaxException {
    var cases = Path.of(Objects.requireNonNull(getClass().getResource("cases")).toURI());
    try (var folders = Files.list(cases)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    var files = new ArrayList<>(List.of(folder.resolve("agent.conf")));
    if (Files.exists(folder.resolve("override.conf"))) {
      files.add(folder.resolve("override.conf"));
    }
    var environment = Map.of("PASSWORD", "hunter2-from-environment", "BAD_COUNT", "several");
    var reader = new ConfigReader(ConfigReaderTest.PLUGINS, environment);

    var thrown =
        catchThrowableOfType(InvalidConfigException.class, () -> reader.read(List.copyOf(files)));

    String told = String.join("\n", thrown.problems()).replace(folder + "/", "");
    assertThat(told).isEqualTo(text(folder.resolve("problems.txt")).strip());
    assertThat(told).doesNotContain("hunter2");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
