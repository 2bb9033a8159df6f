package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.ZstdInputStream;
import io.logboom.secops.SecopsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One example configuration at work in a folder of its own. */
final class ExampleRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY =
      "AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/05/sample.json.gz";

  private final Path configuration;
  private Path object;
  private final MotoCloud cloud;
  private final SqsClient sqs;
  private final String secondQueue;
  private final CloudWatchLogsClient logs;
  private final String logGroup;
  private final KinesisClient kinesis;
  private final String stream;
  private final Path folder;
  private final Receiver receiver;
  private final SecopsServer secops;
  private final Postbox postbox;
  private final Webhook channel;
  private final int httpPort;
  private final int syslogPort;
  private final Subscribed subscribed;
  private final Map<String, String> environment;

  /**
   * A bucket, two queues, a receiver and the environment that points to them.
   *
   * @param name what nothing else on that server is called: a receive that nobody waits for any
   *     more can still take a message, so no queue is used twice
   */
  ExampleRun(ServerProcess moto, MailHost mail, String name, Path configuration)
      throws IOException {
    this.configuration = configuration;
    object = sample();
    logs = Clients.logs(moto.endpoint());
    logGroup = "/trail/" + name;
    kinesis = Clients.kinesis(moto.endpoint());
    stream = "trail-" + name;
    cloud = new MotoCloud(moto, MotoCloud.Way.DIRECT, name, 30);
    sqs = Clients.sqs(moto.endpoint());
    secondQueue = Clients.createQueue(sqs, name + "-second", 30);
    folder = Files.createTempDirectory(Built.scratch("examples"), "run");
    receiver = Receiver.reliable();
    secops = SecopsServer.start();
    postbox = Postbox.start();
    channel = Webhook.start();
    syslogPort = Pusher.freePort();
    var all = new HashMap<>(Clients.ENVIRONMENT);
    all.put("AWS_ENDPOINT_URL", cloud.buckets().toString());
    all.put("CLOUDTRAIL_QUEUE_URL", cloud.queueUrl());
    all.put("QUEUE_URL", cloud.queueUrl());
    all.put("PROD_QUEUE_URL", cloud.queueUrl());
    all.put("DEV_QUEUE_URL", secondQueue);
    all.put("PROD_ROLE_ARN", "arn:aws:iam::111122223333:role/reader");
    all.put("DEV_ROLE_ARN", "arn:aws:iam::444455556666:role/reader");
    all.put("EXTERNAL_ID", "external");
    all.put("SIEM_URL", receiver.endpoint().toString());
    all.put("SIEM_TOKEN", "token");
    Files.writeString(folder.resolve("siem-token"), "token\n");
    all.put("CREDENTIALS_DIRECTORY", folder.toString());
    all.put("SLACK_WEBHOOK_URL", receiver.endpoint().toString());
    all.put("TEAMS_WEBHOOK_URL", receiver.endpoint().toString());
    all.put("PAGERDUTY_URL", receiver.endpoint().toString());
    all.put("PAGERDUTY_ROUTING_KEY", "EXAMPLEKEY0000000000000000000000");
    all.put("IAM_SCHEDULE", "once");
    all.put("SECOPS_PROJECT", SecopsServer.PROJECT);
    all.put("SECOPS_REGION", SecopsServer.REGION);
    all.put("SECOPS_INSTANCE", SecopsServer.INSTANCE);
    all.put("SECOPS_ENDPOINT", secops.address());
    var key = secops.writeKey(folder.resolve("secops-key.json"));
    all.put("GOOGLE_APPLICATION_CREDENTIALS", key.toString());
    all.put("APP_LOG", folder.resolve("app.log") + "*");
    all.put("SYSLOG_ADDRESS", "127.0.0.1:" + syslogPort);
    all.put("ARCHIVE_DIR", Built.distribution().resolve("conf/samples").toString());
    all.put("EVENTS_DIR", folder.resolve("events").toString());
    httpPort = Pusher.freePort();
    all.put("HTTP_LISTEN", "127.0.0.1:" + httpPort);
    all.put("HTTP_TOKEN", Pusher.TOKEN);
    all.put("LOGBOOM_DATA_DIR", folder.resolve("data").toString());
    all.put("LOG_GROUP", logGroup);
    all.put("SMTP_HOST", "127.0.0.1");
    all.put("SMTP_PORT", Integer.toString(postbox.port()));
    all.put("SMTP_SECURITY", "none");
    all.put("SLACK_URL", channel.url());
    all.put("STREAM", stream);
    // moto knows JSON only.
    all.put("CBOR_ENABLED", "false");
    subscribed = new Subscribed(moto.endpoint(), "alerts-" + name);
    all.put("ALERT_TOPIC_ARN", subscribed.topic());
    all.putAll(mail.environment());
    environment = Map.copyOf(all);
  }

  private static Path sample() throws IOException {
    try (Stream<Path> files = Files.list(Built.distribution().resolve("conf/samples"))) {
      return files.filter(file -> file.toString().endsWith(".gz")).findAny().orElseThrow();
    }
  }

  /** Uses the samples of the watch from here on. */
  void watchSamples() {
    object = Built.distribution().resolve("conf/samples/iam-watch.json");
  }

  /** What mails came, and what they are about. */
  Postbox postbox() {
    return postbox;
  }

  /** What came to the channel. */
  List<String> channel() {
    return channel.messages();
  }

  /** Tells the second queue of the object that the first one hears of by itself. */
  void announceToSecondQueue() throws IOException {
    String body = Notification.of(cloud.bucket(), KEY, (int) Files.size(object));
    sqs.sendMessage(message -> message.queueUrl(secondQueue).messageBody(body));
  }

  /** Writes the sample's records to the log group; says what CloudWatch stamps on them. */
  String logGroup() throws IOException {
    var at = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    var events = new ArrayList<InputLogEvent>();
    try (InputStream in = open(object)) {
      for (var item : JsonMapper.shared().readTree(in).get("Records")) {
        events.add(
            InputLogEvent.builder().timestamp(at.toEpochMilli()).message(item.toString()).build());
      }
    }
    logs.createLogGroup(request -> request.logGroupName(logGroup));
    logs.createLogStream(request -> request.logGroupName(logGroup).logStreamName("s"));
    logs.putLogEvents(
        request -> request.logGroupName(logGroup).logStreamName("s").logEvents(events));
    return at.toString();
  }

  /** Writes lines to the application's log. */
  void appLog(String... lines) throws IOException {
    Files.write(folder.resolve("app.log"), List.of(lines));
  }

  /** Makes a stream, and puts the sample's records into it. */
  void stream() throws IOException {
    kinesis.createStream(request -> request.streamName(stream).shardCount(2));
    try (InputStream in = open(object)) {
      for (var item : JsonMapper.shared().readTree(in).get("Records")) {
        kinesis.putRecord(
            request ->
                request
                    .streamName(stream)
                    .partitionKey(item.get("eventID").asString())
                    .data(SdkBytes.fromUtf8String(item.toString())));
      }
    }
  }

  /** Makes a stream, and puts what a subscription filter has of the sample into it. */
  void subscribedStream() throws IOException {
    kinesis.createStream(request -> request.streamName(stream).shardCount(1));
    var payload = SdkBytes.fromByteArray(Subscription.of(object));
    kinesis.putRecord(r -> r.streamName(stream).partitionKey("k").data(payload));
  }

  /** Runs one that Firehose pushes to: until what a subscription filter has is answered for. */
  void untilSubscriptionPushed() throws Exception {
    byte[] payload = Subscription.of(object);
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString())) {
      await().atMost(PATIENCE).until(() -> agent.stderr().contains("listening on"));
      assertThat(Subscription.push(payload, httpPort)).as(agent.stderr()).isEqualTo(200);
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
  }

  /** Runs one that goes on until stopped: until so many messages came to the channel. */
  void untilTold(int messages) throws Exception {
    until(() -> channel().size() >= messages);
  }

  private boolean queuesAreEmpty() {
    return cloud.messages() == 0 && Clients.messages(sqs, secondQueue) == 0;
  }

  /** {@code logboom check}. */
  void check() throws Exception {
    try (Agent agent = Agent.start(folder, environment, "check", configuration.toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
  }

  /** Runs one that ends by itself, the sample object on its standard input; what it printed. */
  List<String> untilDone() throws Exception {
    try (Agent agent =
        Agent.start(
            Built.distribution(), folder, object, environment, "run", configuration.toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      return agent.stdout();
    }
  }

  /** Runs one that goes on until stopped: until all is delivered that the queues told of. */
  List<String> untilStopped() throws Exception {
    cloud.put(KEY, Files.readAllBytes(object));
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString())) {
      await().atMost(PATIENCE).until(() -> !agent.running() || queuesAreEmpty());
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      return agent.stdout();
    }
  }

  /** Runs one that events are pushed to: until a request of so many events is answered. */
  List<String> untilPushed(Pusher.Way way, int events) throws Exception {
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString());
        Pusher pusher = Pusher.start("pushed", httpPort, way, 1, events)) {
      await().atMost(PATIENCE).until(() -> !agent.running() || pusher.done());
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(pusher.faults()).isEmpty();
      return agent.stdout();
    }
  }

  /** Runs one that goes on until stopped: until its files have so many lines. */
  void untilWritten(int lines) throws Exception {
    until(() -> lines("events").size() >= lines);
  }

  private void until(Callable<Boolean> done) throws Exception {
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString())) {
      await()
          .atMost(PATIENCE)
          .ignoreException(NoSuchFileException.class)
          .until(() -> !agent.running() || done.call());
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
  }

  /** Runs one that receives syslog until stopped: until this message is in the events. */
  void untilReceived(String message) throws Exception {
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString())) {
      await().atMost(PATIENCE).until(() -> agent.stderr().contains("listening on tcp"));
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), syslogPort)) {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> Files.exists(folder.resolve("events")) && !lines("events").isEmpty());
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
  }

  /** Runs one that goes on until stopped: until so many different rows have come. */
  void untilRowsCame(int rows) throws Exception {
    until(() -> received() >= rows);
    assertThat(received()).isEqualTo(rows);
  }

  /** Runs one that goes on until stopped: until so many requests have come; their bodies. */
  List<JsonNode> untilRequested(int requests) throws Exception {
    cloud.put(KEY, Files.readAllBytes(object));
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString())) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                boolean all = receiver.bodies().size() >= requests && queuesAreEmpty();
                return all || !agent.running();
              });
      agent.terminate();
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
      assertThat(receiver.bodies()).as(agent.stderr()).hasSize(requests);
    }
    return receiver.bodies().stream().map(JsonMapper.shared()::readTree).toList();
  }

  /** Asks IAM for something: {@code CreateUser}, {@code DeleteUser}... */
  void iam(String action, String userName) throws Exception {
    // moto tells the service by the scope of the signature, which it does not check.
    var request =
        HttpRequest.newBuilder(cloud.buckets())
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256"
                    + " Credential=AKIAIOSFODNN7EXAMPLE/20261105/us-east-1/iam/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "Version=2010-05-08&Action=%s&UserName=%s".formatted(action, userName)))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /** What SecOps took, by what it is: {@code events}, {@code entities}, {@code logs}. */
  List<String> secops(String kind) {
    return secops.stored().stream()
        .filter(stored -> stored.kind().equals(kind))
        .map(stored -> stored.text())
        .toList();
  }

  /** What subscribers of the topic got: SNS's envelopes. */
  List<JsonNode> alerts() {
    return subscribed.messages();
  }

  /** How many different rows have come to the receiver. */
  int received() {
    return receiver.unique();
  }

  /** The lines of a file, or of all files below a folder. */
  List<String> lines(String name) throws IOException {
    var lines = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = open(file)) {
          lines.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
      }
    }
    return lines;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (file.toString().endsWith(".gz")) {
      return new GZIPInputStream(in);
    }
    return file.toString().endsWith(".zst") ? new ZstdInputStream(in) : in;
  }

  @Override
  public void close() throws IOException {
    postbox.close();
    channel.close();
    receiver.close();
    subscribed.close();
    secops.close();
    logs.close();
    kinesis.close();
    sqs.close();
    cloud.close();
  }
}
