package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the twelve hours, which nobody waits for. */
final class VisibilityTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path folder;
  private FakeAws aws;
  private Clients clients;
  private TestContext context;
  private Visibility visibility;
  private Thread thread;

  @BeforeEach
  void begin() throws IOException {
    aws = new FakeAws();
    clients = new Clients(new Setup(aws, "trail").config());
    context = new TestContext(folder);
    visibility = new Visibility(TIMEOUT, new Counters(context));
    thread = Thread.ofVirtual().start(visibility);
  }

  @AfterEach
  void end() throws InterruptedException {
    visibility.end();
    thread.interrupt();
    thread.join();
    clients.close();
    aws.close();
  }

  @Test
  @DisplayName("no more is asked for than is left of the twelve hours")
  void clips() {
    visibility.hold(receivedAgo(Duration.ofHours(12).minusSeconds(11)));
    await().atMost(Trial.PATIENCE).until(() -> context.count("visibility-extended") > 0);
    assertThat(aws.sqs.visibilities().getLast()).isBetween(3, 6);
  }

  @Test
  @DisplayName("after twelve hours nothing is asked for: the message is lost to time")
  void loses() {
    var lease = visibility.hold(receivedAgo(Duration.ofHours(12)));
    await().atMost(Trial.PATIENCE).until(() -> context.count("visibility-lost") > 0);
    assertThat(lease.lost()).isTrue();
    assertThat(aws.sqs.calls("ChangeMessageVisibilityBatch")).isZero();
    visibility.giveBack(lease, Duration.ofSeconds(5));
    assertThat(aws.sqs.calls("ChangeMessageVisibilityBatch")).isZero();
  }

  @Test
  @DisplayName("a wait longer than what is left is cut to it")
  void clipsTheWait() {
    var lease = visibility.hold(receivedAgo(Duration.ofHours(12).minusSeconds(60)));
    visibility.giveBack(lease, Duration.ofMinutes(15));
    assertThat(aws.sqs.visibilities().getLast()).isBetween(50, 55);
  }

  /** A message received for real, but said to be older. */
  private Message receivedAgo(Duration age) {
    aws.sqs.send("trail", "any");
    var message = clients.queues().getFirst().receive(1, Duration.ofSeconds(1), TIMEOUT).getFirst();
    return new Message(
        message.queue(),
        message.id(),
        message.handle(),
        message.body(),
        message.receives(),
        System.nanoTime() - age.toNanos());
  }
}
