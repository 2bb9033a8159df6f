package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudWatchInputConfigTest extends ConfigContract {
  private static final String GROUPS = "log-groups = [\"/app/**\"]\n";

  @Override
  protected Plugin<?> plugin() {
    return new CloudWatchInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        log-groups = [
          "trail", "/aws/lambda/**", "arn:aws:logs:eu-west-1:444455556666:log-group:/app/*:*"
        ]
        exclude = ["/aws/lambda/noisy-*"]
        linked-accounts = true
        stream-prefix = "111122223333_"
        filter-pattern = "{ $.eventSource = \\"iam.amazonaws.com\\" }"
        start = 24h
        overlap = 2h
        poll-interval = 5s
        quiet-interval = 10m
        discovery-interval = 1m
        requests-per-second = 2.5
        concurrency = 8
        account = "111122223333"
        region = eu-west-1
        endpoint = "http://localhost:5000"
        sts-endpoint = "http://localhost:5001"
        credentials {
          from = static
          access-key-id = AKIAEXAMPLE
          secret-access-key = example
          session-token = example
          assume-role {
            role-arn = "arn:aws:iam::444455556666:role/reader"
            external-id = example
            session-name = boom
            duration = 2h
          }
        }
        retry { initial = 5s, max = 1m }
        """,
        GROUPS + "credentials { from = profile, profile = audit }",
        GROUPS
            + "credentials { from = web-identity, web-identity {"
            + " role-arn = \"arn:aws:iam::111122223333:role/reader\", token-file = /tmp/token } }");
  }

  @Override
  protected List<String> missing() {
    return List.of("cloudwatch: log-groups must name at least one log group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log-groups = ["a:b"] | not a log group: "a:b"; write a name, a pattern
          log-groups = ["arn:aws:sqs:eu-west-1:111122223333:q"] | not a log group
          stream-prefix = "a*" | stream-prefix must be 1 to 512 characters
          filter-pattern = " " | filter-pattern must have 1 to 1024 characters
          start = yesterday | not a place to start: "yesterday"; write now, beginning, a time
          start = "2026-11-21T06:00:00" | not a place to start
          start = "1969-01-01T00:00:00Z" | start must not be before 1970
          overlap = 0s | overlap must be from 1s to 24h
          overlap = 25h | overlap must be from 1s to 24h
          poll-interval = 1ms | poll-interval must be from 100ms to 1h
          poll-interval = 2m | quiet-interval must not be less than poll-interval
          quiet-interval = 25h | quiet-interval must not be more than 24h
          discovery-interval = 0s | discovery-interval must be from 1s to 24h
          requests-per-second = 0 | requests-per-second must be from 0.1 to 1000
          concurrency = 0 | concurrency must be from 1 to 100
          account = 1 | account must be twelve digits
          retry.max = 1s | max must not be less than initial
          """)
  @DisplayName("options that do not go together are named")
  void rules(String options, String problem) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigReader.bind(plugin(), GROUPS + options))
        .satisfies(e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }

  @Test
  @DisplayName("one input reads one region")
  void regions() {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(
            () ->
                ConfigReader.bind(
                    plugin(),
                    "region = eu-west-1, log-groups ="
                        + " [\"arn:aws:logs:eu-north-1:111122223333:log-group:a\"]"))
        .satisfies(e -> assertThat(e.problems().toString()).contains("must be one and the same"));
  }

  @Test
  @DisplayName("secrets do not print")
  void secretsDoNotPrint() throws InvalidConfigException {
    assertThat(ConfigReader.bind(plugin(), examples().getFirst()).toString())
        .doesNotContain("AKIAEXAMPLE")
        .contains("secretAccessKey=Optional[<secret>]");
  }

  @ParameterizedTest
  @CsvSource({
    "trail, trail, false, trail",
    "/aws/lambda/**, /aws/lambda/, true, /aws/lambda/a/b",
    "/aws/*/x, /aws/, true, /aws/lambda/x",
    "**, '', true, anything/at#all",
    "arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:*, /a/b, false, /a/b",
    "arn:aws-us-gov:logs:us-gov-west-1:111122223333:log-group:/a/*:*, /a/, true, /a/b"
  })
  @DisplayName("log groups are named, by pattern, or by ARN")
  void logGroups(String text, String prefix, boolean pattern, String fits) {
    var groups = LogGroups.of(text);
    assertThat(groups.prefix()).isEqualTo(prefix);
    assertThat(groups.pattern()).isEqualTo(pattern);
    assertThat(groups.matches(fits)).isTrue();
    assertThat(groups.matches("x" + fits)).isEqualTo(text.equals("**"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "arn:aws:logs:eu-west-1:1:log-group:x", "a:*"})
  @DisplayName("what is no log group is said so")
  void noLogGroups(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LogGroups.of(text));
  }

  @ParameterizedTest
  @CsvSource({"us-east-1, 25", "eu-central-1, 5", "eu-west-1, 10"})
  @DisplayName("the published quotas are known")
  void quotas(String region, double expected) {
    assertThat(Quota.of(region)).isEqualTo(expected);
  }
}
