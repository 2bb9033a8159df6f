package io.logboom.core.flow;

import io.logboom.core.state.StateLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keepers of a whole agent, each before those that what it gives out goes to. */
final class Keepers {
  private static final Logger LOG = LoggerFactory.getLogger(Keepers.class);

  private final Map<Keeper, Keeper.Way> ways = new LinkedHashMap<>();

  void add(Map<Keeper, Keeper.Way> more) {
    ways.putAll(more);
  }

  /** Gives every filter what it had to remember, and begins. */
  void start(Path dataDirectory) throws IOException {
    var known = new ArrayList<Path>();
    for (var one : ways.entrySet()) {
      var directory = StateLog.directory(dataDirectory, one.getKey().name());
      known.add(directory);
      one.getKey().start(directory, one.getValue());
    }
    for (var other : StateLog.others(dataDirectory, known)) {
      LOG.warn(
          "{}: what a filter remembered is left there, but there is no such filter any more: move"
              + " it to where the filter is now, or delete it",
          other);
    }
  }

  void finish() throws InterruptedException {
    for (var keeper : ways.keySet()) {
      keeper.finish();
    }
  }

  /** Saves all, one after the other: the later ones must go on for what the first give out. */
  boolean drain(long deadline) throws InterruptedException {
    boolean drained = true;
    for (var keeper : ways.keySet()) {
      drained &= keeper.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    return drained;
  }

  void abandon(String why) {
    ways.keySet().forEach(keeper -> keeper.abandon(why));
  }

  boolean close() {
    boolean closed = true;
    for (var keeper : List.copyOf(ways.keySet())) {
      try {
        keeper.close();
      } catch (IOException e) {
        LOG.error("{}: what it remembers could not be closed: {}", keeper.name(), e.toString());
        closed = false;
      }
    }
    return closed;
  }
}
