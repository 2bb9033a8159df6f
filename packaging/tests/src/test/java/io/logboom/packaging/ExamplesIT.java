package io.logboom.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every configuration below conf/ is checked and run, with its environment pointing to local
 * servers and folders, on the sample records. A new file without a case here fails.
 */
class ExamplesIT {
  private static ServerProcess moto;
  private static MailHost mail;

  /** Runs one, and looks at what has come of it. */
  @FunctionalInterface
  private interface Case {
    void accept(ExampleRun example) throws Exception;
  }

  private final Map<String, Case> cases =
      Map.ofEntries(
          entry("quickstart.conf", example -> assertThat(example.untilDone()).hasSize(14)),
          entry(
              "examples/stdin-to-snare.conf",
              example -> assertThat(example.untilDone()).hasSize(14)),
          entry(
              "examples/archive-replay.conf",
              example -> {
                example.untilDone();
                assertThat(example.lines("events/2026/11/05/111122223333.json.gz")).hasSize(14);
              }),
          entry(
              "examples/fan-out.conf",
              example -> {
                example.untilDone();
                assertThat(example.lines("events/archive/2026-11-05.json.gz")).hasSize(14);
                assertThat(example.lines("events/siem/2026-11-05.json")).hasSize(13);
                assertThat(example.lines("events/on-call/refused.json")).hasSize(4);
              }),
          entry(
              "examples/s3-to-files.conf",
              example -> {
                example.untilStopped();
                assertThat(example.lines("events")).hasSize(14);
              }),
          entry(
              "examples/multi-account.conf",
              example -> {
                example.announceToSecondQueue();
                example.untilStopped();
                assertThat(example.lines("events/111122223333/2026-11-05.json.gz")).hasSize(28);
              }),
          entry(
              "examples/cloudwatch-to-snare.conf",
              example -> {
                String stamp = example.logGroup();
                example.untilWritten(14);
                assertThat(example.lines("events"))
                    .hasSize(14)
                    .allMatch(row -> row.contains("\"CWLDATETIME\":\"" + stamp + "\""));
              }),
          entry(
              "examples/cloudtrail-to-udm.conf",
              example -> {
                example.untilStopped();
                assertThat(example.lines("events/2026-11-05.json"))
                    .hasSize(14)
                    .allMatch(event -> event.contains("\"product_name\":\"AWS CloudTrail\""));
              }),
          entry(
              "examples/cloudtrail-to-secops.conf",
              example -> {
                example.untilStopped();
                assertThat(example.secops("events")).hasSize(14);
              }),
          entry(
              "examples/iam-to-secops.conf",
              example -> {
                example.iam("CreateUser", "ana");
                example.untilDone();
                example.iam("DeleteUser", "ana");
                assertThat(example.secops("entities"))
                    .filteredOn(entity -> entity.contains("\"userid\":\"ana\""))
                    .hasSize(1);
              }),
          entry(
              "examples/secops-and-snare.conf",
              example -> {
                example.untilStopped();
                assertThat(example.secops("events")).hasSize(14);
                assertThat(example.lines("events/2026-11-05.json"))
                    .hasSize(14)
                    .allMatch(row -> row.contains("\"EVENTID\""));
              }),
          entry(
              "examples/iam-to-udm.conf",
              example -> {
                try (var iam = new IamPopulation(moto.endpoint(), 3, 2, 1)) {
                  example.untilDone();
                  assertThat(IamEntities.bare(example.lines("events"))).containsAll(iam.entities());
                }
              }),
          entry("examples/cloudtrail-s3-to-http.conf", ExamplesIT::toReceiver),
          entry(
              "examples/alert-to-slack.conf",
              example ->
                  assertThat(example.untilRequested(4))
                      .extracting(message -> message.get("text").asString())
                      .anyMatch(title -> title.startsWith("root did StopLogging"))
                      .anyMatch(title -> title.contains("failed to sign in to the console"))
                      .anyMatch(title -> title.contains("wrote the inline policy"))
                      .anyMatch(title -> title.contains("created an access key"))),
          entry(
              "examples/alert-to-teams.conf",
              example ->
                  assertThat(example.untilRequested(1).getFirst().toString())
                      .contains("AdaptiveCard", "tried to sign in without MFA from")),
          entry(
              "examples/alert-to-pagerduty.conf",
              example -> {
                var event = example.untilRequested(1).getFirst();
                assertThat(event.at("/payload/severity").asString()).isEqualTo("critical");
                assertThat(event.at("/payload/class").asString()).isEqualTo("StopLogging");
                assertThat(event.get("routing_key").asString()).startsWith("EXAMPLEKEY");
              }),
          entry("environments/prod.conf", ExamplesIT::toReceiver),
          entry(
              "environments/staging.conf",
              example -> {
                example.untilStopped();
                assertThat(example.lines("events/2026-11-05.json.gz")).hasSize(14);
              }),
          entry("environments/dev.conf", example -> assertThat(example.untilStopped()).hasSize(14)),
          entry(
              "examples/kinesis-local.conf",
              example -> {
                example.stream();
                example.untilWritten(14);
                assertThat(example.lines("events")).hasSize(14);
              }),
          entry(
              "examples/kinesis-shared.conf",
              example -> {
                example.stream();
                example.untilRowsCame(14);
              }),
          entry(
              "examples/http-firehose.conf",
              example -> {
                example.untilPushed(Pusher.Way.PLAIN, 14);
                example.untilPushed(Pusher.Way.FIREHOSE, 14);
                assertThat(example.lines("events")).hasSize(28);
              }));

  private static Map.Entry<String, Case> entry(String name, Case example) {
    return Map.entry(name, example);
  }

  /** Those that tell people, and those of inputs that listen. */
  private final Map<String, Case> others =
      Map.of(
          "examples/iam-watch.conf",
          ExamplesIT::watched,
          "examples/subscription-http.conf",
          example -> {
            example.watchSamples();
            example.untilSubscriptionPushed();
            assertThat(example.postbox().subjects())
                .hasSize(10)
                .contains("Root used: StopLogging from 198.51.100.9");
          },
          "examples/subscription-kinesis.conf",
          example -> {
            example.watchSamples();
            example.subscribedStream();
            example.untilTold(9);
            assertThat(example.channel())
                .hasSize(9)
                .anyMatch(message -> message.contains("User ana created by mira"));
          },
          "examples/sidecar-file.conf",
          example -> {
            example.appLog("first", "second");
            example.untilWritten(2);
            assertThat(example.lines("events")).containsExactly("\"first\"", "\"second\"");
          },
          "examples/syslog-to-files.conf",
          example -> {
            example.untilReceived("<134>1 2026-11-05T03:04:05Z web01 app 7 ID - hello\n");
            assertThat(example.lines("events/2026-11-05.json"))
                .singleElement()
                .asString()
                .contains("\"message\":\"hello\"");
          });

  /** Those that tell people. */
  private final Map<String, Case> telling =
      Map.of(
          "examples/alert-to-sns.conf",
          example -> {
            example.untilStopped();
            assertThat(example.alerts())
                .hasSize(4)
                .allSatisfy(
                    alert -> assertThat(alert.get("Subject").asString()).startsWith("[medium] "));
            assertThat(example.lines("events")).hasSize(14);
          },
          "examples/alert-to-mail.conf",
          example -> {
            example.untilStopped();
            assertThat(mail.mails())
                .hasSize(4)
                .allSatisfy(
                    alert -> assertThat(MailHost.header(alert, "Subject")).startsWith("[medium] "));
            assertThat(example.lines("events")).hasSize(14);
          });

  @BeforeAll
  static void startServers() throws Exception {
    moto = Servers.moto();
    mail = new MailHost();
  }

  @AfterAll
  static void stopServers() {
    moto.close();
    mail.close();
  }

  @TestFactory
  Stream<DynamicTest> everyConfigurationRuns() throws IOException {
    Path conf = Built.distribution().resolve("conf");
    List<String> names;
    try (Stream<Path> files = Files.walk(conf)) {
      names =
          files
              .map(file -> conf.relativize(file).toString())
              .filter(name -> name.endsWith(".conf") && !name.equals("environments/base.conf"))
              // Rules are included by those beside them.
              .filter(name -> !name.startsWith("examples/rules/"))
              .sorted()
              .toList();
    }
    assertThat(names)
        .containsAll(cases.keySet())
        .containsAll(others.keySet())
        .containsAll(telling.keySet());
    return names.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> run(conf.resolve(name), name)));
  }

  private void run(Path configuration, String name) throws Exception {
    Case wanted = cases.getOrDefault(name, others.getOrDefault(name, telling.get(name)));
    assertThat(wanted).as("a case for " + name).isNotNull();
    try (var example =
        new ExampleRun(moto, mail, name.replaceAll("[^a-z0-9]+", "-"), configuration)) {
      example.check();
      wanted.accept(example);
    }
  }

  /** Which rule finds which event is TryIT's business; here, who is told of what. */
  private static void watched(ExampleRun example) throws Exception {
    example.watchSamples();
    example.untilStopped();
    assertThat(example.lines("events")).hasSize(15);
    assertThat(example.lines("events/2026-11-05/create-user.jsonl")).hasSize(1);
    assertThat(example.lines("events/2026-11-05/iam.jsonl"))
        .singleElement()
        .asString()
        .contains("ListUsers");
    assertThat(example.postbox().subjects())
        .containsExactlyInAnyOrder(
            "User ana created by mira",
            "User otto deleted by mira",
            "User added to a group by mira: ana",
            "User taken out of a group by mira: ana",
            "Permissions boundary of ana set by mira",
            "Permissions boundary of ana removed by mira",
            "Inline policy given to ana by mira",
            "Policy taken from ana by mira",
            "mira switched to another role",
            "Console login without MFA: otto from 198.51.100.77",
            "Console login failed: otto from 198.51.100.77",
            "Root used: StopLogging from 198.51.100.9",
            "Authentication or authorization changed: mira: UpdateAssumeRolePolicy");
    assertThat(example.postbox().mails())
        .allMatch(mail -> mail.contains("To: on-call@example.com") && mail.contains("multipart/"));
    assertThat(example.channel())
        .hasSize(8)
        .allMatch(message -> message.startsWith("{") && message.contains("\"blocks\""))
        .anyMatch(message -> message.contains("Root used: StopLogging from 198.51.100.9"));
  }

  private static void toReceiver(ExampleRun example) throws Exception {
    example.untilStopped();
    assertThat(example.received()).isEqualTo(14);
  }
}
