package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.inputs.net.Certificates;
import io.logboom.inputs.net.Transport;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, and what is done with those who behave badly. */
@Timeout(60)
final class ListenersTest {
  private static final String MESSAGE = "<13>Oct  7 03:04:05 web01 app: text";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Transport.class)
  void encrypted(Transport transport) throws Exception {
    var certificates = new Certificates(folder);
    certificates.make("agent", "EC");
    certificates.make("sender", "EC");
    String options =
        tls(
            "tls",
            "client-certificates = required, client-ca = \""
                + certificates.file("sender.pem")
                + "\"");
    try (var trial = new Trial(transport, ScriptedEmitter.delivering(), folder, options)) {
      var client = certificates.client(Optional.of("sender"), "agent").getSocketFactory();
      try (var socket = client.createSocket(InetAddress.getLoopbackAddress(), trial.port())) {
        socket.getOutputStream().write((MESSAGE.length() + " " + MESSAGE).getBytes(ISO_8859_1));
      }
      assertThat(trial.events(1).getFirst())
          .endsWith("\"peer\":\"127.0.0.1\",\"transport\":\"tls\",\"certificate\":\"CN=sender\"}");
      trial.send("no TLS at all, and not for want of bytes: 0123456789");
      trial.counted("tls-failures", 1);
      trial.send("\u0016\u0003\u0001\u0002\u0000garbage".repeat(100));
      trial.counted("tls-failures", 2);
      assertThat(trial.emitter().emitted()).hasSize(1);
    }
  }

  @Test
  void answersInsideOfTls() throws Exception {
    var certificates = new Certificates(folder);
    certificates.make("agent", "EC");
    try (var trial =
        new Trial(Transport.best(), ScriptedEmitter.delivering(), folder, tls("relps", ""))) {
      var client = certificates.client("agent").getSocketFactory();
      try (var peer =
          new RelpPeer(client.createSocket(InetAddress.getLoopbackAddress(), trial.port()))) {
        peer.open();
        peer.send(2, "syslog", MESSAGE);
        assertThat(peer.answer()).isEqualTo(new RelpPeer.Answer(2, "rsp", "200 OK"));
      }
    }
  }

  private String tls(String protocol, String more) {
    return "listen = [\""
        + protocol
        + "://127.0.0.1:0\"]\ntls { certificate = \""
        + folder.resolve("agent.pem")
        + "\", key = \""
        + folder.resolve("agent.key")
        + "\", "
        + more
        + " }";
  }

  @Test
  void strangersAreTurnedAway() throws Exception {
    String options =
        "listen = [\"udp://127.0.0.1:0\", \"tcp://127.0.0.1:0\"], allow = [192.0.2.0/24]";
    try (var trial = trial(options)) {
      trial.datagram(MESSAGE);
      trial.counted("refused-datagrams", 1);
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), trial.port(1))) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(trial.context().count("refused-peers")).isEqualTo(1);
      assertThat(trial.emitter().emitted()).isEmpty();
    }
  }

  @Test
  void proxiesSayWhoSends() throws Exception {
    String options = tcp("proxies = [127.0.0.1], allow = [192.0.2.0/24]");
    try (var trial = trial(options)) {
      trial.send("PROXY TCP4 192.0.2.7 127.0.0.1 5000 6514\r\n" + MESSAGE + "\n");
      assertThat(trial.events(1).getFirst()).contains("\"peer\":\"192.0.2.7\"");
      // Version 2, IPv4: signature, command, family, length, addresses, ports.
      trial.send(
          "\r\n\r\n"
              + "\0\r\n"
              + "QUIT\n"
              + "!\u0011\0\u000c\u00c0\0\u0002\u0008\u007f\0\0\1\u0013\u0088\u0019r"
              + MESSAGE
              + "\n");
      assertThat(trial.events(2).getLast()).contains("\"peer\":\"192.0.2.8\"");
      trial.send("PROXY TCP4 203.0.113.7 127.0.0.1 5000 6514\r\n" + MESSAGE + "\n");
      trial.counted("refused-peers", 1);
      trial.send(MESSAGE + "\n");
      trial.counted("proxy-failures", 1);
      assertThat(trial.emitter().emitted()).hasSize(2);
    }
  }

  @Test
  void aProxyHeaderIsTextWhereNoneIsDue() throws Exception {
    try (var trial = trial(tcp(""))) {
      trial.send("PROXY TCP4 192.0.2.7 127.0.0.1 5000 6514\r\n");
      assertThat(trial.events(1).getFirst()).contains("\"unparsed\":true,\"peer\":\"127.0.0.1\"");
    }
  }

  @Test
  void datagramsBeyondTheRateAreDroppedAndCounted() throws Exception {
    try (var trial = trial("listen = [\"udp://127.0.0.1:0\"], max-rate = 5")) {
      for (int i = 0; i < 50; i++) {
        trial.datagram(MESSAGE);
      }
      await()
          .until(
              () -> trial.context().count("rate-limited") + trial.emitter().emitted().size() == 50);
      assertThat(trial.emitter().emitted()).hasSizeBetween(5, 25);
    }
  }

  @Test
  void connectionsBeyondTheRateAreReadMoreSlowly() throws Exception {
    try (var trial = trial(tcp("max-rate = 20"))) {
      try (var socket = trial.connect()) {
        for (int i = 0; i < 60; i++) {
          socket.getOutputStream().write((MESSAGE + "\n").getBytes(ISO_8859_1));
          socket.getOutputStream().flush();
        }
        assertThat(trial.events(60)).hasSize(60);
      }
    }
  }

  @Test
  void aMessageThatDoesNotEndIsGivenUpInTime() throws Exception {
    try (var trial = trial(tcp("frame-timeout = 300ms"));
        var socket = trial.connect()) {
      socket.getOutputStream().write("4 <1>a100 <2>begun".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
      assertThat(trial.events(2).getLast())
          .contains("\"message\":\"begun\",\"unparsed\":true,\"truncated\":true");
      assertThat(trial.context().count("frame-timeouts")).isEqualTo(1);
    }
  }

  @Test
  void silenceIsNotHeldAgainstASenderUntilItIsLong() throws Exception {
    try (var trial = trial(tcp("frame-timeout = 100ms, idle-timeout = 3s"));
        var socket = trial.connect()) {
      socket.getOutputStream().write("<1>a\n".getBytes(ISO_8859_1));
      trial.events(1);
      assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
      assertThat(trial.context().counts())
          .containsKey("idle-timeouts")
          .doesNotContainKey("frame-timeouts");
    }
  }

  @Test
  void connectionsThatAreTooManyAreHungUp() throws Exception {
    try (var trial = trial(tcp("max-connections = 1"));
        var first = trial.connect()) {
      trial.counted("connections", 1);
      try (var second = trial.connect()) {
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
      first.getOutputStream().write("<1>a\n".getBytes(ISO_8859_1));
      assertThat(trial.events(1)).hasSize(1);
    }
  }

  @Test
  void whatIsTooLongIsCutOrRejected() throws Exception {
    String text = MESSAGE + "x".repeat(600);
    try (var trial = trial(tcp("max-message-size = 500B"))) {
      trial.send(text + "\n" + MESSAGE + "\n");
      assertThat(trial.events(2).getFirst()).contains("x\",\"truncated\":true");
      assertThat(trial.context().count("oversize")).isEqualTo(1);
    }
    try (var trial =
        trial("listen = [\"udp://127.0.0.1:0\"], max-message-size = 500B, oversize = reject")) {
      trial.datagram(text);
      trial.datagram(MESSAGE);
      assertThat(trial.events(1)).hasSize(1);
      await().until(() -> trial.emitter().rejections().size() == 1);
      assertThat(trial.emitter().rejections().getFirst()).contains("max-message-size");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void nothingIsReadWhileThePipelineIsFull(Transport transport) throws Exception {
    var emitter = ScriptedEmitter.blocked();
    try (var trial = new Trial(transport, emitter, folder, tcp(""));
        var socket = trial.connect()) {
      byte[] line = ("<13>app: " + "x".repeat(1000) + "\n").getBytes(ISO_8859_1);
      int lines = 20_000;
      var sending =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < lines; i++) {
                        socket.getOutputStream().write(line);
                      }
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      trial.counted("pauses", 1);
      await().during(Duration.ofMillis(500)).until(sending::isAlive);
      emitter.open();
      assertThat(trial.events(lines)).hasSize(lines);
    }
  }

  @Test
  void whatCannotBeDeliveredMakesTheRunFail() throws Exception {
    var emitter = ScriptedEmitter.holding();
    try (var trial = new Trial(Transport.best(), emitter, folder, tcp(""))) {
      trial.send(MESSAGE + "\n");
      trial.events(1);
      emitter.fail();
      trial.stop();
      assertThat(trial.running().failure()).hasMessageContaining("1 messages were not delivered");
      assertThat(trial.context().count("undelivered")).isEqualTo(1);
    }
  }

  @Test
  void anAddressThatIsTakenIsAnError() throws Exception {
    try (var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (String listen :
          new String[] {
            "tcp://127.0.0.1:" + tcp.getLocalPort(), "udp://127.0.0.1:" + udp.getLocalPort()
          }) {
        var config = Trial.config("listen = [\"" + listen + "\"]");
        try (var input = new SyslogInput(config, new TestContext(folder), Transport.best())) {
          assertThatThrownBy(input::check).hasMessageContaining("cannot listen on");
        }
      }
    }
  }

  private static String tcp(String more) {
    return Trial.listen(Protocol.TCP) + more;
  }

  private Trial trial(String options) throws Exception {
    return new Trial(Transport.best(), ScriptedEmitter.delivering(), folder, options);
  }
}
