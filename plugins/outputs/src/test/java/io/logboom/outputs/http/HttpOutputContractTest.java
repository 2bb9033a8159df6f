package io.logboom.outputs.http;

import io.logboom.core.event.JsonEvent;
import io.logboom.outputs.format.Compression;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.OutputContract;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import tools.jackson.databind.json.JsonMapper;

final class HttpOutputContractTest {
  private static final String BAD = "{\"bad\":true}";

  abstract static class Contract extends OutputContract {
    abstract Options options(Options defaults);

    @Override
    protected final Store store() throws IOException {
      return new Siem(this);
    }
  }

  @Nested
  final class Ndjson extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults.splitOn("413", "400").compression(Compression.GZIP);
    }
  }

  @Nested
  final class JsonArray extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults
          .body(BodyFormat.JSON_ARRAY)
          .splitOn("413", "400")
          .compression(Compression.ZSTD);
    }
  }

  @Nested
  final class OneEvent extends Contract {
    @Override
    Options options(Options defaults) {
      return defaults.body(BodyFormat.EVENT);
    }
  }

  /** Stores what it is sent; takes no more than 60,000 bytes but for a single event. */
  private static final class Siem implements OutputContract.Store {
    private static final JsonMapper JACKSON = new JsonMapper();
    private static final int LIMIT = 60_000;

    private final Contract contract;
    private final Receiver receiver = Receiver.start();
    private final List<String> stored = new ArrayList<>();
    private final Random random = new Random(1);
    private volatile boolean failing;
    private volatile CountDownLatch door = new CountDownLatch(0);

    Siem(Contract contract) throws IOException {
      this.contract = contract;
      receiver.script(this::reply);
    }

    private Receiver.Reply reply(Receiver.Asked request) throws InterruptedException {
      door.await();
      if (failing) {
        return failure(request);
      }
      var events = parse(request);
      if (request.body().length() > LIMIT && events.size() > 1) {
        return Receiver.Reply.of(413, "too large");
      }
      if (events.contains(BAD)) {
        return Receiver.Reply.of(400, "there is a bad\nevent in here");
      }
      synchronized (stored) {
        stored.addAll(events);
      }
      return Receiver.Reply.of(200, "{}");
    }

    private Receiver.Reply failure(Receiver.Asked request) {
      return switch (random.nextInt(4)) {
        case 0 -> Receiver.Reply.of(503);
        case 1 -> new Receiver.Reply(429, "Retry-After", "1", "slow down");
        case 2 -> {
          // Stored, but the answer is lost: to be sent again.
          synchronized (stored) {
            stored.addAll(parse(request));
          }
          yield Receiver.Reply.of(0);
        }
        default -> Receiver.Reply.of(0);
      };
    }

    private List<String> parse(Receiver.Asked request) {
      String body = request.body();
      return switch (request.header("Content-Type")) {
        case "application/x-ndjson" -> body.lines().toList();
        case "application/json" ->
            body.startsWith("[") && !contract.getClass().getSimpleName().equals("OneEvent")
                ? JACKSON.readTree(body).valueStream().map(node -> node.toString()).toList()
                : List.of(body);
        default -> throw new AssertionError(request.header("Content-Type"));
      };
    }

    @Override
    public Output output() throws IOException {
      return new HttpOutput(contract.options(new Options(receiver.address())).config(), context());
    }

    @Override
    public List<String> events() {
      synchronized (stored) {
        return List.copyOf(stored);
      }
    }

    @Override
    public void fail() {
      failing = true;
    }

    @Override
    public void hang() {
      door = new CountDownLatch(1);
    }

    @Override
    public void work() {
      failing = false;
      door.countDown();
    }

    @Override
    public Event unacceptable() {
      byte[] bytes = BAD.getBytes(StandardCharsets.UTF_8);
      return JsonEvent.of(bytes, 0, bytes.length, OutputContract.ORIGIN, 0);
    }

    @Override
    public void close() {
      work();
      receiver.close();
    }
  }

  static TestContext context() {
    return new TestContext(
        Path.of("unused"),
        _ -> {
          throw new UnsupportedOperationException();
        },
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }
}
