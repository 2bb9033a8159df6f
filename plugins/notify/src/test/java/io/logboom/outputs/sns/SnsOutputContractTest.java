package io.logboom.outputs.sns;

import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.Events;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;

final class SnsOutputContractTest extends OutputContract {
  private static final String BAD = "{\"bad\":true}";

  @Override
  protected Store store() throws IOException {
    return new Far();
  }

  private static final class Far implements Store {
    private final Topic topic = new Topic();
    private final Random random = new Random(1);

    Far() throws IOException {
      work();
    }

    @Override
    public Output output() throws Exception {
      return topic.output(Topic.arn());
    }

    @Override
    public List<String> events() {
      return topic.messages();
    }

    private static String refuseBad(Map<String, String> message) {
      return message.get("Message").equals(BAD) ? "InvalidParameterValue" : "";
    }

    @Override
    public void fail() {
      var faults =
          List.of(
              Topic.Fault.THROTTLED,
              Topic.Fault.BROKEN,
              Topic.Fault.HANGS_UP,
              Topic.Fault.TAKEN_BUT_HANGS_UP,
              Topic.Fault.NONE);
      topic.fault = faults.get(random.nextInt(faults.size()));
      if (topic.fault == Topic.Fault.NONE) {
        topic.fate = _ -> "InternalError";
      }
    }

    @Override
    public void hang() {
      topic.fault = Topic.Fault.SILENT;
    }

    @Override
    public void work() {
      topic.fault = Topic.Fault.NONE;
      topic.fate = Far::refuseBad;
    }

    @Override
    public Event unacceptable() {
      return Events.of(BAD);
    }

    @Override
    public void close() {
      topic.close();
    }
  }
}
