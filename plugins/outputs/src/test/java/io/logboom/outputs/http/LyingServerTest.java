package io.logboom.outputs.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Batch;
import io.logboom.spi.Output;
import io.logboom.spi.RejectedException;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that break every rule: no memory, time or event is lost on them. */
@Timeout(60)
final class LyingServerTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1500);
  private ServerSocket server;

  /** What a server does to one connection. */
  @FunctionalInterface
  private interface Manners {
    void meet(Socket connection, OutputStream out) throws IOException;
  }

  private Output facing(Manners manners) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(manners));
    return new HttpOutput(
        new Options("http://127.0.0.1:" + server.getLocalPort() + "/")
            .requestTimeout(TIMEOUT)
            .config(),
        HttpOutputContractTest.context());
  }

  private void accept(Manners manners) {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        Thread.ofVirtual().start(() -> meet(manners, connection));
      } catch (IOException e) {
        assertThat(server.isClosed()).isTrue();
      }
    }
  }

  private static void meet(Manners manners, Socket connection) {
    try (connection) {
      // The request's head and its few bytes of body come in one piece.
      int read = connection.getInputStream().read(new byte[8192]);
      assertThat(read).isPositive();
      manners.meet(connection, connection.getOutputStream());
    } catch (IOException e) {
      // The other side has hung up, as it should.
      assertThat(e).isNotNull();
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void survivesAReset() throws Exception {
    try (var output =
        facing(
            (connection, _) -> {
              connection.setSoLinger(true, 0);
              connection.close();
            })) {
      assertFails(output);
    }
  }

  /** What it has not read yet must not become the next request's. */
  @Test
  void anAnswerBeforeTheEndOfTheRequestSpoilsNothing() throws Exception {
    var bodies = new ConcurrentLinkedQueue<String>();
    var go = new CountDownLatch(1);
    try (var output =
        facing(
            (connection, out) -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              var rest = connection.getInputStream().readAllBytes();
              bodies.add(new String(rest, StandardCharsets.ISO_8859_1));
            })) {
      for (String filling : List.of("a", "b", "c")) {
        byte[] large =
            ("[\"" + filling.repeat(12_000_000) + "\"]").getBytes(StandardCharsets.UTF_8);
        try {
          output.write(
              Batch.of(List.of(JsonEvent.of(large, 0, large.length, OutputContract.ORIGIN, 0))));
        } catch (IOException e) {
          // No answer in time is as good.
          assertThat(e).isNotNull();
        }
      }
      go.countDown();
      await().until(() -> bodies.size() == 3);
    }
    for (String filling : List.of("a", "b", "c")) {
      var others = List.of("a", "b", "c").stream().filter(other -> !other.equals(filling)).toList();
      assertThat(bodies)
          .filteredOn(body -> body.contains(filling.repeat(100)))
          .singleElement()
          .satisfies(
              body ->
                  others.forEach(other -> assertThat(body.contains(other.repeat(100))).isFalse()));
    }
  }

  @Test
  void survivesGarbage() throws Exception {
    for (var garbage :
        List.of("\0\0\0\0\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "220 mail.example.com\r\n", "x")) {
      try (var output = facing((_, out) -> write(out, garbage))) {
        assertFails(output);
      }
    }
  }

  @Test
  void waitsForAnAnswerNoLongerThanTold() throws Exception {
    try (var output = facing((_, _) -> LockSupport.parkNanos(Duration.ofMinutes(1).toNanos()))) {
      assertFails(output);
    }
  }

  @Test
  void waitsForSlowHeadersNoLongerThanTold() throws Exception {
    try (var output =
        facing(
            (_, out) -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              while (true) {
                write(out, "X-A: b\r\n");
                LockSupport.parkNanos(50_000_000);
              }
            })) {
      assertFails(output);
    }
  }

  @Test
  void boundsHeadersWithoutEnd() throws Exception {
    var written = new AtomicLong();
    try (var output =
        facing(
            (_, out) -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              while (true) {
                write(out, "X-" + "a".repeat(1000) + ": b\r\n");
                written.addAndGet(1000);
              }
            })) {
      assertFails(output);
    }
    assertThat(written.get()).isLessThan(20_000_000);
  }

  @Test
  void takesTheStatusOfABodyThatNeverEnds() throws Exception {
    try (var output =
        facing(
            (_, out) -> {
              write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx");
              LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
            })) {
      output.write(batch());
    }
  }

  @Test
  void hangsUpOnABodyOfAnyLength() throws Exception {
    var written = new AtomicLong();
    try (var output =
        facing(
            (_, out) -> {
              write(out, "HTTP/1.1 400 Bad\r\nContent-Length: 99999999999\r\n\r\n");
              while (true) {
                write(out, "x".repeat(100_000));
                written.addAndGet(100_000);
              }
            })) {
      assertThatThrownBy(() -> output.write(batch())).isInstanceOf(RejectedException.class);
    }
    assertThat(written.get()).isLessThan(50_000_000);
  }

  @Test
  void takesTheStatusOfABodyThatBreaksOff() throws Exception {
    try (var output =
        facing((_, out) -> write(out, "HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\nbu"))) {
      assertThatThrownBy(() -> output.write(batch()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("503");
    }
    try (var output =
        facing((_, out) -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbu"))) {
      output.write(batch());
    }
  }

  @Test
  void givesUpAConnectionThatIsNeverMade() throws Exception {
    // A documentation address: nothing answers there.
    try (var output =
        new HttpOutput(
            new Options("http://192.0.2.1:9/")
                .connectTimeout(Duration.ofMillis(300))
                .requestTimeout(TIMEOUT)
                .config(),
            HttpOutputContractTest.context())) {
      assertFails(output);
    }
    server = new ServerSocket(0);
  }

  private static void assertFails(Output output) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> output.write(batch()))
        .isInstanceOf(IOException.class)
        .message()
        .startsWith("http://")
        .doesNotContain("\n", "\0");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(4));
  }

  private static Batch batch() {
    byte[] bytes = {'{', '}'};
    return Batch.of(List.of(JsonEvent.of(bytes, 0, 2, OutputContract.ORIGIN, 0)));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
