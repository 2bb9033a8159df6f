package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class S3InputConfigTest extends ConfigContract {
  private static final String QUEUE =
      "queue-url = \"https://sqs.eu-west-1.amazonaws.com/111122223333/trail\"\n";

  @Override
  protected Plugin<?> plugin() {
    return new S3InputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        QUEUE
            + """
            queue-urls = ["arn:aws:sqs:eu-west-1:111122223333:flow-logs"]
            region = eu-west-1
            endpoint = "http://localhost:5000"
            sqs-endpoint = "http://localhost:9324"
            s3-endpoint = "http://localhost:9090"
            sts-endpoint = "http://localhost:5001"
            path-style = true
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
            include = ["AWSLogs/**"]
            exclude = ["AWSLogs/*/Config/**"]
            digest = read
            insights = read
            aggregated = read
            concurrency = 16
            messages-in-flight = 1000
            max-object-size = 1GiB
            visibility-timeout = 2m
            wait-time = 10s
            max-receives = 5
            on-failure = park
            park-queue-url = "https://sqs.eu-west-1.amazonaws.com/111122223333/parked"
            retry { initial = 5s, max = 1m }
            framing { format = lines, path = logs, max-event-size = 1MiB }
            """,
        QUEUE + "credentials { from = profile, profile = audit }",
        QUEUE
            + "credentials { from = web-identity, web-identity {"
            + " role-arn = \"arn:aws:iam::111122223333:role/reader\", token-file = /tmp/token } }");
  }

  @Override
  protected List<String> missing() {
    return List.of("s3: queue-url or queue-urls is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          concurrency = 0 | concurrency must be from 1 to 1000
          concurrency = 1001 | concurrency must be from 1 to 1000
          messages-in-flight = 9 | messages-in-flight must be from 10 (ten for each queue) to 100000
          visibility-timeout = 1s | visibility-timeout must be from 2s to 12h, in whole seconds
          visibility-timeout = 13h | visibility-timeout must be from 2s to 12h, in whole seconds
          visibility-timeout = 2500ms | visibility-timeout must be from 2s to 12h, in whole seconds
          wait-time = 21s | wait-time must be from 0s to 20s, in whole seconds
          max-receives = 0 | max-receives must be at least 1
          retry.max = 13h | retry.max must not be more than 12h
          retry.initial = 0s | initial must be at least 1ms
          retry.max = 1s | max must not be less than initial
          on-failure = park | on-failure = park needs park-queue-url
          park-queue-url = "https://h/1/p" | park-queue-url is there, but on-failure is not park
          credentials.profile = x | profile may only be given with from = profile
          credentials.from = profile | from = profile needs profile
          credentials.from = static | from = static needs access-key-id and secret-access-key
          credentials.session-token = x | may only be given with from = static
          credentials.web-identity.role-arn = x | web-identity may only be given with from = web-identity
          credentials.assume-role.external-id = x | external-id is there without role-arn
          credentials.assume-role.session-name = "a b" | session-name must be 2 to 64 letters
          credentials.assume-role.duration = 1m | duration must be from 15m to 12h
          region = null, queue-url = "sqs.eu-west-1" | not a queue: "sqs.eu-west-1"
          """)
  @DisplayName("options that do not go together are named")
  void rules(String options, String problem) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigReader.bind(plugin(), QUEUE + options))
        .satisfies(e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }

  @Test
  @DisplayName("parking into a queue that is read would go round for ever")
  void parkElsewhere() {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(
            () ->
                ConfigReader.bind(
                    plugin(),
                    QUEUE + "on-failure = park\n" + QUEUE.replace("queue-url", "park-queue-url")))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .contains("must not be one of the queues that are read"));
  }

  @Test
  @DisplayName("secrets do not print")
  void secretsDoNotPrint() throws InvalidConfigException {
    assertThat(ConfigReader.bind(plugin(), examples().getFirst()).toString())
        .doesNotContain("AKIAEXAMPLE")
        .contains("secretAccessKey=Optional[<secret>]");
  }
}
