package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.QueueUrl;
import io.logboom.spi.DataSize;
import io.logboom.testkit.ScriptedEmitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the input does when messages, objects or services fail; no event may be lost. */
final class S3FailureTest {
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

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, Access Denied, access-denied",
    "403, AccessDenied, not authorized to perform: kms:Decrypt, kms-denied",
    "400, KMS.DisabledException, the key is disabled, kms-denied",
    "403, InvalidObjectState, in Glacier, archived",
    "404, NoSuchBucket, no such bucket, no-bucket"
  })
  @DisplayName("an object that is refused has its own reason and counter, and is tried again later")
  void refused(int status, String code, String message, String reason) {
    trial.announce("k", 1);
    trial.aws.s3.plan("logs", "k", new FakeS3.Act.Refuse(status, code, message, Map.of()));
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactly(Trial.event("k", 0));
    assertThat(trial.context.count("failed-" + reason)).isEqualTo(1);
    assertThat(trial.context.count("given-up")).isZero();
  }

  @Test
  @DisplayName("a vanished object is left to its queue, hidden the longer the more often it comes")
  void vanished() {
    trial.setup.retry = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(2));
    trial.aws.sqs.send("trail", FakeAws.created("logs", "gone"));
    trial.start().counted("failed-not-found", 4);
    assertThat(trial.aws.sqs.messages("trail")).hasSize(1);
    assertThat(trial.context.count("given-up")).isGreaterThanOrEqualTo(2);
    assertThat(trial.context.count("deleted")).isZero();
    assertThat(trial.aws.sqs.visibilities()).contains(1, 2);
  }

  @Test
  @DisplayName("an object longer than max-object-size is not read")
  void tooLarge() {
    trial.setup.maxObjectSize = new DataSize(100);
    trial.aws.s3.put("logs", "k", "x".repeat(101).getBytes(StandardCharsets.UTF_8));
    trial.aws.sqs.send("trail", FakeAws.created("logs", "k"));
    trial.start().counted("failed-too-large", 1);
    assertThat(trial.emitter.batches()).isZero();
    assertThat(trial.aws.sqs.messages("trail")).hasSize(1);
  }

  @Test
  @DisplayName("of a gzip cut short the whole events are delivered, and the message stays")
  void cutGzip() {
    byte[] whole = Trial.gzip(Trial.document("k", 3000));
    trial.aws.s3.put("logs", "k", Arrays.copyOf(whole, whole.length / 2));
    trial.aws.sqs.send("trail", FakeAws.created("logs", "k"));
    trial.start().counted("failed-truncated-gzip", 1);
    assertThat(trial.emitter.delivered()).contains(Trial.event("k", 0), Trial.event("k", 9));
    assertThat(trial.aws.sqs.messages("trail")).hasSize(1);
  }

  @Test
  @DisplayName("a message given up is parked with the reason, and deleted only then")
  void parks() {
    trial.setup.park = Optional.of(QueueUrl.of(trial.aws.queueUrl("parked")));
    trial.aws.sqs.fail("SendMessage", 3, new FakeSqs.Fault(400, "Unlucky", true));
    String body = FakeAws.created("logs", "gone", "here");
    trial.store("here", 1);
    trial.aws.sqs.send("trail", body);
    trial.aws.sqs.send("trail", "who knows");
    trial.start().drained();
    assertThat(trial.context.counts())
        .containsAllEntriesOf(Map.of("parked", 2L, "park-failures", 3L, "deleted", 2L));
    var parked = trial.aws.sqs.messages("parked");
    assertThat(parked).extracting(FakeSqs.Found::body).containsExactlyInAnyOrder(body, "who knows");
    assertThat(parked)
        .filteredOn(found -> found.body().equals(body))
        .singleElement()
        .satisfies(
            found ->
                assertThat(found.attributes())
                    .containsEntry("logboom.reason", "not-found")
                    .containsEntry("logboom.place", "s3://logs/gone")
                    .containsEntry("logboom.queue", "trail")
                    .containsKeys("logboom.error", "logboom.message-id", "logboom.parked-at")
                    .hasEntrySatisfying(
                        "logboom.receives",
                        receives -> assertThat(Integer.parseInt(receives)).isBetween(3, 7)));
    assertThat(trial.emitter.delivered()).contains(Trial.event("here", 0));
  }

  @Test
  @DisplayName("what is not delivered is read again, and never given up for it")
  void undelivered() {
    trial.setup.park = Optional.of(QueueUrl.of(trial.aws.queueUrl("parked")));
    trial.setup.maxReceives = 1;
    trial.emitter =
        new ScriptedEmitter(
            batch ->
                batch < 3
                    ? new ScriptedEmitter.Fate.Undelivered(Duration.ZERO)
                    : new ScriptedEmitter.Fate.Delivered(Duration.ZERO));
    trial.announce("k", 1);
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactly(Trial.event("k", 0));
    assertThat(trial.context.count("failed-undelivered")).isEqualTo(3);
    assertThat(trial.aws.sqs.messages("parked")).isEmpty();
  }

  @Test
  @DisplayName("a bucket in another region is followed there")
  void otherRegion() {
    trial.announce("k", 1);
    var redirect =
        new FakeS3.Act.Refuse(
            301,
            "PermanentRedirect",
            "The bucket must be addressed elsewhere.",
            Map.of("x-amz-bucket-region", "eu-north-1"));
    trial.aws.s3.plan("logs", "k", redirect);
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactly(Trial.event("k", 0));
    assertThat(trial.aws.s3.asked().getLast().authorization()).contains("/eu-north-1/s3/");
    assertThat(trial.context.counts()).doesNotContainKey("failed-wrong-region");
  }

  @Test
  @DisplayName("a bucket whose region cannot be found out is a failure with its own reason")
  void unknownRegion() {
    trial.announce("k", 1);
    var redirect = new FakeS3.Act.Refuse(301, "PermanentRedirect", "Elsewhere.", Map.of());
    trial.aws.s3.plan("logs", "k", redirect);
    // The SDK then asks for the bucket itself, whose answer has no body.
    trial.aws.s3.planBucket("logs", redirect);
    trial.start().counted("failed-wrong-region", 1);
    assertThat(trial.aws.sqs.messages("trail")).hasSize(1);
  }

  @Test
  @DisplayName("visibility is extended until delivered, ten messages in a request")
  void keepsHidden() {
    trial.setup.visibilityTimeout = Duration.ofSeconds(2);
    trial.emitter = ScriptedEmitter.holding();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      trial.announce("k" + i, 1);
      expected.add(Trial.event("k" + i, 0));
    }
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 20);
    await()
        .during(Duration.ofSeconds(5))
        .atMost(Trial.PATIENCE)
        .until(() -> trial.aws.sqs.visible("trail") == 0);
    trial.emitter.deliver();
    trial.drained();
    assertThat(trial.emitter.delivered()).containsExactlyInAnyOrderElementsOf(expected);
    long extended = trial.context.count("visibility-extended");
    assertThat(extended).isGreaterThanOrEqualTo(60);
    assertThat(trial.aws.sqs.calls("ChangeMessageVisibilityBatch")).isLessThan((int) extended / 2);
    assertThat(trial.context.count("visibility-lost")).isZero();
  }

  @Test
  @DisplayName("a message that is no longer ours is counted, and its events come twice at worst")
  void lostVisibility() {
    trial.setup.visibilityTimeout = Duration.ofSeconds(2);
    trial.emitter = ScriptedEmitter.holding();
    trial.aws.sqs.failEntries(
        "ChangeMessageVisibilityBatch", 1, new FakeSqs.Fault(400, "ReceiptHandleIsInvalid", true));
    trial.announce("k", 1);
    trial.start().counted("visibility-lost", 1);
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 2);
    trial.emitter.deliver();
    trial.drained();
    assertThat(trial.context.count("duplicates")).isEqualTo(1);
  }

  @Test
  @DisplayName("a request to extend that fails is made again")
  void extendsAgain() {
    trial.setup.visibilityTimeout = Duration.ofSeconds(4);
    trial.emitter = ScriptedEmitter.holding();
    trial.aws.sqs.fail(
        "ChangeMessageVisibilityBatch", 1, new FakeSqs.Fault(403, "AccessDenied", true));
    trial.aws.sqs.failEntries(
        "ChangeMessageVisibilityBatch", 1, new FakeSqs.Fault(500, "InternalError", false));
    trial.announce("k", 1);
    trial.start().counted("visibility-extended", 2);
    assertThat(trial.context.counts())
        .containsEntry("visibility-failures", 2L)
        .doesNotContainKey("visibility-lost");
    trial.emitter.deliver();
    trial.drained();
    assertThat(trial.emitter.batches()).isEqualTo(1);
  }

  @Test
  @DisplayName("a delete that fails, whole or in part, is made again")
  void deletesAgain() {
    trial.aws.sqs.fail("DeleteMessageBatch", 1, new FakeSqs.Fault(403, "AccessDenied", true));
    trial.aws.sqs.failEntries(
        "DeleteMessageBatch", 2, new FakeSqs.Fault(500, "InternalError", false));
    for (int i = 0; i < 5; i++) {
      trial.announce("k" + i, 1);
    }
    trial.start().drained();
    trial.counted("deleted", 5);
    assertThat(trial.emitter.batches()).isEqualTo(5);
    assertThat(trial.context.count("delete-failures")).isZero();
  }

  @Test
  @DisplayName("a message that cannot be deleted is counted, and is received again")
  void undeletable() {
    trial.setup.visibilityTimeout = Duration.ofSeconds(2);
    trial.aws.sqs.failEntries(
        "DeleteMessageBatch", 1, new FakeSqs.Fault(400, "ReceiptHandleIsInvalid", true));
    trial.announce("k", 1);
    trial.start().drained();
    assertThat(trial.context.count("delete-failures")).isEqualTo(1);
    assertThat(trial.emitter.delivered()).hasSize(2);
  }

  @Test
  @DisplayName("a queue that cannot be asked is asked again, however often")
  void receivesAgain() {
    trial.aws.sqs.fail("ReceiveMessage", 2, new FakeSqs.Fault(403, "AccessDenied", true));
    trial.aws.sqs.fail("ReceiveMessage", 4, new FakeSqs.Fault(400, "ThrottlingException", true));
    trial.announce("k", 1);
    trial.start().drained();
    assertThat(trial.context.count("receive-failures")).isBetween(3L, 6L);
  }

  @Test
  @DisplayName("a queue that is not there is told, and when it is")
  void readiness() {
    trial.aws.sqs.fail("ReceiveMessage", 1, new FakeSqs.Fault(400, "QueueDoesNotExist", true));
    trial.start();
    await().atMost(Trial.PATIENCE).until(trial.emitter::isReady);
    assertThat(trial.emitter.obstacles())
        .singleElement()
        .asString()
        .startsWith("trail: ")
        .contains("QueueDoesNotExist");
  }

  @Test
  @DisplayName("S3 asking for less is heeded")
  void slowDown() {
    trial.announce("k", 1);
    var slowDown = new FakeS3.Act.Refuse(503, "SlowDown", "Reduce your request rate.", Map.of());
    trial.aws.s3.plan("logs", "k", slowDown, slowDown, slowDown, slowDown);
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactly(Trial.event("k", 0));
    assertThat(trial.context.count("failed-throttled")).isEqualTo(1);
  }

  @Test
  @DisplayName("of an object that fails, the siblings are read all the same")
  void siblings() {
    trial.store("b", 1);
    trial.aws.sqs.send("trail", FakeAws.created("logs", "a", "b", "c"));
    trial.start().counted("failed-not-found", 2);
    assertThat(trial.emitter.delivered()).contains(Trial.event("b", 0));
    assertThat(trial.aws.sqs.messages("trail")).hasSize(1);
    trial.store("a", 1);
    trial.store("c", 1);
    trial.drained();
    assertThat(trial.emitter.delivered()).contains(Trial.event("a", 0), Trial.event("c", 0));
  }
}
