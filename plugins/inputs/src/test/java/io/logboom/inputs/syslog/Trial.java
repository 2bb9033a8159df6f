package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.logboom.core.config.ConfigReader;
import io.logboom.inputs.net.Transport;
import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A syslog input at work against a scripted pipeline, and those who send to it. */
final class Trial implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestContext context;
  private final ScriptedEmitter emitter;
  private final Running running;
  private final List<InetSocketAddress> addresses;

  Trial(Transport transport, ScriptedEmitter emitter, Path folder, String options)
      throws Exception {
    this.context = new TestContext(folder);
    this.emitter = emitter;
    var input = new SyslogInput(config(options), context, transport);
    this.running = Running.start(input, emitter);
    this.addresses = input.addresses().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static SyslogInputConfig config(String options) throws Exception {
    return ConfigReader.bind(new SyslogInputPlugin(), options);
  }

  /** A listener of this protocol on a port that the system chooses. */
  static String listen(Protocol protocol) {
    return "listen = [\"" + protocol + "://127.0.0.1:0\"]\n";
  }

  int port() {
    return addresses.getFirst().getPort();
  }

  int port(int index) {
    return addresses.get(index).getPort();
  }

  TestContext context() {
    return context;
  }

  ScriptedEmitter emitter() {
    return emitter;
  }

  Running running() {
    return running;
  }

  /** A connection to the first address. */
  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  /** Sends all of it on a connection of its own. */
  void send(String text) throws IOException {
    try (var socket = connect()) {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }
  }

  /** Sends one datagram to the first address. */
  void datagram(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    try (var socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port()));
    }
  }

  /** Waits for so many events, and gives them. */
  List<String> events(int count) {
    await().atMost(PATIENCE).until(() -> emitter.emitted().size() >= count);
    return emitter.emitted();
  }

  /** Waits until a counter has come to this. */
  void counted(String name, long count) {
    await().atMost(PATIENCE).until(() -> context.count(name) >= count);
  }

  /** Asks it to stop, and waits until it has. */
  void stop() throws InterruptedException {
    running.interrupt();
    running.join(Duration.ofSeconds(10));
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
