package io.logboom.inputs.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An input at work between a fake IAM and a scripted pipeline. */
final class Trial {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  final FakeIam iam = new FakeIam();
  final Setup setup = new Setup();
  final List<Event> made = Collections.synchronizedList(new ArrayList<>());
  final TestContext context;
  ScriptedEmitter emitter = ScriptedEmitter.delivering();

  Trial(Path folder) {
    this(folder, true);
  }

  /**
   * A trial.
   *
   * @param keep whether all events made are kept
   */
  Trial(Path folder, boolean keep) {
    context =
        new TestContext(
            folder,
            _ -> {
              throw new IllegalStateException("nothing is framed here");
            },
            (bytes, origin) -> {
              var event = JsonEvent.of(bytes, 0, bytes.length, origin, 0);
              if (keep) {
                made.add(event);
              }
              return event;
            });
  }

  IamInput input() {
    var config = setup.config();
    return new IamInput(config, context, Accounts.of(config, context, iam), new Random(1));
  }

  /** Walks once, with a pipeline of its own; what was emitted. */
  List<JsonNode> walk() throws Exception {
    emitter = ScriptedEmitter.delivering();
    try (var running = Running.start(input(), emitter)) {
      running.join(PATIENCE);
      assertThat(running.failure()).isNull();
    }
    return emitter.delivered().stream().map(JsonMapper.shared()::readTree).toList();
  }

  /** The names of what a walk emits. */
  List<String> names() throws Exception {
    return walk().stream().map(Trial::name).sorted().toList();
  }

  static String name(JsonNode node) {
    for (String noun : List.of("User", "Role", "Group")) {
      if (node.has(noun + "Name")) {
        return noun + ":" + node.get(noun + "Name").asString();
      }
    }
    return node.has("Deleted") ? "Deleted " + name(node.get("Deleted")) : name(node.get("Group"));
  }
}
