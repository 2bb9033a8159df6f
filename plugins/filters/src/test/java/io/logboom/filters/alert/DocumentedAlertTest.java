package io.logboom.filters.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.filters.Mark;
import io.logboom.filters.Severity;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The alerts of src/docs/alert, which the README shows pictures of, are what the filter makes; the
 * HTML for the pictures is left in target. {@code -Dlogboom.docs=update} rewrites them.
 */
class DocumentedAlertTest {
  private static final Path DOCS = Path.of("src/docs/alert");

  @ParameterizedTest
  @CsvSource({
    "create-user, iam-changes, HIGH, 2026-11-05T09:17:02Z",
    "console-login, console-login-without-mfa, CRITICAL, 2026-11-05T22:45:40Z",
  })
  void isWhatTheFilterMakes(String name, String rule, Severity severity, Instant received)
      throws Exception {
    var record = Files.readString(DOCS.resolve(name + ".json")).strip();
    var origin =
        new Origin(
            "trail",
            "s3://example-trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/05/111122223333.json.gz",
            received,
            Map.of());
    var marked = Mark.of(rule, severity, "").on(Events.of(record.getBytes(UTF_8), origin, 17));
    var text = alert("text", marked);
    if ("update".equals(System.getProperty("logboom.docs"))) {
      Files.writeString(DOCS.resolve(name + ".txt"), text + "\n");
    }
    Files.createDirectories(Path.of("target/alert"));
    Files.writeString(Path.of("target/alert/" + name + ".html"), alert("html", marked));
    assertThat(Files.readString(DOCS.resolve(name + ".txt"))).isEqualTo(text + "\n");
  }

  private static String alert(String format, Event event) throws Exception {
    try (var filter = Cases.filter(new AlertPlugin(), "format = " + format)) {
      return FilterRun.of(event, filter).texts().getFirst();
    }
  }
}
