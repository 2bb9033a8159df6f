package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.spi.Emitter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is read in step with what is there: asks again and again which log groups the entries
 * mean, begins to read those that have appeared, and stops reading those that are gone. One thread
 * runs it; others may ask what is followed.
 */
final class Following {
  private static final Logger LOG = LoggerFactory.getLogger(Following.class);

  /** CloudWatch takes no event stamped longer ago than 14 days; a day for good measure. */
  private static final long OLDEST = Duration.ofDays(15).toMillis();

  private final CloudWatchInputConfig config;
  private final String input;
  private final Discovery discovery;
  private final Checkpoint checkpoint;
  private final Schedule schedule;
  private final Troubles troubles;
  private final Counters counters;
  private final Emitter out;

  /** What each entry meant the last time it could be found out. */
  private final Map<LogGroups, List<Discovery.Found>> meant = new LinkedHashMap<>();

  private final Map<LogGroup, Long> storedBytes = new HashMap<>();
  private final Map<LogGroup, Follow> followed = new ConcurrentHashMap<>();
  private Duration toldInterval;

  Following(
      CloudWatchInputConfig config,
      String input,
      Discovery discovery,
      Checkpoint checkpoint,
      Schedule schedule,
      Troubles troubles,
      Counters counters,
      Emitter out) {
    this.config = config;
    this.input = input;
    this.discovery = discovery;
    this.checkpoint = checkpoint;
    this.schedule = schedule;
    this.troubles = troubles;
    this.counters = counters;
    this.out = out;
    this.toldInterval = config.quietInterval();
  }

  /** What is read at present. */
  Collection<Follow> followed() {
    return followed.values();
  }

  /** How long ago that log group was read which has waited longest, in milliseconds. */
  long lag(long now) {
    long lag = 0;
    for (Follow follow : followed.values()) {
      lag = Math.max(lag, now - follow.upTo);
    }
    return lag;
  }

  /** A log group was read. */
  void read(Follow follow) {
    follow.readable = true;
    out.ready();
  }

  /** A log group could not be read; one of many is no reason to be unready. */
  void unread(Follow follow, String why) {
    follow.readable = false;
    sayIfNothingIsRead(follow.group + ": " + why);
  }

  private void sayIfNothingIsRead(String why) {
    if (followed.values().stream().noneMatch(follow -> follow.readable)) {
      out.unready(why);
    }
  }

  /** Goes on until interrupted. */
  void run() {
    try {
      int failures = 0;
      while (true) {
        failures = look() ? 0 : failures + 1;
        Thread.sleep(failures == 0 ? config.discoveryInterval() : pause(failures));
      }
    } catch (InterruptedException _) {
      // This is how it is asked to end.
      return;
    }
  }

  private Duration pause(int failures) {
    Duration pause = config.retry().after(failures);
    return pause.compareTo(config.discoveryInterval()) < 0 ? pause : config.discoveryInterval();
  }

  /** Looks once; true when all that was asked was answered. */
  private boolean look() throws InterruptedException {
    boolean all = true;
    // Names need no asking, so their log groups do not wait for the patterns'.
    for (boolean pattern : new boolean[] {false, true}) {
      for (LogGroups entry : config.logGroups()) {
        if (entry.pattern() == pattern) {
          all &= look(entry);
        }
      }
    }
    sayIfSlow();
    return all;
  }

  private boolean look(LogGroups entry) throws InterruptedException {
    try {
      meant.put(entry, discovery.find(entry));
      troubles.succeeded(entry.text(), "");
    } catch (ApiException e) {
      // What the entry meant before is read on.
      troubles.failed(entry.text(), e.fault().reason(), e.fault().message());
      if (!e.fault().reason().equals(AwsFault.THROTTLED)) {
        sayIfNothingIsRead(entry.text() + ": " + e.getMessage());
      }
      return false;
    }
    reconcile();
    if (followed.isEmpty()) {
      out.ready();
    }
    return true;
  }

  private void reconcile() {
    Set<LogGroup> wanted = new HashSet<>();
    int appeared = 0;
    for (var found : meant.values()) {
      for (var one : found) {
        wanted.add(one.group());
        if (!followed.containsKey(one.group())) {
          follow(one);
          appeared++;
        } else {
          notice(one);
        }
      }
    }
    int vanished = 0;
    for (Iterator<Follow> all = followed.values().iterator(); all.hasNext(); ) {
      var follow = all.next();
      if (!wanted.contains(follow.group)) {
        all.remove();
        schedule.remove(follow);
        storedBytes.remove(follow.group);
        vanished++;
      }
    }
    if (appeared + vanished > 0) {
      counters.appeared.add(appeared);
      counters.vanished.add(vanished);
      LOG.info(
          "{}: reads {} log groups: {} have appeared, {} are gone",
          input,
          followed.size(),
          appeared,
          vanished);
    }
  }

  private void follow(Discovery.Found found) {
    GroupState state = checkpoint.group(found.group().key());
    if (state.frontier() == GroupState.NONE) {
      checkpoint.frontier(state, Math.max(start(found.group()), found.createdAt() - OLDEST));
    }
    var progress = new Progress(config.overlap().toMillis(), state.frontier());
    var follow = new Follow(found.group(), state, progress);
    followed.put(found.group(), follow);
    storedBytes.put(found.group(), found.storedBytes());
    schedule.add(follow);
  }

  /** The earliest start of the entries that mean it. */
  private long start(LogGroup group) {
    return meant.entrySet().stream()
        .filter(entry -> entry.getValue().stream().anyMatch(one -> one.group().equals(group)))
        .mapToLong(entry -> checkpoint.start(entry.getKey()))
        .min()
        .orElseThrow();
  }

  /**
   * One that holds more than before has new events. Nobody says when CloudWatch counts, so that is
   * a hint to look at once, and its absence none not to look.
   */
  private void notice(Discovery.Found found) {
    Long before = storedBytes.put(found.group(), found.storedBytes());
    var follow = followed.get(found.group());
    if (before != null && before < found.storedBytes() && follow != null) {
      schedule.hasten(follow);
    }
  }

  private void sayIfSlow() {
    Duration interval = schedule.quietInterval();
    if (interval.compareTo(toldInterval.multipliedBy(2)) > 0) {
      LOG.warn(
          "{}: the budget of requests lets {} log groups be looked at only every {} s while they"
              + " are quiet",
          input,
          followed.size(),
          interval.toSeconds());
      toldInterval = interval;
    }
  }
}
