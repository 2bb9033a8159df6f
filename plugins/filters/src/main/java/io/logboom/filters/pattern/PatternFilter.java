package io.logboom.filters.pattern;

import io.logboom.filters.Mark;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.Next;
import io.logboom.spi.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Marks the events that rules match. Keeps no state between calls but each thread's scratch paper;
 * safe for use by many threads.
 */
final class PatternFilter implements Filter {
  private final RuleSet rules;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Counter> matches = new ArrayList<>();
  private final Counter notJson;
  private final boolean passUnmatched;
  private final ThreadLocal<Paper> papers;

  PatternFilter(PatternConfig config, Context context) {
    var patterns = new ArrayList<FilterPattern>();
    config
        .allRules()
        .forEach(
            (name, rule) -> {
              patterns.add(rule.pattern());
              marks.add(rule.mark(name));
              matches.add(context.counter("matched." + name));
            });
    rules = new RuleSet(patterns);
    notJson = context.counter("not-json");
    passUnmatched = config.unmatched() == PatternConfig.Unmatched.PASS;
    papers = ThreadLocal.withInitial(() -> new Paper(rules.paper(), new RuleBits(marks.size())));
  }

  @Override
  public void apply(Event event, Next next) {
    var paper = papers.get();
    var matched = paper.rules.match(event);
    if (rules.asksFields() && !paper.rules.wasObject()) {
      notJson.increment();
    }
    int first = matched.next(0);
    if (first >= 0) {
      for (int rule = first; rule >= 0; rule = matched.next(rule + 1)) {
        matches.get(rule).increment();
      }
      next.accept(event.with(paper.marked(event.origin(), matched, marks)));
    } else if (passUnmatched) {
      next.accept(event);
    } else {
      next.drop("unmatched");
    }
  }

  /** A thread's scratch paper: events of one origin that match the same share their marks. */
  private static final class Paper {
    private final RuleSet.Paper rules;
    private final RuleBits lastMatched;
    private Origin last = new Origin("", "", Instant.EPOCH, Map.of());
    private Origin lastMarked = last;

    Paper(RuleSet.Paper rules, RuleBits lastMatched) {
      this.rules = rules;
      this.lastMatched = lastMatched;
    }

    @SuppressWarnings("ReferenceEquality") // The same origin, not a similar one: it is quick.
    Origin marked(Origin origin, RuleBits matched, List<Mark> marks) {
      if (origin != last || !matched.isSame(lastMatched)) {
        int first = matched.next(0);
        var mark = marks.get(first);
        for (int rule = matched.next(first + 1); rule >= 0; rule = matched.next(rule + 1)) {
          mark = mark.and(marks.get(rule));
        }
        lastMarked = mark.added(origin);
        last = origin;
        lastMatched.copy(matched);
      }
      return lastMarked;
    }
  }
}
