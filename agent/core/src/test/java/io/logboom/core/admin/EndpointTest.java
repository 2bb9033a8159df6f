package io.logboom.core.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.AdminConfig;
import io.logboom.core.config.AdminConfig.ReadAccess;
import io.logboom.core.config.HostPort;
import io.logboom.spi.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin endpoint as it is asked, byte by byte. */
class EndpointTest {
  private final Sample agent = new Sample();
  private Admin admin = Admin.start(AdminConfig.OFF, agent);
  private int port;

  @AfterEach
  void end() {
    admin.close();
  }

  private void serve(String host, ReadAccess access, Optional<Secret> token) throws Exception {
    admin = agent.serve(new AdminConfig(true, Optional.of(new HostPort(host, 0)), token, access));
    port = admin.address().get(20, TimeUnit.SECONDS).getPort();
  }

  private void serve() throws Exception {
    serve("127.0.0.1", ReadAccess.TOKEN, Optional.empty());
  }

  private String ask(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketException _) {
        // Whoever sends too much may find the connection closed before all of it was read.
        answer.writeBytes("closed".getBytes(StandardCharsets.UTF_8));
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private String get(String path, String... headers) throws IOException {
    return ask(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\nConnection: close\r\n"
            + String.join("", headers)
            + "\r\n");
  }

  private static JsonNode json(String answer) {
    return JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
  }

  @Test
  void readinessComesWithReasons() throws Exception {
    serve();
    var starting = get("/health/ready");
    assertThat(starting).startsWith("HTTP/1.1 503 ");
    assertThat(json(starting).get("status").asString()).isEqualTo("starting");
    agent.health.ready("pipelines.p.inputs.stream");
    agent.health.unready("pipelines.p.inputs.trail", "trail: no such queue");
    var unready = json(get("/health/ready"));
    assertThat(unready.get("status").asString()).isEqualTo("unready");
    assertThat(unready.get("reasons")).hasSize(1);
    assertThat(unready.at("/reasons/0/input").asString()).isEqualTo("pipelines.p.inputs.trail");
    assertThat(unready.at("/reasons/0/why").asString()).isEqualTo("trail: no such queue");
    agent.ready();
    assertThat(get("/health/ready")).startsWith("HTTP/1.1 200 ");
    agent.health.stop();
    assertThat(json(get("/health/ready")).get("status").asString()).isEqualTo("stopping");
  }

  @Test
  void livenessIsThatNothingIsStuck() throws Exception {
    serve();
    assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
    agent.stuck.add("a write of siem");
    var stuck = get("/health/live");
    assertThat(stuck).startsWith("HTTP/1.1 503 ");
    assertThat(json(stuck).at("/reasons/0").asString()).isEqualTo("a write of siem");
  }

  @Test
  void theStatusHasTheShapeThatIsDocumented() throws Exception {
    serve();
    var status = json(get("/status"));
    assertThat(status.get("status").asString()).isEqualTo("starting");
    assertThat(status.get("events").asLong()).isEqualTo(100);
    assertThat(status.get("dead-letters").asLong()).isEqualTo(2);
    assertThat(status.get("warnings")).hasSize(2);
    var input = status.at("/pipelines/p/inputs/0");
    assertThat(input.get("name").asString()).isEqualTo("trail");
    assertThat(input.get("state").asString()).isEqualTo("starting");
    assertThat(input.at("/delivery/p99-at-most-seconds").asDouble()).isEqualTo(0.05);
    assertThat(input.at("/freshness/0/account").asString()).isEqualTo("111122223333");
    assertThat(input.at("/freshness/0/seconds").asDouble()).isBetween(59.0, 120.0);
    assertThat(input.at("/values/messages-in-flight").asLong()).isEqualTo(4);
    assertThat(status.at("/pipelines/p/filters/0/out-events").asLong()).isEqualTo(97);
    assertThat(status.at("/pipelines/p/filters/1/name").asString()).isEqualTo("siem.0");
    var output = status.at("/pipelines/p/outputs/0");
    assertThat(output.at("/trouble/why").asString()).isEqualTo("HTTP 503");
    assertThat(output.at("/queue/limit-bytes").asLong()).isEqualTo(1000);
  }

  @Test
  void headHasNoBody() throws Exception {
    serve();
    var answer = ask("HEAD /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void whatIsNotARead(String method) throws Exception {
    serve("127.0.0.1", ReadAccess.TOKEN, Optional.of(Secret.of("s3cret")));
    String rest = " /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    assertThat(ask(method + rest + "\r\n")).startsWith("HTTP/1.1 401 ").contains("Bearer");
    assertThat(ask(method + rest + "Authorization: Bearer wrong\r\n\r\n"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(ask(method + rest + "Authorization: Bearer s3cret\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ")
        .contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example.com", "evil.example.com:9600", "127.0.0.1.evil.example.com"})
  void aPageOfTheWebCannotGetHereByANameOfItsOwn(String host) throws Exception {
    serve();
    assertThat(ask("GET /status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ")
        .doesNotContain("pipelines");
  }

  @Test
  void othersThanThisMachineShowTheToken() throws Exception {
    serve("0.0.0.0", ReadAccess.TOKEN, Optional.of(Secret.of("s3cret")));
    agent.health.unready("pipelines.p.inputs.trail", "trail: no such queue");
    assertThat(get("/status")).startsWith("HTTP/1.1 401 ").doesNotContain("pipelines");
    assertThat(get("/metrics")).startsWith("HTTP/1.1 401 ").doesNotContain("logboom_");
    assertThat(get("/health/ready")).startsWith("HTTP/1.1 503 ").doesNotContain("queue");
    assertThat(get("/health/live")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/status", "Authorization: bearer s3cret\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/status", "Authorization: Bearer s3cre\r\n")).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void anyoneMayReadWhereTheConfigurationSaysSo() throws Exception {
    serve("0.0.0.0", ReadAccess.ANYONE, Optional.empty());
    assertThat(get("/status")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("POST /status HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void unknownPathsAndBrokenRequestsAreRefused() throws Exception {
    serve();
    assertThat(get("/")).startsWith("HTTP/1.1 404 ");
    assertThat(get("/status/")).startsWith("HTTP/1.1 404 ");
    assertThat(ask("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(get("/status", "X: " + "x".repeat(40_000) + "\r\n")).doesNotContain("pipelines");
    assertThat(get("/status")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void thoseWhoSendNothingDoNotKeepOthersOut() throws Exception {
    serve();
    var idle = new java.util.ArrayList<Socket>();
    try {
      for (int i = 0; i < 40; i++) {
        idle.add(new Socket(InetAddress.getLoopbackAddress(), port));
        idle.getLast().getOutputStream().write("GET /sta".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(get("/status")).startsWith("HTTP/1.1 200 ");
    } finally {
      for (var socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsAFailureOnlyIfItWasAskedFor() throws Exception {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var listen = new HostPort("127.0.0.1", taken.getLocalPort());
      admin =
          agent.serve(
              new AdminConfig(true, Optional.of(listen), Optional.empty(), ReadAccess.TOKEN));
      await().atMost(Duration.ofSeconds(20)).until(() -> !agent.failures.isEmpty());
      assertThat(agent.failures.getFirst()).contains("127.0.0.1:" + taken.getLocalPort());
    }
  }
}
