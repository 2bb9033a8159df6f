package io.logboom.inputs.http;

import io.logboom.inputs.net.Cidr;
import io.logboom.inputs.net.ListenAddress;
import io.logboom.inputs.net.ServerTls;
import io.logboom.spi.DataSize;
import io.logboom.spi.Framing;
import io.logboom.spi.Glob;
import java.time.Duration;
import java.util.List;

/** The section of an http input; {@code reference.conf} says what each option means. */
record HttpInputConfig(
    ListenAddress listen,
    List<Glob> paths,
    Framing framing,
    Auth auth,
    ServerTls tls,
    List<Cidr> allow,
    int maxConnections,
    int concurrency,
    DataSize maxBodySize,
    Duration idleTimeout,
    Duration receiveTimeout,
    Duration deliveryTimeout,
    List<Glob> commonAttributes) {

  HttpInputConfig {
    paths = List.copyOf(paths);
    allow = List.copyOf(allow);
    commonAttributes = List.copyOf(commonAttributes);
    require(!paths.isEmpty(), "paths must name at least one path, or the pattern /**");
    require(
        maxConnections >= 1 && maxConnections <= 65_536, "max-connections must be from 1 to 65536");
    require(concurrency >= 1 && concurrency <= 1024, "concurrency must be from 1 to 1024");
    require(maxBodySize.bytes() >= 1, "max-body-size must be at least 1B");
    for (var timeout : List.of(idleTimeout, receiveTimeout, deliveryTimeout)) {
      require(
          timeout.toMillis() >= 1 && timeout.toDays() <= 1,
          "a timeout must be longer than 0s and no longer than a day");
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
