package io.logboom.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Syslog through the built distribution, from senders of our own to a file. */
class SyslogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Pattern NUMBER = Pattern.compile("number (\\d+)");

  private Path folder;
  private int port;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createTempDirectory(Built.scratch("syslog"), "run");
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
  }

  @Test
  void everyTransportArrives() throws Exception {
    try (Agent agent = agent("udp", "tcp")) {
      listening(agent, "tcp");
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
          var datagrams = new DatagramSocket()) {
        for (int i = 0; i < 1000; i++) {
          String message = message(i);
          socket.getOutputStream().write((message.length() + " " + message).getBytes(UTF_8));
        }
        for (int i = 1000; i < 1100; i++) {
          byte[] bytes = message(i).getBytes(UTF_8);
          datagrams.send(
              new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
        await().atMost(PATIENCE).until(() -> arrived().size() == 1100);
      }
      stop(agent);
      assertThat(agent.stderr()).contains("1,100 events");
    }
    assertThat(Files.readAllLines(folder.resolve("rows")).getFirst())
        .startsWith(
            "{\"timestamp\":\"2026-10-07T03:04:05.123Z\",\"host\":\"web01\",\"app\":\"app\"");
  }

  @Test
  void whatWasAnsweredOutlivesTheAgent() throws Exception {
    List<String> messages = IntStream.range(0, 30_000).mapToObj(SyslogIT::message).toList();
    Set<String> answered = ConcurrentHashMap.newKeySet();
    for (int killed = 1; answered.size() < messages.size(); killed++) {
      try (Agent agent = agent("relp")) {
        listening(agent, "relp");
        int enough = killed * messages.size() / 4;
        var sending = Thread.ofVirtual().start(() -> send(messages, answered));
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(PATIENCE)
            .until(() -> answered.size() >= enough || !sending.isAlive());
        agent.kill();
        sending.join(PATIENCE);
      }
    }
    try (Agent agent = agent("relp")) {
      listening(agent, "relp");
      await().atMost(PATIENCE).until(() -> arrived().size() == messages.size());
      stop(agent);
    }
  }

  private void send(List<String> messages, Set<String> answered) {
    try {
      new RelpClient(port, answered).send(messages);
    } catch (IOException e) {
      // The agent was killed: the next one gets what it has not answered.
      assertThat(e).isNotNull();
    }
  }

  private static String message(int number) {
    return "<134>1 2026-10-07T03:04:05.123Z web01 app 7 ID - number "
        + number
        + " "
        + "x".repeat(200);
  }

  private Set<Integer> arrived() throws IOException {
    Set<Integer> numbers = new HashSet<>();
    // A file has another suffix while it is written to; one that a killed agent left may be whole.
    try (var files = Files.newDirectoryStream(folder, "rows*")) {
      for (Path rows : files) {
        var matcher = NUMBER.matcher(Files.readString(rows));
        while (matcher.find()) {
          numbers.add(Integer.parseInt(matcher.group(1)));
        }
      }
    }
    return numbers;
  }

  private Agent agent(String... protocols) throws IOException {
    String listen = String.join(", ", List.of(protocols).stream().map(this::address).toList());
    Path configuration = folder.resolve("agent.conf");
    Files.writeString(
        configuration,
        """
        data-dir = "%s"
        pipelines.p {
          inputs.network { type = syslog, listen = [%s] }
          outputs.rows { type = file, path = "%s" }
        }
        """
            .formatted(folder.resolve("data"), listen, folder.resolve("rows")));
    return Agent.start(folder, Map.of(), "run", configuration.toString());
  }

  private String address(String protocol) {
    return "\"" + protocol + "://127.0.0.1:" + port + "\"";
  }

  /** Waits for the last of the listeners to be open. */
  private static void listening(Agent agent, String last) {
    await().atMost(PATIENCE).until(() -> agent.stderr().contains("listening on " + last));
  }

  private static void stop(Agent agent) throws Exception {
    agent.terminate();
    assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
  }
}
