package io.logboom.inputs.cloudwatch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an input remembers beyond its life, as {@linkplain Fact facts} in a {@link Journal}. Facts
 * that others have outdone make the file grow, so from time to time it is written anew with those
 * that still matter. Since facts stay true, any of them may be missing, or come from an older file:
 * then more is read again, and nothing is lost.
 *
 * <p>Safe for use by many threads; a log group's state is changed by one at a time.
 */
final class Checkpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

  /** How much of the heap ids may take; more of them lie in files. */
  static final long HEAP = 24 << 20;

  private static final long LEAST_REWRITTEN = 4 << 20;
  private static final int BYTES_A_GROUP = 64;

  /** How long a log group is remembered that nobody has read: nothing as old can come late. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Journal journal;
  private final Room room;
  private final int minutes;
  private final Counters counters;
  private final Map<Fingerprint, GroupState> groups = new HashMap<>();
  private final Map<Fingerprint, Long> starts = new HashMap<>();
  private long newest = GroupState.NONE;
  private long ids;
  private boolean owing;
  private boolean failing;

  /**
   * Opens what is there, or begins anew.
   *
   * @param overlap how long ids are kept at the least
   * @param heap how many bytes of ids may lie on the heap
   * @param entries of {@code log-groups}
   * @param start from when on those are read that were not there before
   * @throws IOException when the files cannot be read or written, or another process has them
   */
  Checkpoint(
      Path folder,
      Duration overlap,
      long heap,
      Counters counters,
      List<LogGroups> entries,
      long start)
      throws IOException {
    this.journal = new Journal(folder);
    this.room = new Room(folder, heap);
    // Few tables, and few ids kept for longer than needed.
    this.minutes = Math.toIntExact(Math.max(1, overlap.toMinutes() / 16));
    this.counters = counters;
    boolean sound = false;
    try {
      boolean damaged = journal.recover(this::learn);
      if (damaged) {
        counters.checkpointDamaged.increment();
      }
      boolean more = begin(entries, damaged ? 0 : start);
      if (damaged || more || !journal.open() || bloated()) {
        journal.rewrite(this::write);
      }
      sound = true;
    } finally {
      if (!sound) {
        journal.close();
      }
    }
  }

  private void learn(Fact fact) {
    switch (fact) {
      case Fact.Started started -> starts.merge(started.of(), started.at(), Math::min);
      case Fact.Frontier frontier -> advance(group(frontier.of()), frontier.at());
      case Fact.Delivered delivered -> {
        var group = group(delivered.of());
        // Minute for minute, for tables may have been of another width then.
        for (int i = 0; i < delivered.minutes(); i += minutes) {
          add(group, delivered.minute() + i, delivered.ids());
        }
      }
    }
  }

  private void add(GroupState group, long minute, Fingerprints some) {
    for (int i = 0; i < some.size(); i++) {
      if (group.window().add(minute * Window.MINUTE, some.high(i), some.low(i))) {
        ids++;
      }
    }
  }

  /** Nobody knows how much was read that a damaged file told of, so then it is all read again. */
  private boolean begin(List<LogGroups> entries, long start) {
    boolean more = false;
    for (LogGroups entry : entries) {
      more |= starts.putIfAbsent(key(entry), start) == null;
    }
    return more;
  }

  private static Fingerprint key(LogGroups entry) {
    return Fingerprint.of("entry/" + entry);
  }

  /** From when on the log groups of an entry are read: that was found out the first time. */
  synchronized long start(LogGroups entry) {
    return Objects.requireNonNull(starts.get(key(entry)), "an entry it was not made for");
  }

  /** The state of a log group. */
  synchronized GroupState group(Fingerprint key) {
    return groups.computeIfAbsent(key, _ -> new GroupState(key, new Window(room, minutes)));
  }

  /** These events of a log group are delivered. */
  synchronized void delivered(GroupState group, Ids delivered) {
    for (int from = 0; from < delivered.size(); ) {
      long table = Math.floorDiv(delivered.time(from) / Window.MINUTE, minutes);
      int to = from;
      while (to < delivered.size()
          && to - from < FactFile.MOST_IDS
          && Math.floorDiv(delivered.time(to) / Window.MINUTE, minutes) == table) {
        to++;
      }
      var some = delivered.fingerprints(from, to);
      add(group, table * minutes, some);
      append(new Fact.Delivered(group.key(), table * minutes, minutes, some));
      from = to;
    }
  }

  /** All of a log group that is stamped before this time is delivered. */
  synchronized void frontier(GroupState group, long at) {
    if (at > group.frontier()) {
      advance(group, at);
      append(new Fact.Frontier(group.key(), at));
    }
  }

  private void advance(GroupState group, long to) {
    ids -= group.advance(to);
    newest = Math.max(newest, to);
  }

  private void append(Fact fact) {
    if (owing) {
      // It will be in the file that is written anew.
      return;
    }
    try {
      journal.append(fact);
      if (bloated()) {
        journal.rewrite(this::write);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private boolean bloated() {
    long needed = ids * 2 * Long.BYTES + (long) groups.size() * BYTES_A_GROUP;
    return journal.size() > Math.max(LEAST_REWRITTEN, 3 * needed);
  }

  private void write(Journal.Appender facts) throws IOException {
    for (var start : starts.entrySet()) {
      facts.append(new Fact.Started(start.getKey(), start.getValue()));
    }
    for (var group : groups.values()) {
      if (group.frontier() != GroupState.NONE
          && group.frontier() < newest - REMEMBERED.toMillis()) {
        continue;
      }
      if (group.frontier() != GroupState.NONE) {
        facts.append(new Fact.Frontier(group.key(), group.frontier()));
      }
      group.window().write(group.key(), facts);
    }
  }

  /** Brings all that is remembered to the disk. */
  synchronized void sync() {
    try {
      if (owing) {
        journal.rewrite(this::write);
        owing = false;
      } else {
        journal.sync();
      }
      if (failing) {
        LOG.info("the checkpoint can be written again");
        failing = false;
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Nothing is lost by that: after a restart more is read again. */
  private void failed(IOException e) {
    owing = true;
    counters.checkpointFailures.increment();
    if (!failing) {
      LOG.error(
          "the checkpoint cannot be written: {}; tried again every second, and until it can be,"
              + " a restart reads again what was delivered since",
          e.toString());
      failing = true;
    }
  }

  /** How many ids are remembered. */
  synchronized long ids() {
    return ids;
  }

  /** Where they lie. */
  Room room() {
    return room;
  }

  @Override
  public synchronized void close() throws IOException {
    sync();
    journal.close();
    groups.values().forEach(group -> group.window().forgetBefore(Long.MAX_VALUE));
  }
}
