package io.logboom.filters.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Plugin;
import io.logboom.testkit.Cases;
import io.logboom.testkit.ConfigContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AlertConfigTest extends ConfigContract {
  private static final String OURS = "src/main/java/io/logboom/filters/alert/";

  @TempDir private Path folder;

  @Override
  protected Plugin<?> plugin() {
    return new AlertPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        format = text, unmarked = drop, title = "{{actor}} did {{action}}", severity = high, max-size = 32KiB
        group { by = [actor, action], within = 5m, examples = 1, most = 100 }
        dedupe { within = 1h, most = 10 }
        """
            + "templates.text = \""
            + OURS
            + "alert.txt\"",
        "format = html, templates.html = \"" + OURS + "alert.html\"",
        "format = markdown, templates.markdown = \"" + OURS + "alert.md\"",
        "format = slack, templates.slack = \"" + OURS + "slack.json\"",
        "format = teams, templates.teams = \"" + OURS + "teams.json\"",
        "format = pagerduty, routing-key = k, templates.pagerduty = \""
            + OURS
            + "pagerduty.json\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max-size = 1KiB                        | max-size must be from 4KiB to 256KiB
          max-size = 1MiB                        | max-size must be from 4KiB to 256KiB
          routing-key = k                        | routing-key goes with format = pagerduty only
          format = text, templates.html = FILE   | templates.html would not be used: the format has no html
          templates.slack = FILE                 | templates.slack would not be used: the format has no slack
          group.within = 1ms                     | within must be from 1s to 7d
          group.examples = 21                    | examples must be from 0 to 20
          group.most = 0                         | most must be from 1 to 1000000
          dedupe.within = 31d                    | within must be from 1s to 30d
          dedupe.most = 0                        | most must be from 1 to 10000000
          group.by = [actor, actor]              | group.by names actor twice
          group.by = [actr]                      | did you mean "actor"
          title = "{{actr}} did it"              | unknown variable {{actr}} in line 1; there are access-key, account
          title = "{{#actor}} did it"            | not a template
          title = " "                            | a title has from 1 to 1000 characters
          templates.text = "no/such/file"        | no/such/file: cannot be read: there is no such file
          """)
  void saysWhatIsWrong(String options, String words) {
    var section = options.replace("FILE", "\"" + OURS + "alert.txt\"");
    assertThatThrownBy(() -> Cases.filter(new AlertPlugin(), section)).hasMessageContaining(words);
  }

  @Test
  void saysWhereATemplateIsWrong() throws IOException {
    assertThatThrownBy(() -> using("text", "{{title}}\nby {{ who }}\n"))
        .hasMessageContaining("mine.txt: unknown variable {{who}} in line 2");
    assertThatThrownBy(() -> using("text", "{{title}}\n{{> other}}\n"))
        .hasMessageContaining("mine.txt: not a template: a template cannot include another one");
    assertThatThrownBy(() -> using("text", "{{title}}\n{{#lines}}\n"))
        .hasMessageContaining("mine.txt: not a template");
    assertThatThrownBy(() -> using("slack", "{\"text\": {{title}}}"))
        .hasMessageContaining("templates.slack: the template makes no JSON");
    assertThatThrownBy(() -> using("text", "x".repeat(300_000)))
        .hasMessageContaining("templates.text: even shortened, the alert has 300000 bytes");
    Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xFF});
    assertThatThrownBy(
            () ->
                Cases.filter(
                    new AlertPlugin(),
                    "format = text, templates.text = \"" + folder.resolve("bytes") + "\""))
        .hasMessageContaining("bytes: not UTF-8");
  }

  @Test
  void theKeyIsNeverShown() throws Exception {
    assertThat(
            io.logboom.core.config.ConfigReader.bind(
                    new AlertPlugin(), "format = pagerduty, routing-key = confidential")
                .toString())
        .doesNotContain("confidential");
  }

  private void using(String name, String template) throws Exception {
    var file = Files.writeString(folder.resolve("mine.txt"), template);
    Cases.filter(
            new AlertPlugin(), "format = " + name + ", templates." + name + " = \"" + file + "\"")
        .close();
  }
}
