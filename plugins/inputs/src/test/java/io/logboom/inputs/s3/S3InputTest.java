package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.logboom.inputs.aws.Credentials;
import io.logboom.inputs.aws.QueueUrl;
import io.logboom.testkit.ScriptedEmitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the input does with messages and objects, when all goes well. */
final class S3InputTest {
  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void begin() throws IOException {
    trial = new Trial(folder);
  }

  @AfterEach
  void end() throws IOException {
    trial.close();
  }

  @Test
  @DisplayName("reads what is announced, hands on its events and deletes the messages in batches")
  void reads() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      trial.announce("AWSLogs/" + i + ".json.gz", 5);
      expected.addAll(Trial.events("AWSLogs/" + i + ".json.gz", 5));
    }
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactlyInAnyOrderElementsOf(expected);
    trial.counted("deleted", 40);
    assertThat(trial.context.counts())
        .isEqualTo(Map.of("messages", 40L, "objects", 40L, "deleted", 40L));
    assertThat(trial.aws.sqs.calls("DeleteMessageBatch")).isLessThan(30);
  }

  @Test
  @DisplayName("a message with several objects is deleted only when all are delivered")
  void severalObjects() {
    trial.store("a", 2);
    trial.store("b", 2);
    trial.emitter = ScriptedEmitter.holding();
    trial.aws.sqs.send("trail", FakeAws.created("logs", "a", "b"));
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 2);
    assertThat(trial.aws.sqs.messages("trail")).hasSize(1);
    trial.emitter.deliver();
    trial.drained();
    assertThat(trial.emitter.delivered()).hasSize(4);
  }

  @Test
  @DisplayName("one slow object does not hold up the others")
  void slowObject() {
    var until = new CountDownLatch(1);
    trial.store("slow", 3);
    trial.aws.s3.plan("logs", "slow", new FakeS3.Act.Hold(5, until));
    trial.store("sibling", 1);
    trial.aws.sqs.send("trail", FakeAws.created("logs", "slow", "sibling"));
    for (int i = 0; i < 30; i++) {
      trial.announce("quick-" + i, 1);
    }
    trial.start().counted("deleted", 30);
    assertThat(trial.emitter.delivered()).contains(Trial.event("sibling", 0)).hasSize(31);
    until.countDown();
    trial.drained();
    assertThat(trial.emitter.delivered()).containsAll(Trial.events("slow", 3));
  }

  @Test
  @DisplayName("an object that waits for delivery takes no place from those to be read")
  void slowDelivery() {
    trial.setup.concurrency = 1;
    trial.emitter = ScriptedEmitter.holding();
    for (int i = 0; i < 30; i++) {
      trial.announce("k" + i, 1);
    }
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 30);
    trial.emitter.deliver();
    trial.drained();
  }

  @Test
  @DisplayName("no more messages are taken while enough are under way")
  void room() {
    trial.setup.messagesInFlight = 10;
    trial.emitter = ScriptedEmitter.holding();
    for (int i = 0; i < 25; i++) {
      trial.announce("k" + i, 1);
    }
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 10);
    await()
        .during(Duration.ofMillis(500))
        .atMost(Trial.PATIENCE)
        .until(() -> trial.aws.sqs.visible("trail") == 15);
    await()
        .atMost(Trial.PATIENCE)
        .until(
            () -> {
              trial.emitter.deliver();
              return trial.aws.sqs.messages("trail").isEmpty();
            });
  }

  @Test
  @DisplayName("reads several queues")
  void queues() throws IOException {
    try (var two = new Trial(folder, "trail", "flow")) {
      two.announce("a", 1);
      two.store("b", 1);
      two.aws.sqs.send("flow", FakeAws.created("logs", "b"));
      two.start().counted("deleted", 2);
      assertThat(two.emitter.delivered()).hasSize(2);
    }
  }

  @Test
  @DisplayName("the same object announced twice at once is read twice and counted")
  void duplicates() {
    trial.emitter = ScriptedEmitter.holding();
    trial.announce("k", 1);
    trial.aws.sqs.send("trail", FakeAws.created("logs", "k"));
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 2);
    trial.emitter.deliver();
    trial.drained();
    assertThat(trial.context.count("duplicates")).isEqualTo(1);
  }

  @Test
  @DisplayName("a role is assumed with its external id, and used for both services")
  void assumeRole() {
    trial.setup.credentials = Setup.keys(Optional.of("arn:aws:iam::444455556666:role/reader"));
    trial.announce("k", 1);
    trial.start().drained();
    assertThat(trial.aws.assumed())
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Freader")
        .contains("ExternalId=the+external+id")
        .contains("RoleSessionName=logboom")
        .contains("DurationSeconds=3600");
    assertThat(trial.aws.s3.asked())
        .allSatisfy(asked -> assertThat(asked.authorization()).contains("ASIAEXAMPLE"));
  }

  @Test
  @DisplayName("a web identity's token is changed for a role's credentials, unsigned")
  void webIdentity() throws IOException {
    Path token = folder.resolve("token");
    Files.writeString(token, "made-up-token");
    trial.setup.credentials =
        new Credentials(
            Credentials.From.WEB_IDENTITY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Credentials.WebIdentity(
                Optional.of("arn:aws:iam::111122223333:role/pod"), Optional.of(token)),
            Setup.keys(Optional.empty()).assumeRole());
    trial.announce("k", 1);
    trial.start().drained();
    assertThat(trial.aws.assumed())
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("WebIdentityToken=made-up-token")
        .contains("role%2Fpod");
    assertThat(trial.aws.s3.asked())
        .allSatisfy(asked -> assertThat(asked.authorization()).contains("ASIAEXAMPLE"));
  }

  @Test
  @DisplayName("when stopped, gives back at once what it has not read, and finishes what it has")
  void stops() throws InterruptedException {
    trial.setup.concurrency = 2;
    trial.emitter = ScriptedEmitter.holding();
    trial.announce("read", 1);
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 1);
    var until = new CountDownLatch(1);
    for (String key : List.of("stuck-1", "stuck-2", "stuck-3", "stuck-4", "stuck-5")) {
      trial.store(key, 1);
      trial.aws.s3.plan("logs", key, new FakeS3.Act.Hold(3, until));
    }
    trial.aws.sqs.send("trail", FakeAws.created("logs", "stuck-1", "stuck-2"));
    trial.aws.sqs.send("trail", FakeAws.created("logs", "stuck-3", "stuck-4", "stuck-5"));
    await().atMost(Trial.PATIENCE).until(() -> trial.aws.sqs.visible("trail") == 0);
    trial.interrupt();
    await().atMost(Duration.ofSeconds(10)).until(() -> trial.aws.sqs.visible("trail") == 2);
    assertThat(trial.aws.sqs.messages("trail")).hasSize(3);
    trial.emitter.deliver();
    trial.join();
    assertThat(trial.aws.sqs.messages("trail")).hasSize(2);
    assertThat(trial.context.count("deleted")).isEqualTo(1);
    until.countDown();
  }

  @Test
  @DisplayName("check asks every queue for its attributes, the park queue too")
  void check() throws IOException {
    trial.setup.park = Optional.of(QueueUrl.of(trial.aws.queueUrl("parked")));
    try (var input = trial.input()) {
      input.check();
      assertThat(trial.aws.sqs.calls("GetQueueAttributes")).isEqualTo(2);
      trial.aws.sqs.fail("GetQueueAttributes", 1, new FakeSqs.Fault(403, "AccessDenied", true));
      assertThatIOException()
          .isThrownBy(input::check)
          .withMessageContaining("trail: access-denied");
    }
  }
}
