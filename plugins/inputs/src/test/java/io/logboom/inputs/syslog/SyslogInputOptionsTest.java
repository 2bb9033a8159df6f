package io.logboom.inputs.syslog;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

/** The options, their prose and their table. */
final class SyslogInputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new SyslogInputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        """
        listen = ["udp://0.0.0.0:514", "tls://[::]:6514", "relps://127.0.0.1:2515"]
        framing = octet-counting
        max-message-size = 128KiB
        oversize = reject
        time-zone = Europe/Berlin
        raw = always
        allow = [192.0.2.0/24]
        max-rate = 1000
        max-connections = 17
        frame-timeout = 30s
        idle-timeout = 10m
        proxies = [198.51.100.7]
        receive-buffer = 4MiB
        threads = 3
        tls {
          certificate = /etc/logboom/agent.pem, key = /etc/logboom/agent.key, key-password = x
          client-certificates = required, client-ca = /etc/logboom/senders.pem
        }
        """);
  }
}
