package io.logboom.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.spi.Event;
import io.logboom.spi.Memory;
import io.logboom.spi.Next;
import io.logboom.spi.StatefulFilter;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers texts in ten groups, and gives out a group as one event once it is full. */
class Gathering implements StatefulFilter {
  private final int full;
  private final Map<Integer, String> groups = new TreeMap<>();
  private final Set<Integer> changed = new HashSet<>();

  /**
   * @param full so many texts
   */
  Gathering(int full) {
    this.full = full;
  }

  @Override
  public synchronized void apply(Event event, Next next) {
    var text = StatefulAgentTest.text(event);
    int group = Math.floorMod(text.hashCode(), 10);
    groups.merge(group, text, (before, more) -> before + "," + more);
    changed.add(group);
    next.drop("gathered");
  }

  @Override
  public synchronized boolean restore(byte[] key, byte[] value) {
    return groups.put((int) key[0], new String(value, UTF_8)) == null;
  }

  @Override
  public synchronized void due(Instant now, boolean last, Next next) {
    var given = new HashSet<Integer>();
    groups.forEach(
        (group, texts) -> {
          if (last || texts.chars().filter(each -> each == ',').count() >= full - 1) {
            next.accept(StatefulAgentTest.event(texts));
            given.add(group);
          }
        });
    groups.keySet().removeAll(given);
    changed.addAll(given);
  }

  @Override
  public synchronized void save(Memory memory, boolean all) throws IOException {
    for (var group : all ? Set.copyOf(groups.keySet()) : changed) {
      byte[] key = {group.byteValue()};
      var texts = groups.get(group);
      if (texts == null) {
        memory.remove(key);
      } else {
        memory.put(key, texts.getBytes(UTF_8));
      }
    }
    changed.clear();
  }
}
