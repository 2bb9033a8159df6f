package io.logboom.filters.insights;

import io.logboom.filters.Mark;
import java.util.List;
import java.util.function.Function;

/**
 * Makes what takes in the events that reach a {@code stats}, once for each such query: a filter
 * with a memory gives one to {@link InsightsFilter}, which runs the commands before it.
 */
@FunctionalInterface
interface Absorption {

  /**
   * What is handed every event that reaches the command, in the frame it was run in, and tells what
   * becomes of it; called by many threads, each with its own frame.
   *
   * @param mark the rule's name, severity and title, for the rows
   * @param stats the command
   * @param after the commands behind it, for {@link Stage#ofRows}
   * @param scope what names mean where it stands, to compile its aggregations' arguments and groups
   */
  Function<Frame, Step.Outcome> of(
      Mark mark, Command.Stats stats, List<Command> after, Scope scope);
}
