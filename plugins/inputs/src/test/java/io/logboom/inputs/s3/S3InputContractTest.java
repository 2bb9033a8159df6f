package io.logboom.inputs.s3;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Three events an object, an object a message. */
final class S3InputContractTest extends InputContract {
  private static final int EVENTS_AN_OBJECT = 3;

  @TempDir Path folder;

  @Override
  protected Stock stock(List<String> events) throws IOException {
    var aws = new FakeAws();
    Map<String, String> messages = new HashMap<>();
    for (int from = 0; from < events.size(); from += EVENTS_AN_OBJECT) {
      var some = events.subList(from, Math.min(events.size(), from + EVENTS_AN_OBJECT));
      String key = "events/" + from + ".json";
      aws.s3.put("logs", key, String.join("\n", some).getBytes(StandardCharsets.UTF_8));
      String message = FakeAws.created("logs", key);
      aws.sqs.send("trail", message);
      some.forEach(
          event -> messages.put(event.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"), message));
    }
    return new Stock() {
      @Override
      public Input input() {
        return new S3Input(new Setup(aws, "trail").config(), new TestContext(folder));
      }

      @Override
      public boolean holds(String id) {
        return aws.sqs.messages("trail").stream()
            .anyMatch(found -> found.body().equals(messages.get(id)));
      }

      @Override
      public void close() {
        aws.close();
      }
    };
  }
}
