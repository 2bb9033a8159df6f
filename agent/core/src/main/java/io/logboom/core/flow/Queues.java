package io.logboom.core.flow;

import io.logboom.core.config.AgentConfig;
import io.logboom.core.config.OutputConfig;
import io.logboom.core.config.Queueing;
import io.logboom.core.memory.Blocks;
import io.logboom.core.queue.DiskQueue;
import io.logboom.core.queue.Downstream;
import io.logboom.core.queue.QueueDirectory;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Emitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queues on disk of a whole agent: behind inputs, before outputs. */
final class Queues {
  private static final Logger LOG = LoggerFactory.getLogger(Queues.class);

  /** What a queue may have on its way at least, in bytes. */
  private static final long LEAST = 1 << 20;

  private final AgentConfig config;
  private final Budget budget;
  private final Blocks blocks;
  private final Map<String, DiskQueue> afterInputs = new TreeMap<>();
  private final Map<String, DiskQueue> beforeOutputs = new TreeMap<>();
  private final Map<String, OutputQueue> entrances = new TreeMap<>();
  private final List<String> unused = new ArrayList<>();

  Queues(AgentConfig config, Budget budget, Blocks blocks) {
    this.config = config;
    this.budget = budget;
    this.blocks = blocks;
  }

  /** The way in for an input: its queue, if it is to have one, or what is behind that. */
  Emitter afterInput(String name, Queueing options, Meter meter, Pipeline.Door door) {
    if (!options.onDisk()) {
      unused.add(name);
      return door;
    }
    // One queue whose outputs are away must not take all memory from the others.
    long window = Math.max(LEAST, budget.limit() / 4);
    var queue = queue(name, options, meter, window, door);
    afterInputs.put(name, queue);
    return new InputQueue(queue, door);
  }

  /** The way to an output's lane: its queue, if it is to have one, or the lane. */
  Entrance beforeOutput(OutputConfig output, Meter meter, Lane lane) {
    if (!output.queue().onDisk()) {
      unused.add(output.name());
      return lane;
    }
    // Enough for every write under way, and for the next; it comes on top of the budget.
    long wanted = (output.concurrency() + 1) * output.batch().bytes().bytes();
    long window = Math.min(wanted, Math.max(LEAST, budget.limit() / 4));
    var queue = queue(output.name(), output.queue(), meter, window, OutputQueue.lane(lane));
    beforeOutputs.put(output.name(), queue);
    var entrance = new OutputQueue(queue);
    entrances.put(output.name(), entrance);
    return entrance;
  }

  private DiskQueue queue(
      String name, Queueing options, Meter meter, long window, Downstream downstream) {
    var directory = QueueDirectory.of(config.dataDir(), name);
    var queue = new DiskQueue(directory, name, options, meter, blocks, window, downstream);
    meter.queue(queue::level);
    return queue;
  }

  /** Opens them all; what is in them begins to flow. */
  void start() throws IOException {
    for (var name : unused) {
      var directory = QueueDirectory.of(config.dataDir(), name);
      long left = QueueDirectory.size(directory);
      if (left > 0) {
        LOG.warn(
            "{}: its queue is switched off, but {} bytes are left in {}: logboom queue drain takes"
                + " them out",
            name,
            left,
            directory);
      }
    }
    for (var queue : beforeOutputs.values()) {
      queue.open();
    }
    entrances.forEach((name, entrance) -> entrance.start(name));
    for (var queue : afterInputs.values()) {
      queue.open();
    }
  }

  /** Waits until an input's queue is empty, if it has one. */
  void awaitAfterInput(String name) throws InterruptedException {
    var queue = afterInputs.get(name);
    if (queue != null) {
      queue.awaitEmpty(Duration.ofSeconds(Long.MAX_VALUE));
    }
  }

  /** Waits until the queues before outputs are empty. */
  void awaitBeforeOutputs() throws InterruptedException {
    for (var queue : beforeOutputs.values()) {
      queue.awaitEmpty(Duration.ofSeconds(Long.MAX_VALUE));
    }
  }

  /** Empties the queues of inputs, then lets them hand nothing more on; tells whether they are. */
  boolean drainAfterInputs(long deadline) throws InterruptedException {
    boolean empty = true;
    for (var queue : afterInputs.values()) {
      empty &= queue.awaitEmpty(left(deadline));
    }
    for (var queue : afterInputs.values()) {
      queue.stop();
    }
    return empty;
  }

  /** The same for those of outputs. */
  boolean drainBeforeOutputs(long deadline) throws InterruptedException {
    boolean empty = true;
    for (var entrance : entrances.values()) {
      empty &= entrance.drain(left(deadline));
    }
    for (var queue : beforeOutputs.values()) {
      empty &= queue.awaitEmpty(left(deadline));
    }
    for (var queue : beforeOutputs.values()) {
      queue.stop();
    }
    return empty;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** How many events are in queues, and will be there at the next start. */
  long events() {
    long events = 0;
    for (var all : List.of(afterInputs, beforeOutputs)) {
      for (var queue : all.values()) {
        events += queue.events();
      }
    }
    return events;
  }

  /** Hands nothing more on, and takes nothing more for outputs. */
  void abandon(String why) {
    try {
      for (var all : List.of(afterInputs, beforeOutputs)) {
        for (var queue : all.values()) {
          queue.abandon();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    entrances.values().forEach(entrance -> entrance.abandon(why));
  }

  /** Closes them all; tells whether that went well. */
  boolean close() {
    var queues = new ArrayList<>(afterInputs.entrySet());
    queues.addAll(beforeOutputs.entrySet());
    boolean closed = true;
    for (var queue : queues) {
      try {
        queue.getValue().close();
      } catch (IOException e) {
        LOG.error("{}: its queue could not be closed: {}", queue.getKey(), e.toString());
        closed = false;
      }
    }
    return closed;
  }
}
