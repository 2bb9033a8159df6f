package io.logboom.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.core.config.OutputConfig;
import io.logboom.core.config.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the outputs' sections are bound to, defaults included. */
final class ConfigTest {
  @TempDir Path folder;

  @Test
  void bindsStdout() throws Exception {
    assertThat(read("type = stdout").config()).hasToString("StdoutOutputConfig[format=json]");
    assertThat(read("type = stdout, format = pretty").config())
        .hasToString("StdoutOutputConfig[format=pretty]");
    assertThat(read("type = stdout").batch().bytes()).hasToString("256KiB");
  }

  @Test
  void bindsFile() throws Exception {
    assertThat(read("type = file, path = \"/a/%Y.gz\"").config())
        .hasToString(
            "FileOutputConfig[path=/a/%Y.gz, time=event, missing=unknown, format=json,"
                + " header=Optional.empty, compression=Optional.empty,"
                + " compressionLevel=Optional.empty, rotate=Rotation[size=Optional.empty,"
                + " age=Optional.empty], idleTimeout=PT5M, maxOpenFiles=64]");
    var output =
        read(
            """
            type = file, path = "/a/{b}", time = written, missing = none, format = raw, header = "x,y"
            compression = zstd, compression-level = 19, rotate { size = 1MiB, age = 1h }
            idle-timeout = 1s, max-open-files = 1, batch.bytes = 1MiB
            """);
    assertThat(output.config())
        .hasToString(
            "FileOutputConfig[path=/a/{b}, time=written, missing=none, format=raw,"
                + " header=Optional[x,y], compression=Optional[zstd],"
                + " compressionLevel=Optional[19], rotate=Rotation[size=Optional[1MiB],"
                + " age=Optional[PT1H]], idleTimeout=PT1S, maxOpenFiles=1]");
    assertThat(output.batch().bytes()).hasToString("1MiB");
    assertThat(output.batch().events()).isEqualTo(100_000);
    assertThat(output.concurrency()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type = stdout, format = yaml | json, pretty, raw",
        "type = file | path",
        "type = file, path = \"/a/%Q\" | unknown time pattern",
        "type = file, path = /a/b, missing = \"../x\" | missing must be",
        "type = file, path = /a/b, header = \"a\\nb\" | header must be one line",
        "type = file, path = /a/b, idle-timeout = 0s | idle-timeout",
        "type = file, path = /a/b, max-open-files = 0 | max-open-files",
        "type = file, path = /a/b, compression-level = 3 | compression = none",
        "type = file, path = /a/b.gz, compression-level = 10 | from 1 to 9",
        "type = file, path = /a/b, rotate.size = 0B | size must be",
        "type = file, path = /a/b, rotate.age = 0s | age must be",
      })
  void refuses(String section, String because) {
    assertThatThrownBy(() -> read(section))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }

  private OutputConfig read(String section) throws Exception {
    var file = folder.resolve("test.conf");
    Files.writeString(
        file, "pipelines.p { inputs.i { type = nothing }, outputs.o {\n" + section + "\n} }");
    return new ConfigReader(Plugins.installed(), Map.of())
        .read(List.of(file))
        .pipelines()
        .getFirst()
        .outputs()
        .getFirst();
  }
}
