package io.logboom.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it ends in a configuration or in problems. */
final class HostileConfigTest {
  private static final String GOOD =
      """
      drain-timeout = 5s
      pipelines.p {
        inputs.a { type = well, endpoint = "http://example.com", password = "hunter2", depths { a = 1 } }
        filters = [ { type = sieve, when = "a == 1 or b exists", holes = 3 } ]
        outputs.b { type = jar, path = /tmp/jar, batch { bytes = 1MiB }, filters = [ { type = sieve } ] }
      }
      """;

  @TempDir Path folder;

  private List<String> problems(byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("agent.conf"), bytes);
    return assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          try {
            new ConfigReader(ConfigReaderTest.PLUGINS, Map.of()).read(List.of(file));
            return List.<String>of();
          } catch (InvalidConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            return e.problems();
          }
        });
  }

  private List<String> problems(String text) throws IOException {
    return problems(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).stream()
        .map(problem -> problem.replace(folder + "/", ""))
        .toList();
  }

  @Test
  void deepNesting() throws IOException {
    assertThat(problems("a {".repeat(100_000))).hasSize(1);
    assertThat(problems("a = " + "[".repeat(100_000))).hasSize(1);
    assertThat(problems("a {".repeat(100_000) + "}".repeat(100_000)))
        .containsExactly("agent.conf: nested too deeply");
    assertThat(problems("a" + ".a".repeat(250) + " = 1"))
        .contains("agent.conf:1: nested more than 200 deep");
    assertThat(problems("a" + ".a".repeat(100_000) + " = 1")).isNotEmpty();
  }

  @Test
  void cycles() throws IOException {
    assertThat(problems("a = ${a}")).isNotEmpty();
    assertThat(problems("a = ${b}\nb = ${c}\nc = ${a}")).isNotEmpty();
    assertThat(problems("a { b = ${a} }")).isNotEmpty();
    assertThat(problems("a = ${a.b}\na.b = ${a}")).isNotEmpty();
    var chain = new StringBuilder(GOOD);
    for (int i = 0; i < 5000; i++) {
      chain.append("a").append(i).append(" = ${a").append(i + 1).append("}\n");
    }
    assertThat(problems(chain.toString())).isNotEmpty();
  }

  @Test
  void fewLinesThatStandForManyValues() throws IOException {
    var text = new StringBuilder("l0 { a = 1 }\n");
    for (int i = 1; i < 60; i++) {
      text.append("l%d { a = ${l%d}, b = ${l%d} }\n".formatted(i, i - 1, i - 1));
    }
    assertThat(problems(text.toString())).contains("agent.conf: more than 1000000 values");
  }

  @Test
  void includesOfItself() throws IOException {
    Files.writeString(folder.resolve("b.conf"), "include \"agent.conf\"");
    assertThat(problems("include \"b.conf\"\n" + GOOD))
        .containsExactly("b.conf:1: include \"agent.conf\": the file includes itself");
    assertThat(problems("include \"../" + folder.getFileName() + "/./agent.conf\"\n" + GOOD))
        .hasSize(1);
  }

  @Test
  void aDirectory() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    assertThat(problems("include \"d\"\n" + GOOD))
        .containsExactly("agent.conf:1: include \"d\": cannot be read: it is a directory");
  }

  @Test
  void binaryGarbage() throws IOException {
    assertThat(problems(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}))
        .allMatch(problem -> problem.endsWith("agent.conf: not a text in UTF-8"));
    assertThat(problems(new byte[4096])).isNotEmpty();
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      var bytes = new byte[random.nextInt(400)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        for (int b = 0; b < bytes.length; b++) {
          bytes[b] = (byte) (bytes[b] & 0x7f);
        }
      }
      assertThat(problems(bytes)).isNotEmpty();
    }
  }

  @Test
  void largeFiles() throws IOException {
    var text = new StringBuilder(GOOD).append("pipelines.p.inputs.a.depths {\n");
    for (int i = 0; text.length() < 1 << 20; i++) {
      text.append("x").append(i).append(" = ").append(i).append('\n');
    }
    text.append("}\n");
    assertThat(problems(text.toString())).isEmpty();
    assertThat(problems("a".repeat(1 << 20))).isNotEmpty();
    assertThat(problems("x = \"" + "a".repeat(1 << 20) + "\"")).isNotEmpty();
    assertThat(problems(("x" + " ".repeat(1 << 10) + "= 1\n").repeat(17 << 10)))
        .containsExactly("agent.conf: larger than 16MiB");
  }

  @Test
  void oneThousandMistakesAreOneThousandProblems() throws IOException {
    var text = new StringBuilder(GOOD);
    for (int i = 0; i < 1000; i++) {
      text.append("wrong-").append(i).append(" = 1\n");
    }
    var problems = problems(text.toString());
    assertThat(problems).hasSize(1000);
    assertThat(problems.getFirst()).startsWith("agent.conf:7: wrong-0: unknown option");
  }

  /** Good files with characters changed, lost or doubled. */
  @Test
  void mutations() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    String alphabet = "{}[]()\"'=:,.#$\\ \n?!@&|<>*/+-abc019\u00e9";
    for (int i = 0; i < 1000; i++) {
      var text = new StringBuilder(GOOD);
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, c);
          case 1 -> text.insert(at, c);
          default -> text.deleteCharAt(at);
        }
      }
      for (var problem : problems(text.toString())) {
        assertThat(problem)
            .as("seed %d, file:%n%s", seed, text)
            .startsWith("agent.conf")
            .doesNotContain("hunter2", "Exception", "@0");
      }
    }
  }

  @Test
  void noFileAtAll() {
    var thrown =
        catchThrowableOfType(
            InvalidConfigException.class,
            () -> new ConfigReader(ConfigReaderTest.PLUGINS, Map.of()).read(List.of()));
    assertThat(thrown.problems()).isNotEmpty();
  }
}
