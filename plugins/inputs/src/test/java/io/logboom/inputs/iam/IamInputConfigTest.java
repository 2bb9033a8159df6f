package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IamInputConfigTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new IamInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        schedule = "30 3 * * mon-fri"
        jitter = 10m
        kinds = [users, groups]
        details = [
          attached-policies, inline-policies, access-keys, mfa-devices, login-profile,
          credential-report
        ]
        id-case = google
        changes-only = true
        concurrency = 8
        roles = ["arn:aws:iam::111122223333:role/reader", "arn:aws:iam::444455556666:role/reader"]
        external-id = example
        region = cn-north-1
        endpoint = "http://localhost:5000"
        sts-endpoint = "http://localhost:5001"
        credentials {
          from = static
          access-key-id = AKIAEXAMPLE
          secret-access-key = example
          session-token = example
          assume-role { session-name = boom, duration = 2h }
        }
        retry { initial = 5s, max = 1m }
        """,
        """
        account = "111122223333"
        credentials { from = profile, profile = audit }
        """,
        """
        schedule = once
        credentials {
          from = web-identity
          web-identity {
            role-arn = "arn:aws:iam::111122223333:role/web", token-file = /tmp/token
          }
          assume-role { role-arn = "arn:aws:iam::444455556666:role/reader", external-id = example }
        }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedule = sometimes | not a schedule: "sometimes"; write once, how often
          schedule = 0s | schedule must be from 1s to 366d
          schedule = "0 0 30 2 *" | there is no such time: "0 0 30 2 *"
          schedule = "60 0 * * *" | not a field of cron from 0 to 59: "60"
          jitter = 6h | jitter must be less than the time between two walks, and than 24h
          kinds = [] | kinds must name at least one kind
          kinds = [users, users] | kinds must name no kind twice
          details = [access-keys, access-keys] | details must name no detail twice
          concurrency = 0 | concurrency must be from 1 to 64
          concurrency = 65 | concurrency must be from 1 to 64
          roles = ["reader"] | roles must be ARNs of roles
          external-id = x | external-id belongs to roles, of which there are none
          account = 1 | account must be twelve digits
          retry.max = 1s | max must not be less than initial
          """)
  @DisplayName("options that do not go together are named")
  void rules(String options, String problem) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> ConfigReader.bind(plugin(), options))
        .satisfies(e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          account = "111122223333" | account must not be given with roles
          roles = ${r} ["arn:aws:iam::111122223333:role/a"] | roles must name no role twice
          credentials.assume-role.role-arn = "arn:aws:iam::1:role/b" | must not both be given
          """)
  @DisplayName("what roles already tell must not be told twice")
  void roles(String options, String problem) {
    String role = "[\"arn:aws:iam::111122223333:role/a\"]";
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(
            () ->
                ConfigReader.bind(
                    plugin(), "roles = " + role + "\n" + options.replace("${r}", role)))
        .satisfies(e -> assertThat(e.problems()).singleElement().asString().contains(problem));
  }
}
