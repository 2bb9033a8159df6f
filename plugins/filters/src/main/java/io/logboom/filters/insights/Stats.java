package io.logboom.filters.insights;

import io.logboom.filters.Mark;
import io.logboom.filters.insights.Step.Outcome;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Memory;
import io.logboom.spi.Next;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@code stats} command at work: what passed the commands before it is added to its table, and
 * rows of windows that are over go through the commands after it. {@link #add} is safe for use by
 * many threads, each with its own frame; the rest is for one at a time.
 */
final class Stats {
  private static final Logger LOG = LoggerFactory.getLogger(Stats.class);

  /** No more rows than these are handed on at once: they are in memory together. */
  private static final int MOST_ROWS = 5_000;

  private final String name;
  private final Mark mark;
  private final Context context;
  private final Clock clock;
  private final StatsTable table;
  private final StatsMemory memory;
  private final StatsInput input;
  private final StatsOutput output;
  private final Counter remaining;
  private long window = Long.MIN_VALUE;

  private Stats(
      Mark mark,
      StatsTable table,
      StatsMemory memory,
      StatsInput input,
      StatsOutput output,
      Context context) {
    this.name = context.name() + ", rule " + mark.rule();
    this.mark = mark;
    this.context = context;
    this.clock = context.clock();
    this.remaining = context.counter("remaining-events");
    this.table = table;
    this.memory = memory;
    this.input = input;
    this.output = output;
    context.gauge("groups." + mark.rule(), table::groups);
    context.gauge("group-bytes." + mark.rule(), table::bytes);
    context.gauge("coarsened." + mark.rule(), table::coarsened);
  }

  /**
   * Compiles one.
   *
   * @param query the whole query
   * @param command the command
   * @param after the commands after it
   * @param scope what names mean where the command stands
   */
  static Stats of(
      Mark mark,
      Query query,
      Command.Stats command,
      List<Command> after,
      Scope scope,
      InsightsConfig config,
      Context context) {
    var plan = StatsPlan.of(command, config.stats().period());
    var table = new StatsTable(plan, config.stats().limits(), context.clock().millis());
    var forgotten = context.counter("forgotten-dedup-keys");
    return new Stats(
        mark,
        table,
        new StatsMemory(table, mark.rule() + "\n" + query.text()),
        StatsInput.of(plan, command, scope),
        new StatsOutput(plan, command, after, config.dedupKeys(), forgotten, context.clock()),
        context);
  }

  /** Adds the event in the frame, which has passed the commands before. */
  Outcome add(Frame frame) {
    var by = input.by(frame);
    var arguments = input.arguments(frame);
    var outcome = table.add(frame.timestamp(), clock.millis(), table.plan.key(by), arguments);
    return switch (outcome) {
      case COUNTED -> Outcome.COUNTED;
      case REMAINING -> {
        remaining.increment();
        yield Outcome.COUNTED;
      }
      case LATE -> Outcome.LATE;
      case TOO_MANY_WINDOWS -> Outcome.TOO_MANY_WINDOWS;
    };
  }

  /** Hands on rows of windows that are over: some, if there are any. */
  void due(Instant now, boolean last, Next next) {
    boolean some = false;
    while (!some) {
      var rows = table.take(now.toEpochMilli(), last, MOST_ROWS);
      if (rows.isEmpty()) {
        return;
      }
      some = handOn(rows, now, next);
    }
  }

  private boolean handOn(List<StatsRow> rows, Instant now, Next next) {
    boolean some = false;
    for (var row : rows) {
      if (row.start() != window) {
        window = row.start();
        output.begin();
      }
      if (row.remaining()) {
        LOG.warn(
            "{}: in the window from {} there were more groups than max-groups or max-memory allow:"
                + " the others share one row, marked @remaining",
            name,
            Instant.ofEpochMilli(row.start()));
      }
      var event = event(row, now);
      var bytes = next.bytes().begin();
      if (output.write(row, event, bytes)) {
        next.accept(mark.on(event.with(bytes)));
        some = true;
      } else {
        next.drop("unmatched-row");
      }
    }
    return some;
  }

  private Event event(StatsRow row, Instant now) {
    var origin = new Origin(context.name(), name, now, Map.of());
    return context
        .event("{}".getBytes(StandardCharsets.UTF_8), origin)
        .identified(row.start(), 0, 0);
  }

  boolean restore(byte[] key, byte[] value) {
    return memory.restore(key, value);
  }

  void save(Memory to, boolean all) throws IOException {
    memory.save(to, all);
  }
}
