package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Glob;
import io.logboom.testkit.ScriptedEmitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the input makes of notifications and of the objects they announce. */
final class S3NotificationTest {
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
  @DisplayName("messages about nothing to read are deleted and counted; unknown ones stay")
  void otherMessages() {
    trial.aws.sqs.send("trail", "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");
    trial.aws.sqs.send("trail", "{\"Type\":\"SubscriptionConfirmation\"}");
    trial.aws.sqs.send(
        "trail", FakeAws.created("logs", "x").replace("ObjectCreated:Put", "ObjectRemoved:Delete"));
    trial.aws.sqs.send("trail", FakeAws.created("logs", "AWSLogs/1/CloudTrail-Digest/x", "y/"));
    trial.aws.sqs.send("trail", "not a notification");
    trial.start().counted("deleted", 4).counted("failed-unknown-message", 1);
    assertThat(trial.aws.sqs.messages("trail"))
        .extracting(FakeSqs.Found::body)
        .containsExactly("not a notification");
    assertThat(trial.context.counts())
        .containsAllEntriesOf(
            Map.of(
                "skipped-test", 1L,
                "skipped-message", 1L,
                "skipped-happening", 1L,
                "skipped-digest", 1L,
                "skipped-folder", 1L));
    assertThat(trial.aws.s3.asked()).isEmpty();
  }

  @Test
  @DisplayName("keys are asked for as the notification means them")
  void keys() {
    String key = "day=1/a b+c%20ü.json";
    trial.announce(key, 1);
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactly(Trial.event(key, 0));
  }

  @Test
  @DisplayName("EventBridge's key is taken as it is, and decoded when there is no such object")
  void eventBridgeKeys() {
    trial.store("a+b", 1);
    trial.store("c d", 1);
    for (String key : List.of("a+b", "c+d")) {
      trial.aws.sqs.send(
          "trail",
          "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":"
              + "{\"name\":\"logs\"},\"object\":{\"key\":\""
              + key
              + "\"},\"reason\":\"PutObject\"}}");
    }
    trial.start().drained();
    assertThat(trial.emitter.delivered())
        .containsExactlyInAnyOrder(Trial.event("a+b", 0), Trial.event("c d", 0));
    assertThat(trial.aws.s3.asked())
        .extracting(FakeS3.Asked::path)
        .containsExactlyInAnyOrder("logs/a+b", "logs/c+d", "logs/c d");
  }

  @Test
  @DisplayName("the version announced is the one that is read")
  void versions() {
    trial.store("k", 1);
    trial.aws.sqs.send(
        "trail", FakeAws.created("logs", "k").replace("\"key\":", "\"versionId\":\"v7\",\"key\":"));
    trial.start().drained();
    assertThat(trial.aws.s3.asked())
        .extracting(FakeS3.Asked::version)
        .containsExactly(Optional.of("v7"));
  }

  @Test
  @DisplayName("only chosen objects are read")
  void chosen() {
    trial.setup.include = List.of(Glob.of("in/**"));
    trial.setup.exclude = List.of(Glob.of("**/no*"));
    trial.announce("in/yes", 1);
    trial.announce("in/no", 1);
    trial.announce("out", 1);
    trial.start().drained();
    assertThat(trial.emitter.delivered()).containsExactly(Trial.event("in/yes", 0));
    assertThat(trial.context.counts())
        .containsAllEntriesOf(Map.of("skipped-excluded", 1L, "skipped-not-included", 1L));
  }

  @Test
  @DisplayName("an object that says Content-Encoding: gzip is undone once, by its magic bytes")
  void contentEncoding() {
    trial.announce("k", 3);
    trial.aws.s3.plan("logs", "k", new FakeS3.Act.With(Map.of("Content-Encoding", "gzip")));
    trial.start().drained();
    assertThat(trial.emitter.delivered()).isEqualTo(Trial.events("k", 3));
    assertThat(trial.context.count("resumed")).isZero();
  }

  @Test
  @DisplayName("an empty object is nothing to complain about")
  void empty() {
    trial.aws.s3.put("logs", "empty", new byte[0]);
    trial.aws.sqs.send("trail", FakeAws.created("logs", "empty"));
    trial.start().drained();
    assertThat(trial.emitter.batches()).isZero();
  }

  @Test
  @DisplayName("a plain object is handed on in large batches, however slowly it comes")
  void largeBatches() {
    byte[] plain = Trial.document("plain", 4000).getBytes(StandardCharsets.UTF_8);
    trial.aws.s3.put("logs", "plain", plain);
    trial.aws.sqs.send("trail", FakeAws.created("logs", "plain"));
    trial.start().drained();
    assertThat(trial.emitter.delivered()).hasSize(4000);
    assertThat(trial.emitter.batches()).isLessThan(5);
  }

  @Test
  @DisplayName("events carry where they come from")
  void origin() {
    String key = "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/f.json";
    List<Map<String, String>> attributes = new ArrayList<>();
    trial.aws.s3.put("logs", key, Trial.document("d", 2).getBytes(StandardCharsets.UTF_8));
    trial.aws.sqs.send("trail", FakeAws.created("logs", key));
    List<String> places = new ArrayList<>();
    var delivering = ScriptedEmitter.delivering();
    try (var input = trial.input();
        var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var run =
          threads.submit(
              () -> {
                input.run(
                    batch -> {
                      batch
                          .events()
                          .forEach(
                              event -> {
                                places.add(event.place());
                                attributes.add(event.origin().attributes());
                              });
                      return delivering.emit(batch);
                    });
                return true;
              });
      trial.drained();
      run.cancel(true);
    }
    assertThat(places).containsExactly("s3://logs/" + key + "#1", "s3://logs/" + key + "#2");
    assertThat(attributes.getFirst())
        .isEqualTo(
            Map.of(
                "s3.bucket", "logs",
                "s3.key", key,
                "aws.account", "111122223333",
                "aws.region", "eu-west-1"));
  }
}
