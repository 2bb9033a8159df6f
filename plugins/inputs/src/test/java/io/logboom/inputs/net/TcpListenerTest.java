package io.logboom.inputs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.testkit.TestContext;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A listener that gives back what it gets. */
@Timeout(60)
final class TcpListenerTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final AllowList ALL = new AllowList(List.of());
  @TempDir static Path folder;
  private static Certificates certificates;

  private final TestContext context = new TestContext(Path.of("unused"));
  private Loops loops = new Loops(Transport.best(), 2, "test");
  private Optional<TlsServer> tls = Optional.empty();
  private TcpListener listener;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
    certificates.make("rsa", "RSA");
    certificates.make("ec", "EC");
    certificates.make("ed", "Ed25519");
    certificates.make("client", "EC");
    certificates.make("old", "EC", "-startdate", "2020/01/01 00:00:00", "-validity", "1");
  }

  @AfterEach
  void close() {
    if (listener != null) {
      listener.close();
    }
    tls.ifPresent(TlsServer::close);
    loops.close();
  }

  private void listen(AllowList allow, int maxConnections) throws Exception {
    var complaints = new Complaints(LoggerFactory.getLogger(TcpListenerTest.class), context);
    var door = new TcpListener.Door(allow, maxConnections, tls, complaints);
    listener =
        TcpListener.open(
            ListenAddress.of("127.0.0.1:0"), loops, door, true, TcpListenerTest::giveBack);
  }

  private void listen(ServerTls options) throws Exception {
    tls = Optional.of(TlsServer.open(options, context, SOON));
    listen(ALL, 10);
  }

  private static void giveBack(ChannelPipeline pipeline) {
    pipeline.addLast(
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext context, Object message) {
            var _ = context.writeAndFlush(message);
          }

          @Override
          public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
          }
        });
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(20_000);
    socket.connect(listener.address());
    return socket;
  }

  private SSLSocket connect(SSLContext client) throws IOException {
    var plain = connect();
    return (SSLSocket)
        client.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
  }

  private static String echo(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    byte[] back = socket.getInputStream().readNBytes(text.length());
    return new String(back, StandardCharsets.UTF_8);
  }

  private static boolean closed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void takesConnections(Transport transport) throws Exception {
    loops.close();
    loops = new Loops(transport, 2, "test");
    listen(ALL, 10);
    try (var socket = connect()) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
    }
    await().until(() -> listener.connections().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void decrypts(Transport transport) throws Exception {
    loops.close();
    loops = new Loops(transport, 2, "test");
    listen(certificates.options("ec"));
    try (var socket = connect(certificates.client("ec"))) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
    }
  }

  @Test
  void usesTheBestThereIs() {
    assertThat(Transport.best()).isEqualTo(Transport.EPOLL);
  }

  @Test
  void turnsAwayWhomTheListDoesNotName() throws Exception {
    listen(new AllowList(List.of(Cidr.of("192.0.2.0/24"))), 10);
    try (var socket = connect()) {
      assertThat(closed(socket)).isTrue();
    }
    assertThat(context.count("refused-peers")).isEqualTo(1);
  }

  @Test
  void turnsAwayWhoIsTooMany() throws Exception {
    listen(ALL, 1);
    try (var first = connect()) {
      assertThat(echo(first, "hello")).isEqualTo("hello");
      try (var second = connect()) {
        assertThat(closed(second)).isTrue();
      }
      assertThat(echo(first, "still here")).isEqualTo("still here");
    }
    assertThat(context.count("refused-connections")).isEqualTo(1);
    await().until(() -> listener.connections().isEmpty());
    try (var third = connect()) {
      assertThat(echo(third, "hello")).isEqualTo("hello");
    }
  }

  @Test
  void takesNoMoreConnectionsButKeepsThose() throws Exception {
    listen(ALL, 10);
    try (var socket = connect()) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
      listener.stopAccepting();
      assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
      assertThat(echo(socket, "still here")).isEqualTo("still here");
      listener.close();
      assertThat(closed(socket)).isTrue();
    }
  }

  @Test
  void saysWhatItCannotListenOn() throws Exception {
    listen(ALL, 10);
    var taken = "127.0.0.1:" + listener.address().getPort();
    var complaints = new Complaints(LoggerFactory.getLogger(TcpListenerTest.class), context);
    var door = new TcpListener.Door(ALL, 10, Optional.empty(), complaints);
    assertThatThrownBy(
            () ->
                TcpListener.open(
                    ListenAddress.of(taken), loops, door, true, TcpListenerTest::giveBack))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(taken);
  }

  @Test
  void takesKeysOfEveryKind() throws Exception {
    for (String name : List.of("rsa", "ec", "ed")) {
      listen(certificates.options(name));
      try (var socket = connect(certificates.client(name))) {
        assertThat(echo(socket, "hello")).isEqualTo("hello");
      }
      listener.close();
      tls.ifPresent(TlsServer::close);
    }
    listen(certificates.options("rsa.pem", "rsa-encrypted.key", Optional.of("changeit")));
    try (var socket = connect(certificates.client("rsa"))) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
    }
  }

  @Test
  void asksForCertificates() throws Exception {
    listen(certificates.options("ec", ClientCertificates.REQUIRED, Optional.of("client")));
    try (var socket = connect(certificates.client(Optional.of("client"), "ec"))) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
    }
    for (var stranger : List.of(Optional.<String>empty(), Optional.of("rsa"))) {
      try (var socket = connect(certificates.client(stranger, "ec"))) {
        assertThatThrownBy(() -> echo(socket, "hello")).isInstanceOf(IOException.class);
      }
    }
    await().until(() -> context.count("tls-failures") == 2);
  }

  @Test
  void letsCertificatesBeLeftOut() throws Exception {
    listen(certificates.options("ec", ClientCertificates.OPTIONAL, Optional.of("client")));
    for (var friend : List.of(Optional.<String>empty(), Optional.of("client"))) {
      try (var socket = connect(certificates.client(friend, "ec"))) {
        assertThat(echo(socket, "hello")).isEqualTo("hello");
      }
    }
    try (var socket = connect(certificates.client(Optional.of("rsa"), "ec"))) {
      assertThatThrownBy(() -> echo(socket, "hello")).isInstanceOf(IOException.class);
    }
    await().until(() -> context.count("tls-failures") == 1);
  }

  @Test
  void hangsUpOnPlainTextWhereTlsIsDue() throws Exception {
    listen(certificates.options("ec"));
    try (var socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      await().until(() -> context.count("tls-failures") == 1);
      socket.getInputStream().readAllBytes();
    }
    try (var socket = connect()) {
      socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 4, 99, 99, 99, 99, 99, 99});
      await().until(() -> context.count("tls-failures") == 2);
    }
  }

  @Test
  void takesANewCertificateWithoutDroppingConnections() throws Exception {
    var options = swapped("rsa");
    listen(options);
    try (var old = connect(certificates.client("rsa"))) {
      assertThat(echo(old, "hello")).isEqualTo("hello");
      swapped("ec");
      await().until(() -> context.count("tls-reloads") == 1);
      assertThat(echo(old, "still here")).isEqualTo("still here");
      try (var fresh = connect(certificates.client("ec"))) {
        assertThat(echo(fresh, "hello")).isEqualTo("hello");
      }
      try (var fresh = connect(certificates.client("rsa"))) {
        assertThatThrownBy(() -> echo(fresh, "hello")).isInstanceOf(SSLException.class);
      }
    }
    assertThat(context.count("tls-reload-failures")).isZero();
  }

  @Test
  void keepsTheOldCertificateWhenTheNewFilesCannotBeUsed() throws Exception {
    listen(swapped("rsa"));
    Files.writeString(certificates.file("current.pem"), "no certificate");
    failsToReload(1);
    Files.delete(certificates.file("current.pem"));
    failsToReload(2);
    Files.copy(certificates.file("ec.pem"), certificates.file("current.pem"));
    failsToReload(3); // the key is still that of the other certificate
    swapped("ec");
    await().until(() -> context.count("tls-reloads") == 1);
    try (var socket = connect(certificates.client("ec"))) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
    }
  }

  private void failsToReload(int times) throws Exception {
    await().until(() -> context.count("tls-reload-failures") == times);
    await().during(SOON.multipliedBy(4)).until(() -> context.count("tls-reload-failures") == times);
    try (var socket = connect(certificates.client("rsa"))) {
      assertThat(echo(socket, "hello")).isEqualTo("hello");
    }
  }

  /** Puts another certificate where the listener looks: first the key, as if in one go. */
  private static ServerTls swapped(String name) throws IOException {
    for (String kind : List.of(".key", ".pem")) {
      var fresh = certificates.file("fresh" + kind);
      Files.copy(certificates.file(name + kind), fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    for (String kind : List.of(".key", ".pem")) {
      Files.move(
          certificates.file("fresh" + kind),
          certificates.file("current" + kind),
          StandardCopyOption.ATOMIC_MOVE);
    }
    return certificates.options("current");
  }

  @Test
  void saysWhichFileCannotBeUsed() throws Exception {
    certificates.write("old-kind.key", "RSA PRIVATE KEY", new byte[10]);
    certificates.write("broken.key", "PRIVATE KEY", new byte[10]);
    unusable("missing.pem", "ec.key", Optional.empty(), "missing.pem");
    unusable("ec.key", "ec.key", Optional.empty(), "cannot read the certificates in");
    unusable("ec.pem", "ec.pem", Optional.empty(), "no private key");
    unusable("ec.pem", "old-kind.key", Optional.empty(), "openssl pkcs8");
    unusable("ec.pem", "broken.key", Optional.empty(), "broken.key");
    unusable("ec.pem", "client.key", Optional.empty(), "is not that of the certificate");
    unusable("ec.pem", "rsa.key", Optional.empty(), "is not that of the certificate");
    unusable("ec.pem", "ec-encrypted.key", Optional.empty(), "key-password");
    unusable("ec.pem", "ec-encrypted.key", Optional.of("wr0ng"), "ec-encrypted.key");
  }

  private void unusable(String pem, String key, Optional<String> password, String because) {
    assertThatThrownBy(() -> TlsServer.open(certificates.options(pem, key, password), context))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(because)
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  void saysWhenACertificateIsOutOfDate() throws Exception {
    var files = TlsFiles.read(certificates.options("old"));
    assertThat(files.warnings(context.clock().instant()))
        .singleElement()
        .asString()
        .contains("2020-01-02T00:00:00Z");
  }

  @Test
  void namesPeers() throws Exception {
    assertThat(Peers.name(new InetSocketAddress("192.0.2.7", 5))).isEqualTo("192.0.2.7:5");
    assertThat(Peers.name(new InetSocketAddress("2001:db8::7", 5)))
        .isEqualTo("[2001:db8:0:0:0:0:0:7]:5");
    assertThat(Peers.host(new InetSocketAddress("192.0.2.7", 5))).isEqualTo("192.0.2.7");
  }
}
