package io.logboom.filters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.logboom.core.event.JsonEvent;
import io.logboom.filters.cloudtrail.CloudTrailPlugin;
import io.logboom.filters.snare.SnarePlugin;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * What the way from a framed record to its Snare row allocates: the events themselves, and nothing
 * else. The garbage collector's part of the agent's CPU time hangs on this.
 */
class AllocationTest {
  private static final int RECORDS = 10_000;

  /** Three events of 72 bytes: the framed one, the record with its time and id, the row. */
  private static final int ALLOWED = 256;

  @Test
  void aRowAllocatesItsEventsAndNothingElse() throws Exception {
    var framed = new ByteArrayOutputStream();
    var ends = new ArrayList<Integer>();
    for (int i = 0; i < RECORDS; i++) {
      framed.writeBytes(record(i).getBytes(StandardCharsets.UTF_8));
      ends.add(framed.size());
    }
    byte[] array = framed.toByteArray();
    int[] positions = ends.stream().mapToInt(Integer::intValue).toArray();
    try (var cloudtrail = Cases.filter(new CloudTrailPlugin(), "");
        var snare = Cases.filter(new SnarePlugin(), "")) {
      var rows = new Rows();
      var chain = new Through(snare, rows);
      run(array, positions, cloudtrail, chain);
      run(array, positions, cloudtrail, chain);
      rows.count = 0;
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      run(array, positions, cloudtrail, chain);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / RECORDS;
      assertThat(rows.count).isEqualTo(RECORDS);
      assertThat(each).as("bytes allocated for a record").isLessThan(ALLOWED);
    }
  }

  private static void run(byte[] array, int[] ends, Filter filter, Next next) throws Exception {
    int from = 0;
    for (int i = 0; i < ends.length; i++) {
      filter.apply(JsonEvent.valid(array, from, ends[i] - from, Events.ORIGIN, i + 1L), next);
      from = ends[i];
    }
  }

  private static String record(int i) {
    return """
    {"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:s%1$d",\
    "arn":"arn:aws:sts::111122223333:assumed-role/r/s%1$d","accountId":"111122223333",\
    "sessionContext":{"attributes":{"mfaAuthenticated":"false"}}},\
    "eventTime":"2026-01-02T03:04:05Z","eventSource":"iam.amazonaws.com","eventName":"GetUser",\
    "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.7","userAgent":"aws-cli/2.15",\
    "requestParameters":{"userName":"alice %1$d"},"responseElements":null,"requestID":"r%1$d",\
    "eventID":"e%1$d","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,\
    "recipientAccountId":"111122223333","eventCategory":"Management","unknown":[%1$d]}\
    """
        .formatted(i);
  }

  /** Hands every event to a filter. */
  private record Through(Filter filter, Rows rows) implements Next {

    @Override
    public void accept(Event event) {
      try {
        filter.apply(event, rows);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void drop(String reason) {
      rows.drop(reason);
    }

    @Override
    public void reject(Event event, MalformedException reason) {
      rows.reject(event, reason);
    }

    @Override
    public Bytes bytes() {
      return rows.bytes();
    }
  }

  /** Counts the rows, and lends one block over and over. */
  private static final class Rows implements Next {
    private final byte[] block = new byte[512 << 10];
    private Bytes bytes = new Bytes(_ -> block);
    private int count;

    @Override
    public void accept(Event event) {
      if (++count % 100 == 0) {
        bytes = new Bytes(_ -> block);
      }
    }

    @Override
    public void drop(String reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void reject(Event event, MalformedException reason) {
      throw new AssertionError(reason);
    }

    @Override
    public Bytes bytes() {
      return bytes;
    }
  }
}
