package io.logboom.inputs.syslog;

import io.logboom.inputs.net.Cidr;
import io.logboom.inputs.net.ServerTls;
import io.logboom.spi.DataSize;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The section of a syslog input; {@code reference.conf} says what each option means. */
record SyslogInputConfig(
    List<Listen> listen,
    StreamFraming framing,
    DataSize maxMessageSize,
    Oversize oversize,
    Optional<String> timeZone,
    Raw raw,
    List<Cidr> allow,
    Optional<Integer> maxRate,
    int maxConnections,
    Duration frameTimeout,
    Duration idleTimeout,
    List<Cidr> proxies,
    DataSize receiveBuffer,
    Optional<Integer> threads,
    ServerTls tls) {

  /** The most there are, however many processors. */
  private static final int THREADS = 4;

  /** What becomes of a message that is too long. */
  enum Oversize {
    TRUNCATE,
    REJECT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether events have the message as it came. */
  enum Raw {
    NEVER,
    ALWAYS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  SyslogInputConfig {
    listen = List.copyOf(listen);
    allow = List.copyOf(allow);
    proxies = List.copyOf(proxies);
    require(!listen.isEmpty(), "listen needs at least one address");
    require(listen.stream().distinct().count() == listen.size(), "listen has an address twice");
    require(
        maxMessageSize.bytes() >= 480 && maxMessageSize.bytes() <= 1 << 20,
        "max-message-size must be from 480B to 1MiB");
    require(maxRate.isEmpty() || maxRate.get() >= 1, "max-rate must be at least 1");
    require(maxConnections >= 1, "max-connections must be at least 1");
    require(frameTimeout.toMillis() >= 1, "frame-timeout must be at least 1ms");
    require(idleTimeout.toMillis() >= 1, "idle-timeout must be at least 1ms");
    require(
        receiveBuffer.bytes() >= 4096 && receiveBuffer.bytes() <= 1 << 30,
        "receive-buffer must be from 4KiB to 1GiB");
    require(
        threads.isEmpty() || (threads.get() >= 1 && threads.get() <= 64),
        "threads must be from 1 to 64");
    boolean encrypted = listen.stream().anyMatch(one -> one.protocol().encrypted());
    require(!encrypted || tls.enabled(), "tls:// and relps:// need tls.certificate and tls.key");
    require(encrypted || !tls.enabled(), "tls is there, but listen has no tls:// or relps://");
    zone(timeZone);
  }

  /** Whose clock those have who do not say. */
  ZoneId zone() {
    return zone(timeZone);
  }

  private static ZoneId zone(Optional<String> name) {
    try {
      return name.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "time-zone: no time zone \""
              + name.get()
              + "\"; write one such as Europe/Berlin, UTC or"
              + " +02:00",
          e);
    }
  }

  /** How many event loops there are. */
  int loops() {
    return threads.orElseGet(() -> Math.min(THREADS, Runtime.getRuntime().availableProcessors()));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
