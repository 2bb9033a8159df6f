package io.logboom.outputs.ses;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SesOutputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new SesOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        Account.ADDRESSES
            + """
            cc = ["a@example.com"], bcc = ["b@example.com"], reply-to = ["c@example.com"]
            subject = "[{severity}] {title}", attach-record = true, configuration-set = s
            endpoint = "http://localhost:1", sts-endpoint = "http://localhost:1"
            request-timeout = 1s
            credentials {
              from = static, access-key-id = a, secret-access-key = b, session-token = c
              assume-role {
                role-arn = "arn:aws:iam::111122223333:role/r", external-id = e, session-name = me
                duration = 2h
              }
            }
            """,
        Account.ADDRESSES + "credentials { from = profile, profile = p }",
        Account.ADDRESSES
            + "credentials { from = web-identity, web-identity { role-arn = r, token-file = /t }"
            + " }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to = [] | at least one",
        "from = alerts | alerts@example.com",
        "from = \"a@example.com, b@example.com\" | not one address",
        "from = \"a@example.com\\r\\nBcc: x@example.com\" | one line",
        "cc = [\"jürgen@example.com\"] | ASCII",
        "cc = [\"list: a@example.com;\"] | address",
        "cc = [\"a b@example.com\"] | address",
        "configuration-set = \"a b\" | configuration-set",
        "request-timeout = 0s | request-timeout",
      })
  void refuses(String options, String because) {
    assertThatThrownBy(() -> ConfigReader.bind(plugin(), Account.ADDRESSES + options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }

  @Test
  void refusesMoreRecipientsThanSesTakes() {
    String many =
        IntStream.range(0, 50)
            .mapToObj("\"a%d@example.com\""::formatted)
            .collect(Collectors.joining(","));
    assertThatThrownBy(() -> ConfigReader.bind(plugin(), Account.ADDRESSES + "cc = [" + many + "]"))
        .hasMessageContaining("at most 50, not 51");
  }
}
