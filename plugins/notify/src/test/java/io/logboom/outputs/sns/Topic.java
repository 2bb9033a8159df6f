package io.logboom.outputs.sns;

import io.logboom.core.config.ConfigReader;
import io.logboom.outputs.aws.QueryServer;
import io.logboom.outputs.aws.QueryServer.Reply;
import io.logboom.spi.Output;
import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A topic of our own that takes what SNS takes, for faults on cue. */
final class Topic implements AutoCloseable {
  static final String ARN = "arn:aws:sns:eu-north-1:111122223333:alerts";
  private static final int MOST = 262_144;

  /** What becomes of a message. */
  @FunctionalInterface
  interface Fate {
    /** The code of its failure; nothing when it is taken. */
    String of(Map<String, String> message);
  }

  /** What becomes of a request. */
  enum Fault {
    NONE,
    THROTTLED,
    BROKEN,
    HANGS_UP,
    TAKEN_BUT_HANGS_UP,
    SILENT
  }

  final TestContext context = new TestContext(Path.of("unused"));
  private final QueryServer server = new QueryServer(this::reply);
  private final List<Map<String, String>> published = new ArrayList<>();
  volatile Fate fate = _ -> "";
  volatile Fault fault = Fault.NONE;
  volatile Reply whole = new Reply.Silence();
  volatile boolean overrule;

  Topic() throws IOException {}

  Output output(String options) throws Exception {
    var plugin = new SnsOutputPlugin();
    return plugin.create(ConfigReader.bind(plugin, server.options() + "\n" + options), context);
  }

  static String arn() {
    return "topic-arn = \"" + ARN + "\"\n";
  }

  private Reply reply(Map<String, String> parameters) {
    if (overrule) {
      return whole;
    }
    if (parameters.get("Action").equals("GetTopicAttributes")) {
      return QueryServer.result("GetTopicAttributes", "<Attributes/>");
    }
    return switch (fault) {
      case NONE -> publish(entries(parameters));
      case THROTTLED -> QueryServer.error(429, "Throttled", "Rate exceeded");
      case BROKEN -> QueryServer.error(500, "InternalError", "try again");
      case HANGS_UP -> new Reply.HangUp();
      case TAKEN_BUT_HANGS_UP -> {
        publish(entries(parameters));
        yield new Reply.HangUp();
      }
      case SILENT -> new Reply.Silence();
    };
  }

  private static List<Map<String, String>> entries(Map<String, String> parameters) {
    var entries = new TreeMap<Integer, Map<String, String>>();
    parameters.forEach(
        (name, value) -> {
          String begin = "PublishBatchRequestEntries.member.";
          if (name.startsWith(begin)) {
            int dot = name.indexOf('.', begin.length());
            entries
                .computeIfAbsent(
                    Integer.valueOf(name.substring(begin.length(), dot)), _ -> new TreeMap<>())
                .put(name.substring(dot + 1), value);
          }
        });
    return List.copyOf(entries.values());
  }

  private Reply publish(List<Map<String, String>> entries) {
    long size =
        entries.stream()
            .mapToLong(entry -> entry.get("Message").getBytes(StandardCharsets.UTF_8).length)
            .sum();
    var ids = new HashSet<>(entries.stream().map(entry -> entry.get("Id")).toList());
    if (size > MOST || entries.size() > 10 || ids.size() < entries.size()) {
      return QueryServer.error(400, "BatchRequestTooLong", "The batch request is too long");
    }
    var failed = new StringBuilder();
    var successful = new StringBuilder();
    for (var entry : entries) {
      String code = entry.get("Message").isEmpty() ? "InvalidParameter" : fate.of(entry);
      if (code.isEmpty()) {
        synchronized (published) {
          published.add(entry);
        }
        successful.append(
            "<member><Id>%s</Id><MessageId>m</MessageId></member>".formatted(entry.get("Id")));
      } else {
        failed.append(
            "<member><Id>%s</Id><Code>%s</Code><Message>line&#10;break</Message><SenderFault>%s</SenderFault></member>"
                .formatted(entry.get("Id"), code, !code.startsWith("Internal")));
      }
    }
    return QueryServer.result(
        "PublishBatch",
        "<Failed>%s</Failed><Successful>%s</Successful>".formatted(failed, successful));
  }

  List<Map<String, String>> published() {
    synchronized (published) {
      return List.copyOf(published);
    }
  }

  List<String> messages() {
    return published().stream().map(entry -> entry.get("Message")).toList();
  }

  List<Map<String, String>> asked() {
    return server.asked();
  }

  @Override
  public void close() {
    server.close();
  }
}
