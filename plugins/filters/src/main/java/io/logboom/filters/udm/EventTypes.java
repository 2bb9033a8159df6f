package io.logboom.filters.udm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks up the event type of a call: the first rule that fits decides. What was found is kept in a
 * small table by the call's bytes, as a trail names the same few hundred calls over and over.
 * Belongs to one thread; what it is made of is shared.
 */
final class EventTypes {
  private static final int SLOTS = 2048;

  /** A name of more bytes is no call of AWS, and not worth a place in the table. */
  private static final int LONGEST = 256;

  private static final byte[] ANY = {'*'};

  private final List<Rule> rules;
  private final byte[][] sources = new byte[SLOTS][];
  private final byte[][] names = new byte[SLOTS][];
  private final EventType[] types = new EventType[SLOTS];

  /** A rule as bytes. */
  private static final class Rule {
    final byte[] source;
    final byte[] name;
    final EventType type;

    Rule(EventTypeRule rule) {
      this.source = rule.source().getBytes(StandardCharsets.UTF_8);
      this.name = rule.name().getBytes(StandardCharsets.UTF_8);
      this.type = rule.type();
    }
  }

  private EventTypes(List<Rule> rules) {
    this.rules = rules;
  }

  /** Looks types up in rules that stand in this order. */
  static EventTypes of(List<EventTypeRule> rules) {
    var all = new ArrayList<Rule>();
    rules.forEach(rule -> all.add(new Rule(rule)));
    return new EventTypes(all);
  }

  /** The same for another thread. */
  EventTypes another() {
    return new EventTypes(rules);
  }

  /**
   * The type of a call.
   *
   * @param source where the content of eventSource begins in the array, without quotes
   * @param name where the content of eventName begins
   */
  EventType of(byte[] array, int source, int sourceEnd, int name, int nameEnd) {
    int slot = slot(array, source, sourceEnd, name, nameEnd);
    var knownSource = sources[slot];
    var knownName = names[slot];
    if (knownSource != null
        && Arrays.equals(knownName, 0, knownName.length, array, name, nameEnd)
        && Arrays.equals(knownSource, 0, knownSource.length, array, source, sourceEnd)) {
      return types[slot];
    }
    var type = find(array, source, sourceEnd, name, nameEnd);
    if (sourceEnd - source <= LONGEST && nameEnd - name <= LONGEST) {
      sources[slot] = Arrays.copyOfRange(array, source, sourceEnd);
      names[slot] = Arrays.copyOfRange(array, name, nameEnd);
      types[slot] = type;
    }
    return type;
  }

  private static int slot(byte[] array, int source, int sourceEnd, int name, int nameEnd) {
    int hash = 1;
    for (int i = source; i < Math.min(sourceEnd, source + 8); i++) {
      hash = 31 * hash + array[i];
    }
    for (int i = name; i < Math.min(nameEnd, name + LONGEST); i++) {
      hash = 31 * hash + array[i];
    }
    return (hash ^ (hash >>> 11)) & (SLOTS - 1);
  }

  private EventType find(byte[] array, int source, int sourceEnd, int name, int nameEnd) {
    for (var rule : rules) {
      if ((Arrays.equals(rule.source, ANY)
              || Arrays.equals(rule.source, 0, rule.source.length, array, source, sourceEnd))
          && fits(rule.name, array, name, nameEnd)) {
        return rule.type;
      }
    }
    return EventType.GENERIC_EVENT;
  }

  /** Whether a name fits a pattern: after a star that went wrong the star takes one byte more. */
  private static boolean fits(byte[] pattern, byte[] array, int start, int end) {
    int p = 0;
    int i = start;
    int star = -1;
    int retry = start;
    while (i < end) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        retry = i;
      } else if (p < pattern.length && pattern[p] == array[i]) {
        p++;
        i++;
      } else if (star >= 0) {
        p = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }
}
