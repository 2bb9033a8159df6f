package io.logboom.inputs.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** S3, SQS and STS at one address, as far as the input uses them. */
final class FakeAws implements AutoCloseable {
  final FakeSqs sqs = new FakeSqs();
  final FakeS3 s3 = new FakeS3();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile String assumed = "";

  FakeAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String queueUrl(String name) {
    return uri() + "/111122223333/" + name;
  }

  /** The request of the last AssumeRole, as it came. */
  String assumed() {
    return assumed;
  }

  /** A notification as S3 sends it. */
  static String created(String bucket, String... keys) {
    var records = new StringBuilder();
    for (String key : keys) {
      records
          .append(records.isEmpty() ? "" : ",")
          .append("{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",")
          .append("\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"")
          .append(bucket)
          .append("\"},\"object\":{\"key\":\"")
          .append(java.net.URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"))
          .append("\"}}}");
    }
    return "{\"Records\":[" + records + "]}";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
        sqs.answer(exchange);
      } else if (exchange.getRequestMethod().equals("POST")) {
        assumeRole(exchange);
      } else {
        s3.answer(exchange);
      }
    }
  }

  private void assumeRole(HttpExchange exchange) throws IOException {
    assumed = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String action =
        assumed.contains("Action=AssumeRoleWithWebIdentity")
            ? "AssumeRoleWithWebIdentity"
            : "AssumeRole";
    byte[] body =
        """
        <ACTIONResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><ACTIONResult>
        <Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>assumed</SecretAccessKey>
        <SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
        </ACTIONResult></ACTIONResponse>
        """
            .replace("ACTION", action)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
