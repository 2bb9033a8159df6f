package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.testkit.ScriptedEmitter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/** What goes wrong, as scripted: no emulator refuses, throttles or forgets on cue. */
@Timeout(60)
final class CloudWatchFailureTest {
  @TempDir Path folder;
  private Trial trial;

  @BeforeEach
  void begin() {
    trial = new Trial(folder);
  }

  @AfterEach
  void end() throws IOException {
    trial.close();
  }

  /** Pages of three events of one log group. */
  private List<String> twenty() {
    trial.logs.pageSize = 3;
    List<String> all = IntStream.range(0, 20).mapToObj(i -> "event " + i).toList();
    all.forEach(message -> trial.logs.put("/app/a", message, 0, 0));
    return all;
  }

  @Test
  @DisplayName("scripted: one log group without permission beside nine with: the nine go on")
  void oneOfTenWithoutPermission() {
    List<String> nine = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      trial.logs.put("/app/" + i, "event " + i, 0, 0);
      if (i != 3) {
        nine.add("event " + i);
      }
    }
    trial.logs.script =
        request -> {
          if (request instanceof FilterLogEventsRequest events
              && "/app/3".equals(events.logGroupName())) {
            throw FakeLogs.error(400, "AccessDeniedException");
          }
        };
    trial.start().delivered(nine).counted("failed-access-denied", 3);
    long asked =
        trial.logs.requests().stream().filter(one -> one.logGroupName().equals("/app/3")).count();
    assertThat(asked).isLessThan(trial.context.count("polls") / 10 + 4);
    trial.logs.script = _ -> {};
    nine.add("event 3");
    trial.delivered(nine);
  }

  @Test
  @DisplayName("scripted: it says so when no log group can be read, and when one can again")
  void readiness() {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.logs.script =
        request -> {
          if (request instanceof FilterLogEventsRequest) {
            throw FakeLogs.error(400, "AccessDeniedException");
          }
        };
    trial.start().counted("failed-access-denied", 1);
    await().atMost(Trial.PATIENCE).until(() -> !trial.emitter.obstacles().isEmpty());
    assertThat(trial.emitter.isReady()).isFalse();
    assertThat(trial.emitter.obstacles().getFirst()).startsWith("/app/a: access-denied: ");
    trial.logs.script = _ -> {};
    await().atMost(Trial.PATIENCE).until(trial.emitter::isReady);
  }

  @Test
  @DisplayName("scripted: throttled, the input slows down, and loses nothing")
  void throttled() {
    List<String> all = twenty();
    var refused = new AtomicInteger();
    trial.logs.script =
        _ -> {
          if (refused.incrementAndGet() % 3 == 0 && refused.get() < 10) {
            throw FakeLogs.error(400, "ThrottlingException");
          }
        };
    trial.start().delivered(all);
    assertThat(trial.context.count("throttled")).isEqualTo(3);
    assertThat(trial.context.counts()).doesNotContainKey("failed-throttled");
  }

  @Test
  @DisplayName("scripted: all inputs of a process together stay within the budget")
  void budget() throws Exception {
    trial.setup.requestsPerSecond = 20;
    trial.setup.groups("/app/a", "/app/b", "/app/c", "/app/d", "/app/e");
    trial.setup.logGroups.forEach(name -> trial.logs.put(name, name, 0, 0));
    long began = System.nanoTime();
    trial.start();
    try (var other = new Trial(folder.resolve("other"))) {
      other.setup.endpoint = trial.setup.endpoint;
      other.setup.requestsPerSecond = 1000;
      other.logs.put("/app/a", "other", 0, 0);
      other.start().delivered("other");
      trial.delivered(trial.setup.logGroups);
      await()
          .atMost(Trial.PATIENCE)
          .until(() -> trial.context.count("requests") + other.context.count("requests") > 40);
      int requests = trial.logs.requests().size() + other.logs.requests().size();
      assertThat((long) requests).isLessThanOrEqualTo((System.nanoTime() - began) / 50_000_000 + 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidParameterException, refused",
    "400, ExpiredTokenException, bad-credentials",
    "400, ResourceNotFoundException, not-found",
    "500, InternalFailure, server-error",
    "0, unreachable, unreachable"
  })
  @DisplayName("scripted: a request that fails between two pages: nothing missed, nothing twice")
  void betweenPages(int status, String code, String reason) {
    List<String> all = twenty();
    var pages = new AtomicInteger();
    trial.logs.script =
        request -> {
          if (request instanceof FilterLogEventsRequest events
              && events.nextToken() != null
              && pages.incrementAndGet() >= 3
              && pages.get() < 9) {
            throw status == 0
                ? SdkClientException.create("Connection reset")
                : FakeLogs.error(status, code);
          }
        };
    trial.start().delivered(all).polled(3).delivered(all);
    assertThat(trial.context.count("failed-" + reason)).isPositive();
  }

  @Test
  @DisplayName("scripted: a token that never changes does not keep the input going round")
  void stuckToken() {
    twenty();
    trial.logs.emptyPages = true;
    trial.logs.script =
        request -> {
          if (request instanceof FilterLogEventsRequest events && events.nextToken() != null) {
            throw FakeLogs.error(400, "InvalidParameterException");
          }
        };
    trial.start().counted("failed-refused", 3);
    trial.logs.script = _ -> {};
    trial.delivered(IntStream.range(0, 20).mapToObj(i -> "event " + i).toList());
  }

  @Test
  @DisplayName("a log group that is deleted while it is read is let go, and taken up again")
  void deleted() {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.logs.put("/app/b", "b", 0, 0);
    trial.start().delivered("a", "b");
    trial.logs.delete("/app/b");
    trial.counted("log-groups-vanished", 1);
    trial.logs.put("/app/b", "another b", 0, 0);
    trial.delivered("a", "b", "another b");
  }

  @Test
  @DisplayName("scripted: when log groups cannot be looked up, those that are known are read on")
  void lookUpFails() {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.start().delivered("a");
    trial.logs.script =
        request -> {
          if (request instanceof DescribeLogGroupsRequest) {
            throw FakeLogs.error(400, "AccessDeniedException");
          }
        };
    trial.counted("failed-access-denied", 2);
    trial.logs.put("/app/a", "more", 0, 0);
    trial.delivered("a", "more");
    assertThat(trial.context.count("log-groups-vanished")).isZero();
  }

  @Test
  @DisplayName("scripted: AWS's clock counts, whatever ours says")
  void clockSkew() {
    trial.setup.start = "now";
    // Ours stands still at ten o'clock; AWS's is three hours ahead.
    trial.logs.pass(3 * 3600);
    trial.logs.put("/app/a", "too old", 600, 0);
    trial.logs.put("/app/a", "late", -1, 120);
    trial.start().polled(3);
    trial.logs.pass(120);
    trial.delivered("late");
  }

  @Test
  @DisplayName("an event that is not delivered is read again, and the others are not")
  void undelivered() {
    List<String> all = twenty();
    trial.emitter =
        new ScriptedEmitter(
            batch ->
                batch == 2
                    ? new ScriptedEmitter.Fate.Undelivered(Duration.ofMillis(200))
                    : new ScriptedEmitter.Fate.Delivered(Duration.ZERO));
    trial.start().delivered(all).polled(3).delivered(all);
    assertThat(trial.emitter.emitted()).hasSize(23);
    assertThat(trial.context.count("failed-undelivered")).isEqualTo(1);
  }

  @Test
  @DisplayName("nothing is remembered as delivered that is not, whatever is remembered of the rest")
  void frontierWaits() throws Exception {
    List<String> all = twenty();
    trial.emitter =
        new ScriptedEmitter(
            batch ->
                batch == 0
                    ? new ScriptedEmitter.Fate.Held()
                    : new ScriptedEmitter.Fate.Delivered(Duration.ZERO));
    trial.start();
    await().atMost(Trial.PATIENCE).until(() -> trial.emitter.batches() == 7);
    trial.emitter.fail();
    trial.stop();
    trial.emitter = ScriptedEmitter.delivering();
    trial.start();
    await()
        .atMost(Trial.PATIENCE)
        .until(() -> trial.emitter.delivered().containsAll(all.subList(0, 3)));
  }

  @Test
  @DisplayName("a message with half a character goes to the dead letters, the others go on")
  void halfCharacter() {
    trial.logs.put("/app/a", "half \ud83d", 0, 0);
    trial.logs.put("/app/a", "whole \ud83d\ude00", 0, 0);
    trial.start().delivered("whole \ud83d\ude00");
    assertThat(trial.emitter.rejections())
        .containsExactly("the message has half a character, which no UTF-8 can hold");
  }

  @Test
  @DisplayName("two inputs cannot have the same checkpoint at once")
  void locked() {
    trial.logs.put("/app/a", "a", 0, 0);
    trial.start().delivered("a");
    var second = new Trial(folder);
    second.start();
    await().atMost(Trial.PATIENCE).until(() -> second.running().ended());
    assertThat(second.running().failure())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lock is held by another input");
  }
}
