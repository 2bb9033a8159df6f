package io.logboom.core.cli;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.event.JsonBody;
import io.logboom.core.queue.QueueDirectory;
import io.logboom.core.queue.StoredQueue;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What can be done with a queue on disk while no agent works with it. */
final class QueueCommands {
  private static final int BUFFER = 64 << 10;

  private final PrintStream out;
  private final PrintStream err;

  QueueCommands(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * The directory of the queue of that name.
   *
   * @param name an address, or its last step when that is enough to tell
   * @return empty when no input or output, or more than one, is called so; that is told then
   */
  Optional<Path> find(AgentConfig config, String name) {
    var names = new TreeMap<String, String>();
    for (var pipeline : config.pipelines()) {
      pipeline.inputs().forEach(input -> names.put(input.name(), input.shortName()));
      pipeline.outputs().forEach(output -> names.put(output.name(), output.shortName()));
    }
    var found =
        names.entrySet().stream()
            .filter(one -> one.getKey().equals(name) || one.getValue().equals(name))
            .map(Map.Entry::getKey)
            .toList();
    if (found.size() != 1) {
      err.println(
          "logboom: "
              + (found.isEmpty() ? "no input or output is" : "several inputs and outputs are")
              + " called "
              + name
              + "; there are: "
              + String.join(", ", found.isEmpty() ? names.keySet() : found));
      return Optional.empty();
    }
    return Optional.of(QueueDirectory.of(config.dataDir(), found.getFirst()));
  }

  /** Tells of each segment whether it is sound; gives 0 if all are, otherwise 1. */
  int check(Path directory) throws IOException {
    try (var queue = StoredQueue.open(directory)) {
      boolean sound = true;
      var verdicts = queue.check();
      for (var verdict : verdicts) {
        sound &= verdict.sound();
        out.println(verdict.name() + ": " + text(verdict));
      }
      if (!verdicts.isEmpty() && !queue.cursorSound()) {
        sound = false;
        out.println("cursor: damaged: all events will be handed on again");
      }
      if (sound) {
        out.println("OK: " + verdicts.size() + (verdicts.size() == 1 ? " segment" : " segments"));
      }
      return sound ? Commands.DONE : Commands.FAILED;
    }
  }

  private static String text(StoredQueue.Verdict verdict) {
    if (verdict.otherVersion()) {
      return "of a version that cannot be read";
    }
    var size = verdict.events() + " events, " + verdict.bytes() + " bytes";
    return verdict.sound()
        ? "sound: " + size
        : "damaged: " + String.join(", ", verdict.damage()) + "; readable: " + size;
  }

  /** Prints the events that are not delivered, and leaves them there. */
  int dump(Path directory, boolean json) throws IOException {
    try (var queue = StoredQueue.open(directory)) {
      print(queue, json);
      return Commands.DONE;
    }
  }

  /** Prints the events that are not delivered; once all are printed, they count as delivered. */
  int drain(Path directory) throws IOException {
    try (var queue = StoredQueue.open(directory)) {
      long events = print(queue, false);
      queue.forget();
      err.println("logboom: " + events + " events were taken out of " + directory);
      return Commands.DONE;
    }
  }

  private long print(StoredQueue queue, boolean json) throws IOException {
    var buffered = new BufferedOutputStream(out, BUFFER);
    long events =
        queue.read(
            (event, segment) -> {
              if (json) {
                write(buffered, json(event, segment));
              } else {
                buffered.write(event.array(), event.offset(), event.length());
              }
              buffered.write('\n');
            },
            damage -> err.println("logboom: " + damage));
    buffered.flush();
    if (out.checkError()) {
      throw new IOException("standard output could not be written to");
    }
    return events;
  }

  private static void write(OutputStream to, byte[] bytes) throws IOException {
    to.write(bytes, 0, bytes.length);
  }

  private static byte[] json(Event event, String segment) {
    var line = new Bytes(byte[]::new).begin();
    line.put("{\"segment\":").putJson(segment);
    line.put(",\"place\":").putJson(event.place());
    line.put(",\"input\":").putJson(event.origin().input());
    line.put(",\"received\":").putJson(event.origin().receivedAt().toString());
    event.time().ifPresent(time -> line.put(",\"time\":").putJson(time.toString()));
    event.id().ifPresent(id -> line.put(",\"id\":").putJson(id));
    line.put(",\"origin\":{");
    char separator = 0;
    for (var attribute : new TreeMap<>(event.origin().attributes()).entrySet()) {
      if (separator != 0) {
        line.put(separator);
      }
      line.putJson(attribute.getKey()).put(':').putJson(attribute.getValue());
      separator = ',';
    }
    line.put("},");
    JsonBody.put(line, event);
    return line.put('}').toByteArray();
  }
}
