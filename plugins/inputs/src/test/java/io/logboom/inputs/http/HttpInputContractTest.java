package io.logboom.inputs.http;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The contract of inputs, with senders that send again what was not answered with 200. */
final class HttpInputContractTest extends InputContract {
  private static final int SENDERS = 3;

  @Override
  protected Stock stock(List<String> events) {
    return new Senders(events);
  }

  /** Three senders that share the events, each with a few of them in a request. */
  private static final class Senders implements Stock {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

    private final Set<String> kept = new LinkedHashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable HttpInput current;

    Senders(List<String> events) {
      kept.addAll(events);
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        Thread.ofVirtual().start(() -> send(sender));
      }
    }

    @Override
    public Input input() throws IOException {
      var input = new HttpInput(new Options().config(), new TestContext(Path.of("unused")));
      current = input;
      return input;
    }

    @Override
    public synchronized boolean holds(String id) {
      return kept.stream().anyMatch(event -> event.contains("\"id\":\"" + id + "\""));
    }

    private synchronized List<String> mine(int sender) {
      var mine = new ArrayList<String>();
      for (String event : kept) {
        var id = ID.matcher(event);
        if (id.find()
            && Math.floorMod(id.group(1).hashCode(), SENDERS) == sender
            && mine.size() < 4) {
          mine.add(event);
        }
      }
      return mine;
    }

    private synchronized void forget(List<String> events) {
      events.forEach(kept::remove);
    }

    private void send(int sender) {
      try {
        do {
          var events = mine(sender);
          var input = current;
          if (!events.isEmpty() && input != null && sent(input, events)) {
            forget(events);
          }
        } while (!closed.await(5, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static boolean sent(HttpInput input, List<String> events) throws InterruptedException {
      var listener = input.listening().getNow(null);
      if (listener == null) {
        return false;
      }
      byte[] body = String.join("\n", events).getBytes(StandardCharsets.UTF_8);
      try (var wire = new Wire(listener.address())) {
        return wire.post("/", "", body).answer().status() == 200;
      } catch (IOException e) {
        return false; // it is stopping, or gone: once more
      }
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
