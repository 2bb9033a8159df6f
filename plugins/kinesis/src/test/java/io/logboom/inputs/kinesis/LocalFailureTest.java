package io.logboom.inputs.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/** Local leases when records, the stream or what is remembered of it are not as they should be. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
final class LocalFailureTest {
  private static final String FIRST = "shardId-000000000000";

  @TempDir Path folder;
  private final FakeStream stream = FakeStream.of(1);
  private final ScriptedEmitter emitter = ScriptedEmitter.delivering();

  private Setup setup() {
    return new Setup(stream, folder);
  }

  private TestContext delivers(List<String> events, String... options) throws Exception {
    var context = setup().context();
    try (var running = Running.start(setup().input(context, options), emitter)) {
      await().untilAsserted(() -> assertThat(emitter.delivered()).hasSameElementsAs(events));
      running.interrupt();
      running.join(Duration.ofSeconds(5));
      assertThat(running.failure()).isNull();
    }
    return context;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("a record that is not what it claims is a dead letter, and the shard goes on")
  void badRecords() throws Exception {
    stream.put(0, "before");
    byte[] aggregate = new Aggregated().add("key", bytes("text")).bytes();
    aggregate[6] ^= 1;
    stream.put(0, aggregate);
    stream.put(0, new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3});
    stream.put(0, new byte[0]);
    stream.put(0, new Aggregated().bytes());
    stream.put(0, "after");
    var context = delivers(List.of("before", "after"));
    assertThat(emitter.rejections())
        .hasSize(3)
        .contains("not the aggregate it says it is: its MD5 is not that of its content");
    assertThat(context.count("broken-aggregates")).isEqualTo(2);
    assertThat(context.count("broken-records")).isEqualTo(1);
    assertThat(context.count("records")).isEqualTo(6);
  }

  @Test
  @DisplayName("an iterator that has expired is asked for again, behind the last record read")
  void expiredIterator() throws Exception {
    stream.put(0, "one");
    var context = setup().context();
    try (var running = Running.start(setup().input(context), emitter)) {
      await().until(() -> emitter.delivered().size() == 1);
      stream.expire();
      stream.put(0, "two");
      await().until(() -> emitter.delivered().equals(List.of("one", "two")));
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(context.count("expired-iterators")).isEqualTo(1);
  }

  private static SdkException refused(int status, String code) {
    return KinesisException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  @Test
  @DisplayName("whatever Kinesis refuses is counted under its reason and asked for again")
  void refusals() throws Exception {
    stream.put(0, "one");
    stream.fail(
        refused(500, "InternalFailure"),
        SdkClientException.create("connection reset"),
        ProvisionedThroughputExceededException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ProvisionedThroughputExceededException")
                    .build())
            .build(),
        refused(400, "KMSThrottlingException"),
        refused(400, "KMSAccessDeniedException"),
        refused(400, "KMSDisabledException"),
        refused(400, "AccessDeniedException"),
        refused(400, "ExpiredTokenException"));
    var context = delivers(List.of("one"));
    assertThat(context.counts())
        .containsEntry("failed-server-error", 1L)
        .containsEntry("failed-unreachable", 1L)
        .containsEntry("failed-throttled", 2L)
        .containsEntry("failed-kms-denied", 2L)
        .containsEntry("failed-access-denied", 1L)
        .containsEntry("failed-bad-credentials", 1L);
    assertThat(emitter.obstacles())
        .hasSize(6)
        .anyMatch(why -> why.contains("/shardId-000000000000: server-error: "))
        .noneMatch(why -> why.contains("throttled"));
    assertThat(emitter.isReady()).isTrue();
  }

  @Test
  @DisplayName("a shard whose records are all too old is let go, a stream made anew is begun anew")
  void goneAndRemade() throws Exception {
    stream.put(0, "one");
    var context = setup().context();
    try (var running = Running.start(setup().input(context), emitter)) {
      await().until(() -> emitter.delivered().size() == 1);
      stream.split(0);
      stream.put(1, "two");
      stream.remove(FIRST);
      await().until(() -> emitter.delivered().size() == 2);
      running.interrupt();
      running.join(Duration.ofSeconds(5));
    }
    assertThat(context.count("shards-gone")).isEqualTo(1);

    stream.remake(1);
    stream.put(0, "three");
    var again = delivers(List.of("one", "two", "three"), "start = now");
    assertThat(again.count("checkpoints-void")).isEqualTo(1);
  }

  @Test
  @DisplayName("records that are too old by now are passed over, the rest is read")
  void trimmed() throws Exception {
    stream.put(0, "one");
    delivers(List.of("one"));
    stream.put(0, "two");
    stream.put(0, "three");
    stream.trim(0, 2);
    delivers(List.of("one", "three"));
  }

  @Test
  @DisplayName("two inputs do not share a data directory")
  void locked() throws Exception {
    try (var _ = Checkpoints.open(folder);
        var running = Running.start(setup().input(setup().context()), emitter)) {
      running.join(Duration.ofSeconds(5));
      assertThat(running.failure()).hasMessageContaining("is in use by another input");
    }
  }

  @Test
  @DisplayName("a file of checkpoints that makes no sense is told, not guessed at")
  void brokenCheckpoints() throws Exception {
    Files.writeString(folder.resolve("checkpoints"), "logboom-kinesis 1\nat nowhere\n");
    try (var running = Running.start(setup().input(setup().context()), emitter)) {
      running.join(Duration.ofSeconds(5));
      assertThat(running.failure())
          .hasMessageContaining(folder.resolve("checkpoints") + " makes no sense (line 2)");
    }
  }

  @Test
  @DisplayName("check proves that the stream can be read, and says what is wrong otherwise")
  void check() throws Exception {
    setup().input(setup().context()).check();
    stream.fail(refused(400, "AccessDeniedException"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> setup().input(setup().context()).check())
        .withMessage("kinesis://trail: access-denied: AccessDeniedException no");
  }
}
