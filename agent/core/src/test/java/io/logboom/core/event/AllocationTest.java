package io.logboom.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Names;
import io.logboom.spi.Origin;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading events must not cost garbage: this number is stable where time is not. */
final class AllocationTest {
  private static final int EVENTS = 10_000;
  private static final Names NAMES = Names.of("eventName", "eventTime", "userIdentity");
  private static final String RECORD =
      """
      {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","sessionContext":{"attributes":
      {"mfaAuthenticated":"false"}}},"eventTime":"2026-11-21T00:00:00Z","n":1,"eventName":"GetObject",
      "requestParameters":{"path":"a\\"b","names":["\u00fc","\\u00fc"],"sizes":[1.5e3,null,true]}}\
      """;

  @Test
  void readingFieldsAllocatesNothing() throws MalformedException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long wanted = EVENTS * 16L;
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5 && allocated >= wanted; round++) {
      var events = events();
      long before = threads.getCurrentThreadAllocatedBytes();
      long sum = read(events);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(sum).isPositive();
    }
    assertThat(allocated).as("bytes for %d events", EVENTS).isLessThan(wanted);
  }

  private static long read(List<JsonEvent> events) throws MalformedException {
    long sum = 0;
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      sum += Scan.value(event.array(), event.offset(), event.offset() + event.length());
      var fields = event.fields();
      sum += fields.find("eventName") + fields.find("missing");
      for (int k = 0; k < fields.size(); k++) {
        sum += fields.indexIn(NAMES, k);
      }
      var nested = fields.object(1);
      sum += nested.object(nested.find("sessionContext")).size();
    }
    return sum;
  }

  private static List<JsonEvent> events() {
    var origin = new Origin("in", "here", Instant.EPOCH, Map.of());
    var events = new ArrayList<JsonEvent>();
    for (int i = 0; i < EVENTS; i++) {
      byte[] bytes = RECORD.getBytes(StandardCharsets.UTF_8);
      // Half of them are yet to be judged.
      events.add(
          i % 2 == 0
              ? JsonEvent.valid(bytes, 0, bytes.length, origin, i)
              : JsonEvent.of(bytes, 0, bytes.length, origin, i));
    }
    return events;
  }
}
