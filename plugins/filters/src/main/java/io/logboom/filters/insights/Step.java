package io.logboom.filters.insights;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A command, compiled. Safe for use by many threads, each with its own frame. */
sealed interface Step {

  /** What becomes of an event or row. */
  enum Outcome {
    /** It goes on. */
    PASSED,
    /** It went into {@code stats}. */
    COUNTED,
    /** It is one of those that {@code dedup} has seen. */
    DUPLICATE,
    /** There were as many as {@code limit} lets through. */
    LIMITED,
    /** Its window in {@code stats} was over. */
    LATE,
    /** It would have been of a window too many in {@code stats}. */
    TOO_MANY_WINDOWS,
    /** A {@code filter} keeps it back. */
    UNMATCHED
  }

  /** Does its work on what is in the frame. */
  Outcome run(Frame frame);

  /** Keeps back what does not fulfil a condition. */
  record Filter(Eval condition) implements Step {

    @Override
    public Outcome run(Frame frame) {
      return condition.test(frame) ? Outcome.PASSED : Outcome.UNMATCHED;
    }
  }

  /** Gives a value a name. */
  record Name(Eval eval, int slot) implements Step {

    @Override
    public Outcome run(Frame frame) {
      frame.slot(slot, eval.of(frame));
      return Outcome.PASSED;
    }
  }

  /** Gives what is found in a text names. */
  record Parse(Eval from, Finder finder, List<Integer> slots) implements Step {

    @Override
    public Outcome run(Frame frame) {
      var text = from.of(frame);
      var found = text.isText() ? finder.find(text.text()) : List.<String>of();
      for (int i = 0; i < found.size(); i++) {
        frame.slot(slots.get(i), new Datum.Text(found.get(i)));
      }
      return Outcome.PASSED;
    }
  }

  /** Keeps back what has the same values as another. */
  record Dedup(List<Eval> of, Seen seen) implements Step {

    @Override
    public Outcome run(Frame frame) {
      var key = new StringBuilder();
      for (var eval : of) {
        var datum = eval.of(frame);
        if (!datum.isText()) {
          // As in Insights: what is missing is no duplicate of anything.
          return Outcome.PASSED;
        }
        var text = datum.text();
        key.append(text.length()).append(':').append(text);
      }
      return seen.isFirst(key.toString(), frame) ? Outcome.PASSED : Outcome.DUPLICATE;
    }
  }

  /** Ends the way of an event in {@code stats}. */
  record Count(Function<Frame, Outcome> into) implements Step {

    @Override
    public Outcome run(Frame frame) {
      return into.apply(frame);
    }
  }

  /** Lets so many through. */
  record Limit(AtomicLong left) implements Step {

    @Override
    public Outcome run(Frame frame) {
      // Once below zero it stays there for longer than any agent runs.
      return left.get() > 0 && left.getAndDecrement() > 0 ? Outcome.PASSED : Outcome.LIMITED;
    }
  }
}
