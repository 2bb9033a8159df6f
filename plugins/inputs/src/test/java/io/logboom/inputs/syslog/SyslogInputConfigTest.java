package io.logboom.inputs.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.InvalidConfigException;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules between options. */
final class SyslogInputConfigTest {

  @Test
  void defaults() throws Exception {
    var config = Trial.config("listen = [\"udp://0.0.0.0:514\", \"relp://[::1]:2514\"]");
    assertThat(config.listen().getLast()).hasToString("relp://[::1]:2514");
    assertThat(config.zone()).isEqualTo(ZoneId.systemDefault());
    assertThat(config.loops()).isBetween(1, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "listen = []; at least one address",
        "listen = [\"udp://0.0.0.0:514\", \"udp://0.0.0.0:514\"]; an address twice",
        "listen = [\"0.0.0.0:514\"]; does not begin with one of udp, tcp, tls, relp, relps",
        "listen = [\"udp://0.0.0.0\"]; not an address to listen on",
        "listen = [\"tls://0.0.0.0:6514\"]; need tls.certificate and tls.key",
        "listen = [\"tcp://0.0.0.0:514\"], tls { certificate = a, key = b }; has no tls:// or"
            + " relps://",
        "listen = [\"tcp://0.0.0.0:514\"], max-message-size = 2MiB; from 480B to 1MiB",
        "listen = [\"tcp://0.0.0.0:514\"], max-message-size = 479B; from 480B to 1MiB",
        "listen = [\"tcp://0.0.0.0:514\"], max-rate = 0; at least 1",
        "listen = [\"tcp://0.0.0.0:514\"], max-connections = 0; at least 1",
        "listen = [\"tcp://0.0.0.0:514\"], frame-timeout = 0s; at least 1ms",
        "listen = [\"tcp://0.0.0.0:514\"], idle-timeout = 0s; at least 1ms",
        "listen = [\"tcp://0.0.0.0:514\"], receive-buffer = 1KiB; from 4KiB to 1GiB",
        "listen = [\"tcp://0.0.0.0:514\"], threads = 0; from 1 to 64",
        "listen = [\"tcp://0.0.0.0:514\"], time-zone = Berlin; no time zone \"Berlin\""
      })
  void rules(String section, String rule) {
    assertThatThrownBy(() -> Trial.config(section))
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems()).anySatisfy(problem -> assertThat(problem).contains(rule)));
  }
}
