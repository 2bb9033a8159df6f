package io.logboom.inputs.net;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ComplaintsTest {
  private final TestContext context = new TestContext(Path.of("unused"));
  private final AtomicLong nanos = new AtomicLong();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("complaints");
  private final Complaints complaints = new Complaints(log, context, nanos::get);

  @BeforeEach
  void listen() {
    log.setAdditive(false);
    log.addAppender(lines);
    lines.start();
  }

  @AfterEach
  void leave() {
    log.detachAppender(lines);
  }

  @Test
  void countsAllButLogsAFewOfAKind() {
    for (int i = 0; i < 1000; i++) {
      complaints.tell("floods", "192.0.2.1:5 did it again");
    }
    complaints.tell("others", "192.0.2.2:5 did something else");
    assertThat(context.count("floods")).isEqualTo(1000);
    assertThat(lines.list).hasSize(11);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    complaints.tell("floods", "192.0.2.1:5 did it again");
    assertThat(lines.list.getLast().getFormattedMessage())
        .endsWith("192.0.2.1:5 did it again (990 more of this kind before)");
  }

  @Test
  void nobodyForgesALine() {
    complaints.tell("forgers", "says \"x\r\n12:00:00 ERROR all is lost\u001b[2J\u2028\u202e\"");
    assertThat(lines.list.getFirst().getFormattedMessage())
        .endsWith("says \"x??12:00:00 ERROR all is lost?[2J??\"");
    complaints.tell("forgers", "x".repeat(100_000));
    assertThat(lines.list.getLast().getFormattedMessage()).hasSizeLessThan(600).endsWith("...");
  }
}
