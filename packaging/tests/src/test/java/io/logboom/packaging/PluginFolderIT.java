package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Plugins that others wrote: jars in a folder, found at the next start. */
class PluginFolderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Path plugins;

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectory(folder.resolve("some plugins"));
  }

  @Test
  void pluginOfOthersRunsAndIsListedWithItsFile() throws Exception {
    Path jar = jar("shout.jar", "Shout", "shout");
    try (Agent agent = start("describe")) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(agent.stdout()).contains("  shout          (" + jar + ")");
    }
    try (Agent agent = start("describe", "--json")) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      var from = 0;
      for (var plugin : JsonMapper.shared().readTree(String.join("\n", agent.stdout()))) {
        boolean ours = !plugin.get("type").asString().equals("shout");
        assertThat(plugin.has("from")).isNotEqualTo(ours);
        from += ours ? 0 : 1;
      }
      assertThat(from).isEqualTo(1);
    }
    Path configuration =
        Files.writeString(
            folder.resolve("shout.conf"),
            """
            pipelines.p {
              inputs.i { type = stdin, framing.format = lines }
              filters = [ { type = shout } ]
              outputs.o { type = stdout, format = raw }
            }
            """);
    Path said = Files.writeString(folder.resolve("said"), "quiet\nwords\n");
    try (Agent agent =
        Agent.start(
            Built.distribution(),
            folder,
            said,
            Map.of("LOGBOOM_PLUGINS", plugins.toString()),
            "run",
            configuration.toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(agent.stdout()).containsExactly("QUIET", "WORDS");
    }
  }

  @Test
  void brokenJarIsNamed() throws Exception {
    Path broken = Files.writeString(plugins.resolve("broken.jar"), "PK is how it begins");
    assertThat(failure()).contains(broken + " cannot be read as a jar");
  }

  @Test
  void pluginThatIsMissingFromItsJarIsNamed() throws Exception {
    Path jar = plugins.resolve("empty.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      entry(out, "META-INF/services/io.logboom.spi.Plugin", bytes("com.example.Nowhere\n"));
    }
    assertThat(failure()).contains(jar.toString()).contains("com.example.Nowhere");
  }

  @Test
  void twoPluginsOfOneTypeAreNamed() throws Exception {
    Path one = jar("one.jar", "One", "shout");
    Path two = jar("two.jar", "Two", "shout");
    assertThat(failure())
        .contains("declare the filter shout")
        .contains("com.example.One of " + one)
        .contains("com.example.Two of " + two);
  }

  @Test
  void pluginOfATypeOfOursIsNamed() throws Exception {
    Path jar = jar("mine.jar", "Mine", "snare");
    assertThat(failure())
        .contains("declare the filter snare")
        .contains("com.example.Mine of " + jar)
        .contains("logboom-filters");
  }

  private String failure() throws Exception {
    try (Agent agent = start("describe")) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isEqualTo(1);
      assertThat(agent.stdout()).isEmpty();
      return agent.stderr();
    }
  }

  private Agent start(String... arguments) throws IOException {
    var environment = Map.of("LOGBOOM_PLUGINS", plugins.toString());
    return Agent.start(folder, environment, arguments);
  }

  /** A jar with a filter that turns text into capital letters, compiled as its author would. */
  private Path jar(String name, String type, String word) throws IOException {
    Path work = Files.createTempDirectory(folder, "sources");
    Path source = work.resolve(type + ".java");
    Files.writeString(
        source,
        """
        package com.example;

        import io.logboom.spi.Context;
        import io.logboom.spi.Filter;
        import io.logboom.spi.FilterPlugin;
        import java.nio.charset.StandardCharsets;

        public final class %1$s implements FilterPlugin<%1$s.Config> {
          public record Config() {}

          @Override
          public String type() {
            return "%2$s";
          }

          @Override
          public Class<Config> config() {
            return Config.class;
          }

          @Override
          public Filter create(Config config, Context context) {
            return (event, next) -> {
              String text = new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8);
              byte[] loud = text.toUpperCase().getBytes(StandardCharsets.UTF_8);
              next.accept(event.with(loud, 0, loud.length));
            };
          }
        }
        """
            .formatted(type, word));
    var said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, "-d", work.toString(), "-cp", spi(), source.toString());
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
    Path jar = plugins.resolve(name);
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(work.resolve("com/example"))) {
      entry(out, "META-INF/services/io.logboom.spi.Plugin", bytes("com.example." + type + "\n"));
      entry(out, "com/example/reference.conf", bytes(""));
      for (Path file : files.toList()) {
        entry(out, "com/example/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static String spi() throws IOException {
    try (Stream<Path> files = Files.list(Built.distribution().resolve("lib"))) {
      List<Path> spi =
          files.filter(file -> file.getFileName().toString().startsWith("logboom-spi")).toList();
      assertThat(spi).hasSize(1);
      return spi.getFirst().toString();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
