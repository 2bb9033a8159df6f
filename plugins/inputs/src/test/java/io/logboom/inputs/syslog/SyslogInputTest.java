package io.logboom.inputs.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.inputs.net.Transport;
import io.logboom.testkit.ScriptedEmitter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes in over plain sockets goes on as events, with either way to wait for sockets. */
final class SyslogInputTest {
  private static final String MESSAGE = "<134>1 2026-10-07T03:04:05Z host app 7 ID - text ";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Transport.class)
  void datagrams(Transport transport) throws Exception {
    try (var trial =
        new Trial(transport, ScriptedEmitter.delivering(), folder, Trial.listen(Protocol.UDP))) {
      trial.datagram(MESSAGE + "1");
      trial.datagram(MESSAGE + "2\n");
      assertThat(trial.events(2)).containsExactlyInAnyOrder(event("1", "udp"), event("2", "udp"));
      trial.stop();
      assertThat(trial.running().failure()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void lines(Transport transport) throws Exception {
    try (var trial =
        new Trial(transport, ScriptedEmitter.delivering(), folder, Trial.listen(Protocol.TCP))) {
      trial.send(MESSAGE + "1\n" + MESSAGE + "2\r\n" + MESSAGE + "3");
      assertThat(trial.events(3))
          .containsExactly(event("1", "tcp"), event("2", "tcp"), event("3", "tcp"));
      trial.stop();
      assertThat(trial.running().failure()).isNull();
      assertThat(trial.context().counts()).containsOnlyKeys("connections");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void countedOctets(Transport transport) throws Exception {
    try (var trial =
        new Trial(transport, ScriptedEmitter.delivering(), folder, Trial.listen(Protocol.TCP))) {
      String message = MESSAGE + "1\nand 2";
      trial.send(message.length() + " " + message + (MESSAGE.length() + 1) + " " + MESSAGE + "3");
      assertThat(trial.events(2)).containsExactly(event("1\\nand 2", "tcp"), event("3", "tcp"));
    }
  }

  private static String event(String text, String protocol) {
    return "{\"timestamp\":\"2026-10-07T03:04:05Z\",\"host\":\"host\",\"app\":\"app\",\"procid\":\"7\",\"msgid\":\"ID\",\"facility\":\"local0\",\"severity\":\"info\",\"message\":\"text"
               + " "
        + text
        + "\",\"peer\":\"127.0.0.1\",\"transport\":\""
        + protocol
        + "\"}";
  }
}
