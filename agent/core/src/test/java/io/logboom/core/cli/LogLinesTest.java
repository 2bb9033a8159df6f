package io.logboom.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.config.Logging;
import io.logboom.core.config.Logging.Format;
import io.logboom.core.config.Logging.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What the log looks like on stderr. */
final class LogLinesTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(before);
    Logs.configure(new Logging(Level.WARN, Format.TEXT));
  }

  private String[] lines() {
    return err.toString(StandardCharsets.UTF_8).split("\n", -1);
  }

  @Test
  void aLineForPeople() {
    Logs.configure(new Logging(Level.INFO, Format.TEXT));
    var log = LoggerFactory.getLogger("io.logboom.core.Sample");
    log.atInfo().addKeyValue("count", 3).log("größer {}", "a\u001b[31m\rb");
    log.debug("not shown");

    assertThat(lines()).hasSize(2);
    assertThat(lines()[0])
        .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  Sample: .*")
        .endsWith("Sample: größer a?[31m?b count=3");
  }

  @Test
  void onlyAMessageBeginsAtTheMargin() {
    Logs.configure(new Logging(Level.INFO, Format.TEXT));
    LoggerFactory.getLogger("io.logboom.x")
        .error("key \"a\n2026-11-21T00:00:00.000Z INFO  forged\"", new IOException("b\nforged"));
    assertThat(lines())
        .filteredOn(line -> !line.isEmpty())
        .hasSizeGreaterThan(4)
        .filteredOn(line -> !line.startsWith("  "))
        .hasSize(1);
  }

  @Test
  void theJournalIsToldHowUrgentALineIsAndNoTime() {
    Logs.configure(new Logging(Level.TRACE, Format.TEXT), true);
    var log = LoggerFactory.getLogger("io.logboom.core.Sample");
    log.error("failed", new IOException("why\nnot"));
    log.warn("careful");
    log.info("<0>\n<0>forged");
    log.debug("closely");
    log.trace("more so");

    assertThat(lines()).filteredOn(line -> line.startsWith("<3>")).hasSizeGreaterThan(3);
    assertThat(lines()[0]).isEqualTo("<3>ERROR Sample: failed");
    assertThat(lines()[1]).isEqualTo("<3>  java.io.IOException: why");
    assertThat(lines())
        .filteredOn(line -> !line.startsWith("<3>"))
        .containsExactly(
            "<4>WARN  Sample: careful",
            "<6>INFO  Sample: <0>",
            "<6>  <0>forged",
            "<7>DEBUG Sample: closely",
            "<7>TRACE Sample: more so",
            "");
  }

  @Test
  void jsonForTheJournalIsJsonAlone() {
    Logs.configure(new Logging(Level.INFO, Format.JSON), true);
    LoggerFactory.getLogger("io.logboom.core.Sample").info("started");
    assertThat(JsonMapper.shared().readTree(lines()[0]).path("time").asString()).isNotEmpty();
  }

  @Test
  void theJournalIsThereWhenStandardErrorIsItsStream(@TempDir Path folder) throws IOException {
    var stream = Files.createFile(folder.resolve("stream"));
    var file = Files.readAttributes(stream, "unix:dev,ino");
    String named = file.get("dev") + ":" + file.get("ino");
    assertThat(Journal.takes(named, stream)).isTrue();
    assertThat(Journal.takes(named, Files.createFile(folder.resolve("other")))).isFalse();
    assertThat(Journal.takes(named, folder.resolve("gone"))).isFalse();
    assertThat(Journal.takes("8:x", stream)).isFalse();
    assertThat(Journal.takes("", stream)).isFalse();
  }

  @Test
  void aLineOfJson() {
    Logs.configure(new Logging(Level.DEBUG, Format.JSON));
    var log = LoggerFactory.getLogger("io.logboom.core.Sample");
    String hostile = "a\"b\\c\nd\te\u0000\ud800 f\ud83d\ude00";
    log.atDebug().addKeyValue("count", 3).log(hostile);
    log.error("failed", new IllegalStateException("why\nnot"));

    assertThat(lines()).hasSize(3);
    var first = JsonMapper.shared().readTree(lines()[0]);
    assertThat(first.path("message").asString()).isEqualTo(hostile);
    assertThat(first.path("level").asString()).isEqualTo("DEBUG");
    assertThat(first.path("count").asString()).isEqualTo("3");
    assertThat(first.path("thread").asString()).isEqualTo(Thread.currentThread().getName());
    assertThat(Instant.parse(first.path("time").asString())).isBefore(Instant.now().plusSeconds(1));
    var second = JsonMapper.shared().readTree(lines()[1]);
    assertThat(second.path("error").asString()).contains("IllegalStateException: why\nnot");
  }

  @Test
  void librariesSpeakUpFromWarningsOn() {
    Logs.configure(new Logging(Level.TRACE, Format.TEXT));
    var library = LoggerFactory.getLogger("com.example.Library");
    library.info("Authorization: hunter2");
    library.warn("careful");
    LoggerFactory.getLogger("io.logboom.x").trace("mine");
    assertThat(lines()).hasSize(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("careful", "mine");

    err.reset();
    Logs.configure(new Logging(Level.ERROR, Format.TEXT));
    library.warn("careful");
    assertThat(err.size()).isZero();
  }
}
