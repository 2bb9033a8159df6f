package io.logboom.filters.alert;

import io.logboom.filters.Mark;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Memory;
import io.logboom.spi.Next;
import io.logboom.spi.StatefulFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an alert of the first event of a kind, counts the others, and knows events that come twice.
 *
 * <p>An alert is never handed on by {@link #apply}: it is kept, and handed on when the engine next
 * asks for what is due, within a second or so. That is for a reason. An event's id must not be
 * remembered on disk before its alert is delivered: else an agent that stops in between would take
 * the event for a duplicate when its source sends it again, and nobody would ever hear of it. What
 * is kept here is saved together with the ids, and the engine saves only after it has delivered.
 *
 * <p>One lock guards what is remembered. A message is written outside of it.
 */
final class RememberingFilter implements StatefulFilter {
  private static final char SEEN = 's';
  private static final char GROUP = 'g';
  private static final char WAITING = 'w';

  /** As much is handed on at a time. */
  private static final int PORTION = 8 << 20;

  private final AlertConfig config;
  private final Context context;
  private final Clock clock;
  private final Teller teller;
  private final Writer writer;
  private final Counter ungrouped;
  private final Counter forgotten;
  private final Counter unwritten;
  private final Object lock = new Object();

  /** Until when an id is remembered, by id and rule. */
  private final Shelf<Long> seen =
      new Shelf<>(SEEN, until -> new Packed.Out().number(until).done());

  private final Shelf<Group> groups = new Shelf<>(GROUP, Group::encoded);

  /** Alerts to be handed on, by number. */
  private final Shelf<Message> waiting = new Shelf<>(WAITING, Message::encoded);

  private long number;

  /** Whether things have been restored since they were sorted. */
  private boolean unsorted;

  RememberingFilter(AlertConfig config, Context context, Teller teller, Writer writer) {
    this.config = config;
    this.context = context;
    this.clock = context.clock();
    this.teller = teller;
    this.writer = writer;
    this.ungrouped = context.counter("ungrouped");
    this.forgotten = context.counter("forgotten");
    this.unwritten = context.counter("unwritten");
    context.gauge("open-groups", () -> held(groups));
    context.gauge("known-ids", () -> held(seen));
  }

  private long held(Shelf<?> shelf) {
    synchronized (lock) {
      return shelf.size();
    }
  }

  @Override
  public void apply(Event event, Next next) throws MalformedException {
    var mark = Mark.of(event);
    if (mark.isEmpty() && config.unmarked() == AlertConfig.Unmarked.DROP) {
      next.drop("unmarked");
      return;
    }
    var told = teller.tell(event, mark);
    var id = config.dedupe().within().isPresent() ? known(told) : "";
    var kind = config.group().by().isEmpty() ? "" : kind(told);
    var now = clock.instant();
    synchronized (lock) {
      sort();
      if (isOld(told, id, kind, now, next)) {
        return;
      }
    }
    var body = writer.write(told, Optional.of(event));
    var message =
        new Message(
            body, Message.origin(event), told.story().time().toEpochMilli(), told.story().id());
    synchronized (lock) {
      // Another thread may have had one of the same kind meanwhile.
      if (isOld(told, id, kind, now, next)) {
        return;
      }
      remember(id, now);
      if (!kind.isEmpty()) {
        open(told, kind, now);
      }
      waiting.put(String.valueOf(number++), message);
    }
  }

  private void sort() {
    if (unsorted) {
      seen.sort(Comparator.comparing(Map.Entry::getValue));
      waiting.sort(Comparator.comparingLong(each -> Long.parseLong(each.getKey())));
      unsorted = false;
    }
  }

  /** Whether it needs no message of its own; counts it then. */
  private boolean isOld(Told told, String id, String kind, Instant now, Next next) {
    Long until = id.isEmpty() ? null : seen.get(id);
    if (until != null && now.toEpochMilli() < until) {
      next.drop("duplicate");
      return true;
    }
    var group = kind.isEmpty() ? null : groups.get(kind);
    if (group == null) {
      return false;
    }
    group.add(told, config.group().examples());
    groups.changed(kind);
    remember(id, now);
    next.drop("grouped");
    return true;
  }

  private void remember(String id, Instant now) {
    var within = config.dedupe().within();
    if (id.isEmpty() || within.isEmpty()) {
      return;
    }
    // Taken first, so that it becomes the youngest.
    seen.take(id);
    seen.put(id, later(now, within.get()).toEpochMilli());
    while (seen.size() > config.dedupe().most()) {
      seen.take(seen.all().firstEntry().getKey());
      forgotten.increment();
    }
  }

  private void open(Told told, String kind, Instant now) {
    if (groups.size() >= config.group().most()) {
      ungrouped.increment();
      return;
    }
    groups.put(kind, Group.of(told, config.group().by(), now, later(now, config.group().within())));
  }

  private static Instant later(Instant now, Duration by) {
    return now.plus(by);
  }

  /** The event's id and the rule: several rules may make rows of one event. */
  private static String known(Told told) {
    var id = told.story().id();
    return id.isEmpty() ? "" : digest(List.of(id, String.join(",", told.rules())));
  }

  private String kind(Told told) {
    return digest(
        config.group().by().stream().map(fact -> told.facts().getOrDefault(fact, "")).toList());
  }

  /** Of fixed length, whatever somebody writes into an event. */
  private static String digest(List<String> parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void due(Instant now, boolean last, Next next) {
    synchronized (lock) {
      sort();
      long size = 0;
      for (var each : new ArrayList<>(waiting.all().entrySet())) {
        if (size >= PORTION) {
          return;
        }
        size += each.getValue().size();
        next.accept(writer.signed(each.getValue().event(context)));
        waiting.take(each.getKey());
      }
      for (var each : new ArrayList<>(groups.all().entrySet())) {
        if (!last && !each.getValue().isOver(now)) {
          continue;
        }
        if (size >= PORTION) {
          return;
        }
        if (each.getValue().count() > 0) {
          size += close(each.getValue(), next);
        }
        groups.take(each.getKey());
      }
      expire(now);
    }
  }

  /** The ids are in the order of their ends, as all are remembered for as long. */
  private void expire(Instant now) {
    while (seen.size() > 0) {
      var oldest = seen.all().firstEntry();
      if (oldest.getValue() > now.toEpochMilli()) {
        return;
      }
      seen.take(oldest.getKey());
    }
  }

  private long close(Group group, Next next) {
    var told = group.told();
    byte[] body;
    try {
      body = writer.write(told, Optional.empty());
    } catch (MalformedException e) {
      // A template of the user's that leaves no room: the title at least is dead-lettered.
      unwritten.increment();
      body = told.title().getBytes(StandardCharsets.UTF_8);
      next.reject(message(body, group, told).event(context), e);
      return body.length;
    }
    next.accept(writer.signed(message(body, group, told).event(context)));
    return body.length;
  }

  private static Message message(byte[] body, Group group, Told told) {
    return new Message(body, group.origin(), told.story().time().toEpochMilli(), told.story().id());
  }

  @Override
  public boolean restore(byte[] key, byte[] value) {
    if (key.length < 2) {
      return false;
    }
    var name = new String(key, 1, key.length - 1, StandardCharsets.UTF_8);
    synchronized (lock) {
      try {
        switch (key[0]) {
          case SEEN -> seen.put(name, new Packed.In(value).number());
          case GROUP -> groups.put(name, Group.decoded(value));
          case WAITING -> {
            waiting.put(name, Message.decoded(value));
            number = Math.max(number, Long.parseLong(name) + 1);
          }
          default -> {
            return false;
          }
        }
        unsorted = true;
        return true;
      } catch (IOException | IllegalArgumentException e) {
        // Of another version, or damaged: the engine keeps a copy and says so.
        return false;
      }
    }
  }

  @Override
  public void save(Memory memory, boolean all) throws IOException {
    synchronized (lock) {
      seen.save(memory, all);
      groups.save(memory, all);
      waiting.save(memory, all);
    }
  }
}
