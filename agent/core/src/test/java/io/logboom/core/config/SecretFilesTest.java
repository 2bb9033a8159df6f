package io.logboom.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logboom.core.config.Node.Section;
import io.logboom.core.config.sample.jar.JarPlugin;
import io.logboom.spi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that the configuration names a file for. */
final class SecretFilesTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();

  /** Some: a record of each shape a secret can stand in. */
  record Keys(Secret one, List<Secret> list, Map<String, Secret> map) {}

  @BeforeEach
  void open() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path file(String name, String text, String permissions) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  private AgentConfig read(Map<String, String> environment, String token)
      throws IOException, InvalidConfigException {
    var agent =
        Files.writeString(
            folder.resolve("agent.conf"),
            """
            pipelines.p {
              inputs.a { type = well, endpoint = "http://example.com", password = x }
              outputs.b { type = jar, path = /tmp/jar
                token = %s }
            }
            """
                .formatted(token));
    return new ConfigReader(ConfigReaderTest.PLUGINS, environment)
        .read(List.of(agent), warnings::add);
  }

  private String token(Map<String, String> environment, String written)
      throws IOException, InvalidConfigException {
    var config = read(environment, written).pipelines().getFirst().outputs().getFirst().config();
    return ((JarPlugin.JarConfig) config).token().orElseThrow().reveal();
  }

  private String problem(String written) {
    var thrown = catchThrowableOfType(InvalidConfigException.class, () -> read(Map.of(), written));
    assertThat(thrown.problems()).hasSize(1).noneMatch(told -> told.contains("hunter2"));
    return thrown.problems().getFirst().replace(folder + "/", "");
  }

  private static String of(Path file) {
    return "{ file = \"" + file + "\" }";
  }

  @Test
  void aSecretIsWhatItsFileHolds() throws Exception {
    assertThat(token(Map.of(), of(file("a", "hünter2 \n", "rw-------")))).isEqualTo("hünter2 ");
    assertThat(token(Map.of(), of(file("b", "hunter2\r\n", "rw-------")))).isEqualTo("hunter2");
    assertThat(token(Map.of(), of(file("c", "hunter2", "rw-------")))).isEqualTo("hunter2");
    assertThat(warnings).isEmpty();
  }

  @Test
  void systemdSaysWhereCredentialsAre() throws Exception {
    file("siem-token", "hunter2\n", "rw-r--r--");
    var environment = Map.of("CREDENTIALS_DIRECTORY", folder.toString());
    assertThat(token(environment, "{ file = ${CREDENTIALS_DIRECTORY}\"/siem-token\" }"))
        .isEqualTo("hunter2");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLaterFileMayGiveTheValueItself() throws Exception {
    var file = file("a", "hunter2", "rw-------");
    assertThat(token(Map.of(), of(file) + "\n token = plain\"\"${?NOTHING}")).isEqualTo("plain");
  }

  @Test
  void whateverIsWrongIsToldByOptionAndPath() throws Exception {
    String at = "agent.conf:4: pipelines.p.outputs.b.token.file: ";
    assertThat(problem(of(folder.resolve("gone")))).isEqualTo(at + "no such file: gone");
    assertThat(problem(of(Files.createDirectory(folder.resolve("d")))))
        .isEqualTo(at + "d cannot be read: it is a directory");
    assertThat(problem(of(file("e", "\n", "rw-------")))).isEqualTo(at + "e: it is empty");
    assertThat(problem(of(file("l", "hunter2\nhunter2", "rw-------"))))
        .isEqualTo(at + "l: it holds several lines; a secret is one");
    assertThat(problem(of(file("m", "hunter2\n\n", "rw-------"))))
        .isEqualTo(at + "m: it holds several lines; a secret is one");
    assertThat(problem(of(file("s", "x".repeat(SecretFiles.MOST_BYTES + 1), "rw-------"))))
        .isEqualTo(at + "s: larger than 64KiB");
    var latin = Files.write(folder.resolve("u"), "hünter2".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(of(latin))).isEqualTo(at + "u: not a text in UTF-8");
    assertThat(problem("{ file = [hunter2] }")).startsWith(at + "expected text, not a list");
    assertThat(problem("{ file = null }")).startsWith(at + "expected text, not null");
    String section = "agent.conf:4: pipelines.p.outputs.b.token: expected text, or { file = PATH }";
    assertThat(problem("{ flie = hunter2 }")).startsWith(section);
    assertThat(problem("{ file = /x, hunter2 = 1 }")).startsWith(section);
    assertThat(problem("{}")).startsWith(section);
  }

  @Test
  void aFileForAllToReadIsWarnedOf() throws Exception {
    // The folders above belong to whoever runs the tests.
    var real = folder.toRealPath();
    boolean reachable = true;
    for (var above = real.getParent(); above != null; above = above.getParent()) {
      reachable &=
          PosixFilePermissions.toString(Files.getPosixFilePermissions(above)).endsWith("x");
    }
    token(Map.of(), of(file("a", "hunter2", "rw-r--r--")));
    assertThat(warnings)
        .hasSize(reachable ? 1 : 0)
        .allSatisfy(
            warning ->
                assertThat(warning)
                    .contains("agent.conf:4: pipelines.p.outputs.b.token.file: every user")
                    .contains(folder + "/a")
                    .doesNotContain("hunter2"));
  }

  @Test
  void whatKubernetesMountsIsMeantToBeRead() throws Exception {
    Files.createSymbolicLink(folder.resolve("..data"), folder);
    token(Map.of(), of(file("a", "hunter2", "rw-r--r--")));
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFolderThatOthersDoNotEnterIsEnough() throws Exception {
    var file = file("a", "hunter2", "rw-r--r--");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    token(Map.of(), of(file));
    assertThat(warnings).isEmpty();
  }

  @Test
  void secretsInListsAndSectionsMayBeInFilesToo() throws Exception {
    var file = file("a", "hunter2", "rw-------");
    var problems = new Problems();
    Section section =
        Reference.parse(
            "one = %s, list = [x, %s], map { Authorization = %s }"
                .formatted(of(file), of(file), of(file)),
            "keys");
    var keys =
        new Binder(problems, new SecretFiles(Map.of(), problems))
            .bind(Keys.class, section, "", List.of())
            .orElseThrow();
    assertThat(keys.one().reveal()).isEqualTo("hunter2");
    assertThat(keys.list()).extracting(Secret::reveal).containsExactly("x", "hunter2");
    assertThat(keys.map().get("Authorization").reveal()).isEqualTo("hunter2");
    assertThat(keys.toString()).doesNotContain("hunter2");
  }
}
