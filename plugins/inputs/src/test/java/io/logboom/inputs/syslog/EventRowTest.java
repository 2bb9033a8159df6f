package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden cases: in each folder of {@code cases}, {@code in.txt} has a message a line, and {@code
 * expected.jsonl} the events that are made of them, one a line, without where they come from. It is
 * 21 November 2026, and senders who do not say live in Berlin.
 */
final class EventRowTest {
  private static final Path CASES = Path.of("src/test/java/io/logboom/inputs/syslog/cases");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    try (var folders = Files.list(CASES)) {
      return folders.sorted().toList().stream()
          .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    var events = new ArrayList<String>();
    for (String line : Files.readAllLines(folder.resolve("in.txt"))) {
      events.addAll(Texts.events(line.getBytes(UTF_8), false));
    }
    List<String> expected = Files.readAllLines(folder.resolve("expected.jsonl"));
    assertThat(events).containsExactlyElementsOf(expected);
  }
}
