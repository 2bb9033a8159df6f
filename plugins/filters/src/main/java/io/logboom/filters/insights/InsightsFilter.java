package io.logboom.filters.insights;

import io.logboom.filters.Mark;
import io.logboom.filters.insights.InsightsConfig.Emit;
import io.logboom.filters.insights.InsightsConfig.Unmatched;
import io.logboom.filters.insights.Step.Outcome;
import io.logboom.filters.select.Selectors;
import io.logboom.spi.Bytes;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.Next;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs every query on every event, and hands on a row for each that matches, or the event itself.
 * What {@code dedup} and {@code limit} remember is shared by all threads; besides that it keeps
 * nothing but each thread's scratch paper. Safe for use by many threads.
 */
final class InsightsFilter implements Filter {
  private static final String ROW = "row";

  private final List<Rule> rules = new ArrayList<>();
  private final boolean rows;
  private final boolean pass;
  private final Counter texts;
  private final ThreadLocal<Scratch> scratch;

  /** A query with the mark of what it matches. */
  private record Rule(Stage stage, Mark mark) {}

  /** What a thread uses again and again. */
  private record Scratch(Frame frame, List<Event> out) {}

  /**
   * A filter.
   *
   * @param absorption takes in the events of queries with {@code stats}
   */
  InsightsFilter(InsightsConfig config, Context context, Absorption absorption) {
    rows = config.emit() == Emit.ROW;
    pass = config.unmatched() == Unmatched.PASS;
    texts = context.counter("text-events");
    var forgotten = context.counter("forgotten-dedup-keys");
    var builder = Selectors.builder();
    config
        .all()
        .forEach(
            (name, rule) -> {
              var mark = rule.mark(name);
              var commands = rule.query().commands();
              int keys = config.dedupKeys();
              rules.add(
                  new Rule(
                      Stage.ofEvents(commands, builder, keys, forgotten, mark, absorption), mark));
            });
    var selectors = builder.build();
    int slots = rules.stream().mapToInt(rule -> rule.stage().scope().slots()).max().orElse(0);
    var clock = context.clock();
    scratch =
        ThreadLocal.withInitial(
            () -> new Scratch(new Frame(clock, selectors, slots), new ArrayList<>()));
  }

  @Override
  public void apply(Event event, Next next) {
    var own = scratch.get();
    var frame = own.frame();
    frame.read(event);
    var outcome = rows ? rows(frame, own.out(), next) : marked(frame, own.out());
    if (frame.isText()) {
      texts.increment();
    }
    // All queries are done with the event before anyone downstream looks at another one: what the
    // frame knows of its fields is good until then only.
    var out = own.out();
    for (int i = 0; i < out.size(); i++) {
      next.accept(out.get(i));
    }
    out.clear();
    switch (outcome) {
      case PASSED -> {}
      case COUNTED -> next.drop("counted");
      case DUPLICATE -> next.drop("duplicate");
      case LIMITED -> next.drop("limit");
      case LATE -> next.drop("late");
      case TOO_MANY_WINDOWS -> next.drop("too-many-windows");
      case UNMATCHED -> {
        if (pass) {
          next.accept(event);
        } else {
          next.drop("unmatched");
        }
      }
    }
  }

  private Outcome rows(Frame frame, List<Event> out, Next next) {
    out.clear();
    var outcome = Outcome.UNMATCHED;
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var own = run(rule, frame);
      if (own == Outcome.PASSED) {
        var row = next.bytes().begin();
        rule.stage().write(frame, row);
        out.add(rule.mark().on(frame.event().with(row)));
      }
      outcome = better(outcome, own);
    }
    return outcome;
  }

  private Outcome marked(Frame frame, List<Event> out) {
    out.clear();
    var outcome = Outcome.UNMATCHED;
    @Nullable Mark mark = null;
    var row = "";
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var own = run(rule, frame);
      if (own == Outcome.PASSED) {
        if (mark == null || rule.mark().severity().compareTo(mark.severity()) > 0) {
          row = row(rule, frame);
        }
        mark = mark == null ? rule.mark() : mark.and(rule.mark());
      }
      outcome = better(outcome, own);
    }
    if (mark != null) {
      var event = frame.event();
      out.add(mark.on(event.with(event.origin().with(ROW, row))));
    }
    return outcome;
  }

  private static String row(Rule rule, Frame frame) {
    var bytes = new Bytes(atLeast -> new byte[Math.max(atLeast, 512)]).begin();
    rule.stage().write(frame, bytes);
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Outcome run(Rule rule, Frame frame) {
    frame.clear();
    return rule.stage().run(frame);
  }

  /** What one query passes is not dropped for another one; next best is to have matched at all. */
  private static Outcome better(Outcome one, Outcome other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
