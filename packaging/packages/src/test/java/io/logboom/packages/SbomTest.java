package io.logboom.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of what is shipped, and the report made from it. */
class SbomTest {
  private static final String COMPONENTS =
      """
      {"bomFormat": "CycloneDX",
       "metadata": {"component": {"name": "x", "version": "0"}, "properties": []},
       "components": [
         {"group": "io.logboom", "name": "logboom-spi", "version": "1", "licenses": []},
         {"group": "org.example", "name": "a", "version": "1", "licenses": [{"license": {"id": "MIT"}}]},
         {"group": "org.example", "name": "b", "version": "2", "licenses": [{"license": {"name": "Mine"}}]},
         {"name": "c", "version": "3", "licenses": [{"expression": "MIT OR EPL-2.0"}]},
         {"name": "d", "version": "4"}]}
      """;

  private static final Component A = new Component("org.example:a", "1", List.of("MIT"));
  private static final Component B = new Component("org.example:b", "2", List.of("Mine"));

  @TempDir Path folder;

  private Sbom read() throws IOException {
    return Sbom.read(Files.writeString(folder.resolve("in.json"), COMPONENTS));
  }

  @Test
  void knowsWhatOthersMade() throws IOException {
    assertThat(read().components())
        .containsExactly(
            A,
            B,
            new Component("c", "3", List.of("MIT OR EPL-2.0")),
            new Component("d", "4", List.of()));
  }

  @Test
  void saysWhatWasAddedAndJudged() throws IOException {
    var added = new Component("libexample", "1.0", List.of());
    Sbom before = read();
    Sbom sbom =
        before
            .copy()
            .add("library", added, "pkg:generic/libexample@1.0", "An example.")
            .licensed(Map.of(B, "MIT", added, "MIT-0"))
            .of(new Release("1.2.0", Instant.parse("2026-11-05T00:00:00Z")), "example");
    Path file = folder.resolve("out.json");
    sbom.write(file);
    assertThat(Sbom.read(file).components())
        .contains(
            A,
            new Component("org.example:b", "2", List.of("MIT")),
            new Component("libexample", "1.0", List.of("MIT-0")));
    assertThat(file)
        .content()
        .contains("\"2026-11-05T00:00:00Z\"", "\"1.2.0\"")
        .doesNotContain("properties");
    assertThat(before.components()).hasSize(4);
  }

  @Test
  void knowsOurModulesByTheJarsThatAreShipped() throws IOException {
    Path jar = Files.writeString(folder.resolve("logboom-spi-1.jar"), "bare");
    Path file = folder.resolve("out.json");
    read().shipped(folder).write(file);
    assertThat(file).content().containsOnlyOnce("\"" + Digests.sha256(jar) + "\"");
  }

  @Test
  void reportHasTheTextsThatHaveToGoAlong() throws IOException {
    Path jars = Files.createDirectory(folder.resolve("lib"));
    for (String name : List.of("a-1.jar", "z-1.jar")) {
      try (var zip = new ZipOutputStream(Files.newOutputStream(jars.resolve(name)))) {
        zip.putNextEntry(new ZipEntry("META-INF/NOTICE.txt"));
        zip.write("Made by Example.\r\n".getBytes(UTF_8));
        zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      }
    }
    Path policy =
        Files.writeString(
            folder.resolve("licences.conf"),
            """
            allowed = []
            names {}
            decided { "org.example:b" { licence = MIT, copyright = "Copyright 2026 Example" } }
            """);
    Files.writeString(folder.resolve("MIT.txt"), "Terms.\n");
    String report =
        new ThirdParty(Licences.read(policy), folder).report(Map.of(A, "MIT", B, "MIT"), jars);
    assertThat(report)
        .contains("| org.example:a | 1 | MIT |\n| org.example:b | 2 | MIT |\n")
        .contains("## org.example:b\n\n    Copyright 2026 Example\n\n    Terms.\n")
        .containsOnlyOnce("Made by Example.")
        .contains("## a-1, z-1\n\n    Made by Example.\n");
  }
}
