package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configuration that a package brings, which runs as installed. */
class InstalledIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HOME = "/var/lib/logboom";

  /** The same, with a folder and a port of the test's own. */
  private static Path installed(Path folder, int port, String edited) throws IOException {
    String text =
        Files.readString(Built.checkout().resolve("packaging/linux/logboom.conf"))
            .replace(HOME, folder.toString())
            .replace("127.0.0.1:5514", "127.0.0.1:" + port)
            .replace("#inputs.trail", edited);
    assertThat(text).contains(folder.toString(), "127.0.0.1:" + port);
    return Files.writeString(folder.resolve("logboom.conf"), text);
  }

  @Test
  void runsAsInstalled() throws Exception {
    Path folder = Files.createTempDirectory(Built.scratch("installed"), "run");
    int port = Pusher.freePort();
    Path configuration = installed(folder, port, "#inputs.trail");
    try (Agent agent = Agent.start(folder, Map.of(), "run", configuration.toString());
        var socket = new DatagramSocket()) {
      await().atMost(PATIENCE).until(() -> agent.stderr().contains("listening on tcp"));
      byte[] message =
          "<134>1 2026-11-05T03:04:05Z web01 app 7 ID - hello".getBytes(StandardCharsets.UTF_8);
      socket.send(
          new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
      Path written = folder.resolve("events/2026-11-05.json.open");
      await()
          .atMost(PATIENCE)
          .until(() -> Files.exists(written) && Files.readString(written).endsWith("}\n"));
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(Files.readString(folder.resolve("events/2026-11-05.json")))
          .contains("\"message\":\"hello\"");
    }
  }

  @Test
  void isGoodWithTheLineForAQueue() throws Exception {
    Path folder = Files.createTempDirectory(Built.scratch("installed"), "check");
    Path configuration = installed(folder, Pusher.freePort(), "inputs.trail");
    try (Agent agent = Agent.start(folder, Map.of(), "check", configuration.toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(agent.stdout()).isEqualTo(List.of("OK: 1 pipeline, 2 inputs, 1 output"));
    }
  }
}
