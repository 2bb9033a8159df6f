package io.logboom.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.logboom.core.config.Plugins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logboom status} before an endpoint that says what it is told to. */
class StatusTest {
  private static final String STATUS =
      """
      {"version":"1.2","status":"%s","started":"2026-11-21T10:00:00Z","uptime-seconds":7300.5,
      "events":1234567,"bytes":1900000000,"dead-letters":3,"in-flight-bytes":12000000,
      "in-flight-limit-bytes":64000000,"warnings":["pipelines.p.outputs.siem: \\u001b[31mfull"],
      "pipelines":{"p":{"inputs":[{"name":"trail","type":"s3","state":"unready",
      "since":"2026-11-21T11:00:00Z","why":"no such queue","events":1234567,"bytes":1900000000,
      "events-per-second":1200.4,"delivery":{"events":5,"p99-at-most-seconds":2.5},
      "failed":{"rejected":2},"freshness":[{"account":"111122223333","region":"us-east-1",
      "seconds":90.2}]}],"filters":[{"name":"0","type":"snare","in-events":10,"out-events":9,
      "dropped":{"filtered":1}}],"outputs":[{"name":"siem","type":"http","events":9,"bytes":10,
      "events-per-second":0,"retries":4,"trouble":{"why":"HTTP 503"},"queue":{"events":7,
      "bytes":1000,"limit-bytes":2000}}]}}}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private HttpServer server;
  private volatile String word = "ready";
  private volatile String token = "";

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            boolean known = token.isEmpty() || ("Bearer " + token).equals(shown);
            byte[] body = STATUS.formatted(word).getBytes(UTF_8);
            int code = known ? 200 : 401;
            if (path.equals("/health/ready")) {
              code = word.equals("ready") ? 200 : 503;
            }
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private int status(String... options) {
    var args = new String[options.length + 3];
    args[0] = "status";
    args[1] = "--address";
    args[2] = "http://127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(options, 0, args, 3, options.length);
    return run(args);
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return new Commands(
            new AgentEngine(new PrintStream(err, true, UTF_8)),
            Plugins::installed,
            environment,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(args);
  }

  @Test
  void tellsPeopleWhatIsWrongFirst() {
    assertThat(status()).isZero();
    assertThat(out.toString(UTF_8).lines().toList())
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("logboom 1.2 at http://").endsWith("up 2 h 1 min"),
            second ->
                assertThat(second)
                    .isEqualTo("  ! p.trail is unready since 2026-11-21T11:00:00Z: no such queue"),
            third -> assertThat(third).isEqualTo("  ! pipelines.p.outputs.siem: ?[31mfull"),
            fourth ->
                assertThat(fourth)
                    .isEqualTo(
                        "1,234,567 events, 1.9 GB; 3 dead letters; 12 MB of 64 MB in flight"),
            empty -> assertThat(empty).isEmpty(),
            pipeline -> assertThat(pipeline).isEqualTo("p"),
            input ->
                assertThat(input)
                    .isEqualTo(
                        "  input   trail (s3)   unready  1,234,567 events, 1.9 GB, 1,200 events/s,"
                            + " 99 % delivered within 2.5 s, 2 failed (rejected)"),
            filter ->
                assertThat(filter)
                    .isEqualTo(
                        "  filter  0 (snare)             10 in, 9 out, 1 dropped (filtered)"),
            output ->
                assertThat(output)
                    .isEqualTo(
                        "  output  siem (http)  failing  9 events, 10 B, 0 events/s, 4 retries,"
                            + " queue: 7 events, 1.0 kB of 2.0 kB"),
            oldest ->
                assertThat(oldest)
                    .isEqualTo("  newest  trail from 111122223333 us-east-1: 90 s ago"));
  }

  @Test
  void theExitCodeTellsWhetherItIsReady() {
    assertThat(status("--json")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo(STATUS.formatted("ready"));
    assertThat(status("--quiet")).isZero();
    assertThat(out.size() + err.size()).isZero();
    word = "unready";
    assertThat(status("--json")).isEqualTo(1);
    assertThat(status("--quiet")).isEqualTo(1);
    assertThat(out.size() + err.size()).isZero();
    server.stop(0);
    assertThat(status()).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("127.0.0.1").contains("refused");
    assertThat(status("--quiet")).isEqualTo(1);
    assertThat(err.size()).isZero();
  }

  @Test
  void theTokenComesFromTheEnvironmentOrAFile() throws IOException {
    token = "s3cret";
    assertThat(status()).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("LOGBOOM_ADMIN_TOKEN").contains("--token-file");
    environment.put("LOGBOOM_ADMIN_TOKEN", "s3cret");
    assertThat(status()).isZero();
    environment.clear();
    var file = Files.writeString(folder.resolve("token"), "s3cret\n");
    assertThat(status("--token-file=" + file)).isZero();
    assertThat(status("--token-file", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("cannot be read");
  }

  @Test
  void badUsageIsTold() {
    assertThat(run("status", "--nonsense")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("Unknown option: '--nonsense'").contains("--address");
    assertThat(run("status", "--address")).isEqualTo(2);
    assertThat(run("status", "--address", "ftp://a")).isEqualTo(2);
    assertThat(run("status", "--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("--quiet");
  }
}
