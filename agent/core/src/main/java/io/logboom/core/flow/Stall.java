package io.logboom.core.flow;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that has not come to its end for so long that it never will.
 *
 * @param what for people
 * @param where the thread stands; empty when there is none
 */
public record Stall(String what, List<StackTraceElement> where) {

  public Stall {
    where = List.copyOf(where);
  }

  static Stall of(String what, Thread thread) {
    return new Stall(what, List.of(thread.getStackTrace()));
  }

  @Override
  public String toString() {
    return where.stream().map(frame -> "\n  at " + frame).collect(Collectors.joining("", what, ""));
  }
}
