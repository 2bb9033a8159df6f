package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts to topics of moto's with a queue behind each, to moto's SES, and to a mail server that
 * wants STARTTLS and signing in. What arrived is read by others' code.
 */
@Timeout(180)
class NotifyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECORDS = 25;

  private static ServerProcess moto;
  private static MailHost mail;

  @TempDir Path folder;

  @BeforeAll
  static void startServers() throws Exception {
    moto = Servers.moto();
    mail = new MailHost();
    ask("VerifyEmailIdentity&EmailAddress=alerts@example.com");
  }

  @AfterAll
  static void stopServers() {
    moto.close();
    mail.close();
  }

  private static void ask(String action) throws IOException, InterruptedException {
    // moto tells the service by the scope of the signature, which it does not check.
    var request =
        HttpRequest.newBuilder(moto.endpoint())
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256"
                    + " Credential=AKIAIOSFODNN7EXAMPLE/20261105/us-east-1/ses/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("Version=2010-12-01&Action=" + action))
            .build();
    assertThat(send(request)).contains("Response");
  }

  private static String send(HttpRequest request) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  private Map<String, String> environment() {
    var all = new HashMap<>(Clients.ENVIRONMENT);
    all.putAll(mail.environment());
    return all;
  }

  private void run(String... arguments) throws Exception {
    try (Agent agent = Agent.start(folder, environment(), arguments)) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
  }

  private Path configuration(String outputs) throws IOException {
    Path configuration = folder.resolve("agent.conf");
    Files.writeString(
        configuration,
        """
        data-dir = "%1$s/data"
        pipelines.watch {
          inputs.records { type = file, paths = ["%1$s/records.jsonl"] }
          filters = [ { type = cloudtrail }, { type = alert } ]
          outputs {
            %2$s
          }
        }
        """
            .formatted(folder, outputs));
    return configuration;
  }

  private static String smtp(String more) {
    return """
    mail {
      type = smtp, host = ${MAIL_HOST}, port = ${MAIL_PORT}, username = ${MAIL_USER}
      password = ${MAIL_PASSWORD}, tls { ca = ${MAIL_CA} }, from = ${MAIL_FROM}, to = [${MAIL_TO}]
      attach-record = true
      %s
    }
    """
        .formatted(more);
  }

  private static String sns(String name, String topic) {
    return "%s { type = sns, topic-arn = \"%s\", endpoint = \"%s\" }%n"
        .formatted(name, topic, moto.endpoint());
  }

  private static String ses() {
    return """
    ses {
      type = ses, endpoint = "%s", region = us-east-1, from = ${MAIL_FROM}, to = [${MAIL_TO}]
    }
    """
        .formatted(moto.endpoint());
  }

  /** Their user names are in several scripts, and hostile. */
  private void records() throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      String name =
          List.of("ana", "Jürgen", "日本", "x\\r\\nBcc: victim@example.com", "<b>bold</b>")
              .get(i % 5);
      lines.append(
          """
          {"eventVersion":"1.08","eventTime":"2026-11-05T03:04:%02dZ","eventSource":"iam.amazonaws.com",\
          "eventName":"CreateUser","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.10",\
          "userIdentity":{"type":"IAMUser","userName":"%s","accountId":"111122223333"},\
          "requestParameters":{"userName":"new-%d"},"eventID":"00000000-0000-4000-8000-%012d",\
          "eventType":"AwsApiCall","recipientAccountId":"111122223333"}
          """
              .formatted(i, name, i, i));
    }
    Files.writeString(folder.resolve("records.jsonl"), lines);
  }

  @Test
  void alertsReachPeopleAndARepeatedOneIsKnown() throws Exception {
    records();
    try (var topic = new Subscribed(moto.endpoint(), "alerts");
        var fifo = new Subscribed(moto.endpoint(), "alerts.fifo")) {
      Path configuration =
          configuration(sns("sns", topic.topic()) + sns("fifo", fifo.topic()) + ses() + smtp(""));
      run("check", "--connect", configuration.toString());
      assertThat(mail.mails()).isEmpty();
      run("run", configuration.toString());

      var published = topic.messages();
      assertThat(published).hasSize(RECORDS).allSatisfy(NotifyIT::isAlert);
      var mails = mail.mails();
      assertThat(mails).hasSize(RECORDS).allSatisfy(NotifyIT::isMail);
      assertThat(sentBySes()).hasSize(RECORDS);
      var ids = ids(mails);
      assertThat(ids).hasSize(RECORDS);

      // What reads the same records again tells people again: by the same names.
      run("run", configuration.toString());
      assertThat(topic.messages()).hasSize(RECORDS);
      // moto knows a message again as long as it is in the queue.
      assertThat(fifo.messages()).hasSize(RECORDS);
      assertThat(mail.mails()).hasSize(2 * RECORDS);
      assertThat(ids(mail.mails())).isEqualTo(ids);
    }
  }

  private static Set<String> ids(List<JsonNode> mails) {
    var ids = new HashSet<String>();
    mails.forEach(one -> ids.add(MailHost.header(one, "Message-ID")));
    return ids;
  }

  private static void isAlert(JsonNode envelope) {
    assertThat(envelope.get("Subject").asString()).matches("[ -~]{1,99}").contains("created");
    assertThat(envelope.get("Message").asString()).contains("CreateUser", "192.0.2.10");
    assertThat(envelope.get("MessageAttributes").get("severity").get("Value").asString())
        .isEqualTo("info");
  }

  private static void isMail(JsonNode one) {
    assertThat(one.get("tls").asBoolean()).isTrue();
    assertThat(one.get("defects").valueStream()).isEmpty();
    assertThat(one.get("to").valueStream().map(JsonNode::asString))
        .containsExactly("on-call@example.com");
    assertThat(one.get("headers").valueStream().map(header -> header.get(0).asString()))
        .containsExactly(
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type");
    assertThat(MailHost.header(one, "Subject")).contains("created the IAM user new-");
    assertThat(one.get("parts").valueStream().map(part -> part.get(0).asString()))
        .containsExactly("text/plain", "text/html", "application/json");
    assertThat(one.get("parts").get(1).get(1).asString()).doesNotContain("<b>bold</b>");
    var json = JsonMapper.shared().readTree(one.get("parts").get(2).get(1).asString());
    assertThat(json.get("eventName").asString()).isEqualTo("CreateUser");
  }

  /** The mails that moto's SES has taken, as it shows them. */
  private static List<String> sentBySes() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(moto.endpoint().resolve("/moto-api/data.json")).build();
    return JsonMapper.shared()
        .readTree(send(request))
        .get("ses")
        .get("RawMessage")
        .valueStream()
        .map(message -> message.get("raw_data").asString())
        .toList();
  }

  @Test
  void checkSaysWhatIsWrong() throws Exception {
    Path configuration =
        configuration(
            sns("sns", "arn:aws:sns:us-east-1:111122223333:nowhere")
                + smtp("password = tr0ub4dor, username = somebody"));
    try (Agent agent =
        Agent.start(folder, environment(), "check", "--connect", configuration.toString())) {
      assertThat(agent.exitCode(PATIENCE)).isNotZero();
      assertThat(agent.stderr())
          .contains("outputs.sns", "there is no topic arn:aws:sns:us-east-1:111122223333:nowhere")
          .contains("outputs.mail", "535")
          .doesNotContain("tr0ub4dor");
    }
  }

  /** The libraries of these outputs are on the class path of every agent, and not in it. */
  @Test
  void othersLoadNothingOfTheseLibraries() throws Exception {
    records();
    Path configuration = configuration("out { type = stdout }");
    var environment = environment();
    environment.put("LOGBOOM_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("classes"));
    try (Agent agent = Agent.start(folder, environment, "run", configuration.toString())) {
      assertThat(agent.exitCode(PATIENCE)).as(agent.stderr()).isZero();
    }
    assertThat(Files.readString(folder.resolve("classes")))
        .contains("io.logboom")
        .doesNotContain("jakarta.mail", "org.eclipse.angus", "services.sns", "services.ses");
  }
}
