package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.testkit.TestContext;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reading and writing messages must not cost garbage: this number is stable where time is not. */
final class AllocationTest {
  private static final int ROUNDS = 10_000;
  private static final byte[] END = ",\"peer\":\"192.0.2.1\"}".getBytes(UTF_8);
  private static final List<String> MESSAGES =
      List.of(
          "<134>1 2026-10-07T03:04:05.123456Z host app 1 ID [a@32473 x=\"1\" x=\"2\"][b y=\"\\\"\"]"
              + " text",
          "<13>Oct  7 03:04:05 web01 app[12]: Straße",
          "<187>79: router1: Jun 21 10:02:42.123 UTC: %LINK-3-UPDOWN: text",
          "nothing that is known");

  @Test
  void messagesAllocateNothing() {
    byte[] stream = MESSAGES.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(UTF_8);
    var parser =
        new Parser(Clock.fixed(TestContext.NOW, ZoneOffset.UTC), ZoneId.of("Europe/Berlin"));
    var rows = new EventRow(false);
    var message = new Message();
    byte[] block = new byte[8 << 10];
    var frames =
        new Frames(
            StreamFraming.AUTO,
            4096,
            (a, from, to, flags) -> {
              parser.read(message, a, from, to);
              rows.write(message, flags, END, block, 0);
            });
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long wanted = ROUNDS * (long) MESSAGES.size();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5 && allocated >= wanted; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < ROUNDS; i++) {
        // The second piece begins in the middle of a message.
        frames.take(stream, 0, 150);
        frames.take(stream, 150, stream.length);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).as("bytes for %d messages", wanted).isLessThan(wanted);
  }
}
