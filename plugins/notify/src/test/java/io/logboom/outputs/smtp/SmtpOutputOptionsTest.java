package io.logboom.outputs.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmtpOutputOptionsTest extends ConfigContract {
  private static final String NEEDED =
      "host = mail.example.com, from = \"alerts@example.com\", to = [\"soc@example.com\"]\n";

  @Override
  protected Plugin<?> plugin() {
    return new SmtpOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        NEEDED
            + """
            port = 2525, security = implicit, username = u, password = p, hello = me.example.com
            cc = ["a@example.com"], bcc = ["b@example.com"], reply-to = ["c@example.com"]
            subject = "[{severity}] {title}", attach-record = true
            tls { ca = /ca, certificate = /c, key = /k, key-password = p, verify-hostname = false }
            connect-timeout = 1s, request-timeout = 1s
            """,
        NEEDED
            + """
            tls {
              trust-store = /t, trust-store-password = p, key-store = /k, key-store-password = p
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to = [] | at least one",
        "from = alerts | alerts@example.com",
        "host = \"a b\" | host is",
        "port = 0 | port must be",
        "hello = \"a\\r\\nMAIL FROM:<>\" | hello is",
        "username = u | together",
        "password = p | together",
        "security = none, username = u, password = p | not sent without TLS",
        "connect-timeout = 0s | timeout must be",
        "request-timeout = 2d | timeout must be",
      })
  void refuses(String options, String because) {
    assertThatThrownBy(() -> ConfigReader.bind(plugin(), NEEDED + options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }

  @ParameterizedTest
  @CsvSource({"starttls, 587", "implicit, 465", "none, 25"})
  void knowsThePorts(String security, int port) throws Exception {
    var config = ConfigReader.bind(new SmtpOutputPlugin(), NEEDED + "security = " + security);
    assertThat(config.portOrDefault()).isEqualTo(port);
  }
}
