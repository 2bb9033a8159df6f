package io.logboom.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.cli.sample.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logboom try}, with the agent itself and filters that do little. */
final class TryTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Samples samples = new Samples(List.of("one", "two", "three"), false);

  private int run(String... args) {
    var told = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Commands(
            new AgentEngine(told),
            samples::plugins,
            Map.of("WORD", "env:"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            told)
        .run(args);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsWhatMatchesOnStandardInput() {
    assertThat(run("try", "--pattern", "t")).isZero();
    assertThat(samples.printed()).containsExactly("two", "three");
    assertThat(out.size()).isZero();
    assertThat(told())
        .contains("logboom: 3 events, 11 B in ")
        .containsPattern("input +stdin +3 events")
        .containsPattern("filter +--pattern t +3 in, 2 out, 1 dropped \\(unmatched\\)")
        .containsPattern("output +stdout +2 events")
        .doesNotContain("dead letters");
  }

  @Test
  void nothingThatMatchesIsNoFailure() {
    assertThat(run("try", "--pattern", "four", "-")).isZero();
    assertThat(samples.printed()).isEmpty();
  }

  @Test
  void stepsApplyInTheOrderTheyAreTyped() {
    assertThat(run("try", "--query=Q", "--filter", "type = tag, word = T", "--pattern", "TQ(th"))
        .isZero();
    assertThat(samples.printed()).containsExactly("TQ(three)");
    samples = new Samples(List.of("one"), false);
    assertThat(run("try", "--filter", "{type=tag\nword=${WORD}}", "--query", "Q", "--query", "R"))
        .isZero();
    assertThat(samples.printed()).containsExactly("R(Q(env:one))");
  }

  @Test
  void readsFilesAndStandardInputAmongThem() throws IOException {
    var file = Files.writeString(folder.resolve("a file"), "table\nchair\n");
    var odd = Files.writeString(folder.resolve("-odd"), "toad\n");
    assertThat(run("try", file.toString(), "--pattern", "t", "-", "--", odd.toString())).isZero();
    assertThat(samples.printed()).containsExactlyInAnyOrder("table", "two", "three", "toad");
  }

  @Test
  void aPatternMayLookLikeAnythingElse() {
    samples = new Samples(List.of("-x", "--filter", "@file", "a=b"), false);
    for (var pattern : List.of("-x", "--filter", "@file", "a=b")) {
      assertThat(run("try", "--pattern", pattern)).as(pattern).isZero();
      assertThat(run("try", "--pattern=" + pattern)).as(pattern).isZero();
    }
    assertThat(samples.printed())
        .containsExactly("-x", "-x", "--filter", "--filter", "@file", "@file", "a=b", "a=b");
  }

  @Test
  void sectionsMayIncludeFiles() throws IOException {
    var file = Files.writeString(folder.resolve("tag.conf"), "type = tag, word = W");
    assertThat(run("try", "--filter", "include \"" + file + "\"")).isZero();
    assertThat(samples.printed()).containsExactly("Wone", "Wtwo", "Wthree");
  }

  @Test
  void whatIsWrongIsToldByTheOptionThatWasTyped() throws IOException {
    assertThat(run("try", "--pattern", "{ ( }")).isEqualTo(2);
    assertThat(told()).isEqualToNormalizingNewlines("--pattern: expected )\n  { ( }\n    ^\n");
    err.reset();
    var included = Files.writeString(folder.resolve("tag.conf"), "type = tag\nwurd = W");
    assertThat(
            run(
                "try",
                "--filter",
                "type = tga, word = x",
                "--pattern",
                "fine",
                "--filter",
                "type = tag,\n wrod = x",
                "--pattern",
                "( ",
                "--filter",
                "type = {",
                "--filter",
                "include \"" + included + "\""))
        .isEqualTo(2);
    assertThat(told().lines())
        .anyMatch(line -> line.startsWith("--filter 1: type: there is no filter \"tga\"; did you"))
        .anyMatch(line -> line.startsWith("--filter 2:2: wrod: unknown option; did you mean \"wo"))
        .anyMatch(line -> line.startsWith("--pattern 2: expected )"))
        .anyMatch(line -> line.startsWith("--filter 3: the file ends within a section"))
        .anyMatch(line -> line.startsWith(included + ":2: wurd: unknown option"))
        .noneMatch(line -> line.contains("pipelines") || line.contains("\tat "));
    assertThat(samples.printed()).isEmpty();
  }

  @Test
  void usageErrorsAreToldWithTheUsage() {
    for (var args :
        List.of(
            List.of("try"),
            List.of("try", "file"),
            List.of("try", "--pattern"),
            List.of("try", "--patern", "x"),
            List.of("try", "-p", "x"))) {
      err.reset();
      assertThat(run(args.toArray(String[]::new))).as(args.toString()).isEqualTo(2);
      assertThat(told()).as(args.toString()).startsWith("logboom: ").contains("Usage: logboom try");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void helpIsAskedFor() {
    assertThat(run("try", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Usage: logboom try", "--pattern=PATTERN", "--query=QUERY", "--filter=SECTION");
    assertThat(told()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNamed() {
    assertThat(run("try", "--pattern", "t", folder.resolve("gone").toString())).isEqualTo(1);
    assertThat(samples.printed()).isEmpty();
  }

  @Test
  void theFirstDeadLettersAreToldWithTheirPlace() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("letters"),
            IntStream.range(0, 25)
                .mapToObj(i -> i % 2 == 0 ? "broken " + i + "\n" : "true\n")
                .collect(Collectors.joining()));
    assertThat(run("try", "--pattern", "t", file.toString())).isZero();
    assertThat(samples.printed()).hasSize(12);
    assertThat(told().lines().filter(line -> line.startsWith("logboom: " + file)))
        .hasSize(10)
        .containsOnly("logboom: " + file + ": --pattern t: not JSON at byte 7");
    assertThat(told())
        .contains("13 failed (json), 13 dead letters")
        .contains("dead letters: 13 (10 told above)");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() {
    samples = new Samples(List.of("one"), true);
    assertThat(run("try", "--pattern", "o")).isZero();
    assertThat(told()).doesNotContain("nobody");
  }

  @Test
  void longPatternsAreToldByTheirBeginning() {
    assertThat(run("try", "--pattern", "t\u001b[2J  \n".repeat(20))).isZero();
    assertThat(told())
        .containsPattern("--pattern (t\\?\\[2J )+t\\?.{0,6}\\.\\.\\. +3 in")
        .doesNotContain("\u001b");
  }
}
