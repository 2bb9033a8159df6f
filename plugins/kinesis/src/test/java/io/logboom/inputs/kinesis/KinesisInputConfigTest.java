package io.logboom.inputs.kinesis;

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

final class KinesisInputConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new KinesisInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        stream = "arn:aws:kinesis:eu-west-1:111122223333:stream/trail"
        region = eu-west-1
        endpoint = "http://localhost:5000"
        kinesis-endpoint = "http://localhost:4567"
        dynamodb-endpoint = "http://localhost:8000"
        cloudwatch-endpoint = "http://localhost:5002"
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
        start = 2h
        application = siem
        table = siem-leases
        worker-id = agent-1
        retrieval = fan-out
        consumer = siem-1
        metrics = cloudwatch
        failover-time = 20s
        shard-sync = 30s
        poll-interval = 500ms
        checkpoint-interval = 1s
        fetch-size = 256KiB
        outside-shard = drop
        retry { initial = 5s, max = 5m }
        framing { format = lines, path = logs, max-event-size = 1MiB }
        """,
        "stream = trail, leases = local, credentials { from = profile, profile = audit }",
        "stream = trail, credentials { from = web-identity, web-identity {"
            + " role-arn = \"arn:aws:iam::111122223333:role/reader\", token-file = /tmp/token } }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stream = "a b" | not a stream: "a b"
          start = later | not a place to start: "later"
          leases = local, application = siem | application may only be given with leases = dynamodb
          leases = local, table = siem | table may only be given with leases = dynamodb
          leases = local, worker-id = me | worker-id may only be given with leases = dynamodb
          leases = local, retrieval = fan-out | retrieval = fan-out may only be given with leases = dynamodb
          leases = local, metrics = cloudwatch | metrics = cloudwatch may only be given with leases = dynamodb
          consumer = siem | consumer may only be given with retrieval = fan-out
          table = "a/b" | application, table and consumer must be 3 to 128 letters
          failover-time = 500ms | failover-time must be from 1s to 10m
          shard-sync = 2h | shard-sync must be from 1s to 1h
          poll-interval = 100ms | poll-interval must be from 200ms to 1m
          checkpoint-interval = 11m | checkpoint-interval must be from 0s to 10m
          fetch-size = 11MiB | fetch-size must be from 1KiB to 10MiB
          retry.max = 2h | retry.max must not be more than 1h
          """)
  @DisplayName("options that do not go together are named")
  void rules(String options, String problem) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigReader.bind(plugin(), "stream = trail\n" + options))
        .satisfies(e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }

  @Test
  @DisplayName("an ARN tells name and region")
  void arn() {
    var stream = StreamName.of("arn:aws-cn:kinesis:cn-north-1:111122223333:stream/a.b-c_d");
    assertThat(stream.name()).isEqualTo("a.b-c_d");
    assertThat(stream.region()).contains("cn-north-1");
  }

  @Test
  @DisplayName("secrets do not print")
  void secretsDoNotPrint() throws InvalidConfigException {
    assertThat(ConfigReader.bind(plugin(), examples().getFirst()).toString())
        .doesNotContain("AKIAEXAMPLE")
        .contains("secretAccessKey=Optional[<secret>]");
  }
}
