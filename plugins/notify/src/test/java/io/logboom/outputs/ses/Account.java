package io.logboom.outputs.ses;

import io.logboom.core.config.ConfigReader;
import io.logboom.outputs.aws.QueryServer;
import io.logboom.outputs.aws.QueryServer.Reply;
import io.logboom.outputs.mail.Received;
import io.logboom.spi.Output;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An account at SES, for faults on cue. */
final class Account implements AutoCloseable {
  static final String ADDRESSES =
      "region = eu-north-1, from = \"Alerts <alerts@example.com>\", to = [\"soc@example.com\"]\n";

  /** What becomes of a request. */
  enum Fault {
    NONE,
    THROTTLED,
    BROKEN,
    HANGS_UP,
    TAKEN_BUT_HANGS_UP,
    SILENT,
    SCRIPTED
  }

  final TestContext context = new TestContext(Path.of("unused"));
  private final QueryServer server = new QueryServer(this::reply);
  private final List<Received> sent = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  volatile Fault fault = Fault.NONE;
  volatile Predicate<Received> refuse = _ -> false;
  volatile Reply scripted = new Reply.Silence();

  Account() throws IOException {}

  Output output(String options) throws Exception {
    var plugin = new SesOutputPlugin();
    return plugin.create(
        ConfigReader.bind(plugin, ADDRESSES + server.options() + "\n" + options), context);
  }

  private Reply reply(Map<String, String> parameters) {
    return switch (fault) {
      case NONE -> take(parameters);
      case THROTTLED -> QueryServer.error(400, "Throttling", "Maximum sending rate exceeded.");
      case BROKEN -> QueryServer.error(500, "InternalFailure", "try again");
      case HANGS_UP -> new Reply.HangUp();
      case TAKEN_BUT_HANGS_UP -> {
        take(parameters);
        yield new Reply.HangUp();
      }
      case SILENT -> new Reply.Silence();
      case SCRIPTED -> scripted;
    };
  }

  private Reply take(Map<String, String> parameters) {
    if (parameters.get("Action").equals("GetSendQuota")) {
      return QueryServer.result("GetSendQuota", "<Max24HourSend>200.0</Max24HourSend>");
    }
    var mail = Received.of(Base64.getDecoder().decode(parameters.get("RawMessage.Data")));
    if (refuse.test(mail)) {
      return QueryServer.error(400, "MessageRejected", "it holds\na virus");
    }
    synchronized (sent) {
      sent.add(mail);
      texts.add(mail.text());
    }
    return QueryServer.result("SendRawEmail", "<MessageId>m</MessageId>");
  }

  List<Received> sent() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  List<String> texts() {
    synchronized (sent) {
      return List.copyOf(texts);
    }
  }

  List<Map<String, String>> asked() {
    return server.asked();
  }

  @Override
  public void close() {
    server.close();
  }
}
