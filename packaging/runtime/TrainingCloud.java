import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * As much of a queue, a bucket and a receiver of rows as {@link Training} needs, on one port: SQS's
 * JSON protocol of 2023 (AmazonSQS.ReceiveMessage, DeleteMessageBatch,
 * ChangeMessageVisibilityBatch), S3's GetObject with the bucket in the path, and {@code POST
 * /rows}. Each message announces one object.
 */
final class TrainingCloud implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"Id\":\"([^\"]*)\"");

  private final List<Path> objects;
  private final long expected;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger announced = new AtomicInteger();
  private final AtomicInteger deleted = new AtomicInteger();
  private final AtomicLong rows = new AtomicLong();

  private TrainingCloud(List<Path> objects, HttpsServer server) throws IOException {
    this.objects = objects;
    this.server = server;
    long records = 0;
    for (Path object : objects) {
      records += records(object);
    }
    this.expected = records;
  }

  /**
   * On a free port of the loopback address.
   *
   * @param keys a key store of type PKCS #12
   */
  static TrainingCloud start(Path keys, String password, List<Path> objects) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys, password.toCharArray())));
    var cloud = new TrainingCloud(objects, server);
    server.setExecutor(cloud.threads);
    server.createContext("/", cloud::queue);
    server.createContext("/trail", cloud::object);
    server.createContext("/rows", cloud::rows);
    server.start();
    return cloud;
  }

  private static SSLContext tls(Path keys, char[] password) throws IOException {
    try (InputStream in = Files.newInputStream(keys)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  String endpoint() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether every object has come back as rows and its message is deleted. */
  boolean done() {
    return rows.get() >= expected && deleted.get() >= objects.size();
  }

  /** How many records an object of CloudTrail has. */
  static long records(Path object) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(object), 1 << 16)) {
      return occurrences(in, "{\"eventVersion\":");
    }
  }

  /** How often a text occurs, in which its first character stands once. */
  static long occurrences(InputStream in, String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    byte[] some = new byte[1 << 16];
    long count = 0;
    int matched = 0;
    for (int length = in.read(some); length > 0; length = in.read(some)) {
      for (int i = 0; i < length; i++) {
        matched = some[i] == wanted[matched] ? matched + 1 : some[i] == wanted[0] ? 1 : 0;
        if (matched == wanted.length) {
          count++;
          matched = 0;
        }
      }
    }
    return count;
  }

  private void queue(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String action = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    switch (action) {
      case "AmazonSQS.ReceiveMessage" -> answer(exchange, 200, received());
      case "AmazonSQS.DeleteMessageBatch" -> {
        List<String> ids = ids(asked);
        deleted.addAndGet(ids.size());
        answer(exchange, 200, successful(ids));
      }
      case "AmazonSQS.ChangeMessageVisibilityBatch" ->
          answer(exchange, 200, successful(ids(asked)));
      default -> answer(exchange, 400, "{\"message\":\"no such action here: " + action + "\"}");
    }
  }

  private String received() {
    int number = announced.getAndIncrement();
    if (number >= objects.size()) {
      pause();
      return "{}";
    }
    String body =
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
        "eventTime":"2026-11-05T14:30:00.000Z","eventName":"ObjectCreated:Put",\
        "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"trail","arn":"arn:aws:s3:::trail"},\
        "object":{"key":"%s","size":%d,"eTag":"0123456789abcdef0123456789abcdef"}}}]}\
        """
            .formatted(objects.get(number).getFileName(), objects.get(number).toFile().length());
    return """
    {"Messages":[{"MessageId":"00000000-0000-4000-8000-%012d","ReceiptHandle":"handle-%d","MD5OfBody":"%s",\
    "Body":"%s","Attributes":{"ApproximateReceiveCount":"1"}}]}\
    """
        .formatted(number, number, md5(body), body.replace("\"", "\\\""));
  }

  /** A poll that nothing came of. */
  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> ids(String request) {
    return ID.matcher(request).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String successful(List<String> ids) {
    return ids.stream()
        .map(id -> "{\"Id\":\"" + id + "\"}")
        .collect(Collectors.joining(",", "{\"Successful\":[", "],\"Failed\":[]}"));
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private void object(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    for (Path object : objects) {
      if (path.equals("/trail/" + object.getFileName())) {
        exchange.getResponseHeaders().add("ETag", "\"0123456789abcdef0123456789abcdef\"");
        exchange.getResponseHeaders().add("Accept-Ranges", "bytes");
        exchange.sendResponseHeaders(200, Files.size(object));
        try (var body = exchange.getResponseBody()) {
          Files.copy(object, body);
        }
        return;
      }
    }
    answer(exchange, 404, "");
  }

  private void rows(HttpExchange exchange) throws IOException {
    try (InputStream in = new GZIPInputStream(exchange.getRequestBody(), 1 << 16)) {
      rows.addAndGet(occurrences(in, "\n"));
    }
    answer(exchange, 200, "");
  }

  private static void answer(HttpExchange exchange, int status, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
