package io.logboom.inputs.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options, their prose and their table, and the rules between them. */
final class HttpInputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new HttpInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        listen = "0.0.0.0:8080"
        paths = [ "/logs" ]
        framing { format = json-array, path = "detail.items", max-event-size = 1MiB }
        auth { type = bearer, token = token }
        tls {
          certificate = "/etc/logboom/agent.pem", key = "/etc/logboom/agent.key", key-password = word
          client-certificates = required, client-ca = "/etc/logboom/senders.pem"
        }
        allow = [ "192.0.2.0/24" ]
        max-connections = 7
        concurrency = 7
        max-body-size = 1MiB
        idle-timeout = 7s
        receive-timeout = 7s
        delivery-timeout = 7s
        common-attributes = [ "team" ]
        """,
        """
        listen = "[::1]:8080"
        auth { type = basic, username = user, password = word }
        """,
        """
        listen = "localhost:0"
        auth { type = header, header = X-Key, value = word }
        """);
  }

  @Test
  void rulesHold() {
    refused(() -> new Options().paths().config(), "paths");
    refused(() -> new Options().concurrency(0).config(), "concurrency");
    refused(() -> new Options().maxBodySize("0B").config(), "max-body-size");
    refused(() -> new Options().idle(Duration.ZERO).config(), "timeout");
    refused(() -> new Options().receive(Duration.ofDays(2)).config(), "timeout");
    refused(() -> new Options().delivery(Duration.ofSeconds(-1)).config(), "timeout");
  }

  @Test
  void rulesOfAuthHold() {
    refused(() -> Options.auth(Auth.Type.BASIC, "user", null, null, null, null), "needs password");
    refused(() -> Options.auth(Auth.Type.BASIC, "a:b", "x", null, null, null), "colon");
    refused(() -> Options.auth(Auth.Type.NONE, "user", null, null, null, null), "means nothing");
    refused(() -> Options.auth(Auth.Type.BEARER, null, null, null, null, null), "needs token");
    refused(() -> Options.bearer("s3cr\u00e9t"), "plain ASCII");
    refused(() -> Options.auth(Auth.Type.HEADER, null, null, null, "X Key", "x"), "X Key");
    refused(() -> Options.auth(Auth.Type.HEADER, null, null, null, "X-Key", "s3cr\n"), "value");
  }

  private static void refused(Runnable options, String because) {
    assertThatThrownBy(options::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because)
        .hasMessageNotContaining("s3cr");
  }
}
