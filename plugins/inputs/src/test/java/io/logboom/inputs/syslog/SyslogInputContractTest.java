package io.logboom.inputs.syslog;

import io.logboom.inputs.net.Transport;
import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of inputs, kept by means of RELP: its sender keeps a message until it is answered,
 * and sends it again on a new connection.
 */
final class SyslogInputContractTest extends InputContract {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");

  @TempDir private Path folder;

  @Override
  protected Stock stock(List<String> events) {
    return new RelpStock(events);
  }

  /** A sender that connects to each new input, and again whenever it is hung up on. */
  private final class RelpStock implements Stock {
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private volatile boolean closed;

    RelpStock(List<String> events) {
      for (String event : events) {
        Matcher matcher = ID.matcher(event);
        if (matcher.find()) {
          String id = matcher.group(1);
          // As structured data the id stands in the event as it does in what is put in stock.
          kept.put(id, "<13>1 - host app - - [x id=\"" + id + "\"] " + event);
        }
      }
    }

    @Override
    public Input input() throws Exception {
      var config = Trial.config(Trial.listen(Protocol.RELP));
      var input = new SyslogInput(config, new TestContext(folder), Transport.best());
      Thread.ofVirtual().start(() -> feed(input));
      return input;
    }

    private void feed(SyslogInput input) {
      try {
        InetSocketAddress address = input.addresses().get(20, TimeUnit.SECONDS).getFirst();
        while (!closed && !kept.isEmpty()) {
          session(address);
        }
      } catch (IOException | TimeoutException e) {
        // This input has ended, or was stopped before it listened; the next one has a sender of its
        // own.
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }

    private void session(InetSocketAddress address) throws IOException {
      try (var peer =
          new RelpPeer(new Socket(InetAddress.getLoopbackAddress(), address.getPort()))) {
        var sent = new HashMap<Integer, String>();
        try {
          peer.open();
          int number = 2;
          for (var event : kept.entrySet()) {
            sent.put(number, event.getKey());
            peer.send(number++, "syslog", event.getValue());
          }
          while (!sent.isEmpty()) {
            var answer = peer.answer();
            if (answer.command().equals("rsp") && answer.data().startsWith("200")) {
              kept.remove(sent.remove(answer.number()));
            }
          }
        } catch (IOException e) {
          // Hung up on: what was not answered is sent again.
          sent.clear();
        }
      }
    }

    @Override
    public boolean holds(String id) {
      return kept.containsKey(id);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
