package io.logboom.testkit;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.spi.StatefulFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs events through filters, as the engine does, and keeps what becomes of them: each event goes
 * through the whole chain before the next one, and what a filter handed on before it threw is taken
 * back. Used by one thread.
 */
public final class FilterRun {

  /** The size of the blocks that rows are written into: small, so that rows often change blocks. */
  private static final int BLOCK = 4096;

  private final List<Filter> chain;
  private final List<Event> out = new ArrayList<>();
  private final SortedMap<String, Integer> dropped = new TreeMap<>();
  private final List<Failure> rejected = new ArrayList<>();
  private final Bytes bytes = new Bytes(atLeast -> new byte[Math.max(atLeast, BLOCK)]);

  /**
   * An event that a filter would not have.
   *
   * @param event as it came into the filter
   * @param reason what the filter threw or gave
   */
  public record Failure(Event event, Exception reason) {

    /** The kind and the words of it. */
    @Override
    public String toString() {
      return reason instanceof MalformedException malformed
          ? malformed.reason() + ": " + malformed.getMessage()
          : reason.toString();
    }
  }

  private FilterRun(List<Filter> chain) {
    this.chain = chain;
  }

  /** Runs the events through one filter after another. */
  public static FilterRun of(List<Event> events, Filter... chain) {
    var run = new FilterRun(List.of(chain));
    events.forEach(event -> run.step(event, 0));
    return run;
  }

  /** Runs the event through one filter after another. */
  public static FilterRun of(Event event, Filter... chain) {
    return of(List.of(event), chain);
  }

  /** What a filter with a memory gives out; with {@code last}, all it has to give. */
  static FilterRun due(StatefulFilter filter, Instant now, boolean last) {
    var run = new FilterRun(List.of(filter));
    boolean more = true;
    while (more) {
      var handedOn = run.new Collected();
      try {
        filter.due(now, last, handedOn);
      } catch (Exception e) {
        throw new AssertionError("the filter must not throw when something is due", e);
      }
      run.settle(handedOn);
      run.out.addAll(handedOn.events);
      more = !handedOn.events.isEmpty();
    }
    return run;
  }

  private void step(Event event, int number) {
    if (number == chain.size()) {
      out.add(event);
      return;
    }
    var handedOn = new Collected();
    try {
      chain.get(number).apply(event, handedOn);
    } catch (RuntimeException e) {
      throw new AssertionError("the filter must not throw at " + shown(event), e);
    } catch (Exception e) {
      rejected.add(new Failure(event, e));
      return;
    }
    settle(handedOn);
    handedOn.events.forEach(next -> step(next, number + 1));
  }

  private void settle(Collected handedOn) {
    handedOn.drops.forEach(reason -> dropped.merge(reason, 1, Integer::sum));
    rejected.addAll(handedOn.failures);
  }

  private static String shown(Event event) {
    var text = Events.text(event);
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }

  /** The events that came out of the last filter. */
  public List<Event> out() {
    return List.copyOf(out);
  }

  /** Their bytes, as text. */
  public List<String> texts() {
    return out.stream().map(Events::text).toList();
  }

  /** How many events were dropped on purpose, by reason, in the order of the alphabet. */
  public SortedMap<String, Integer> dropped() {
    return Collections.unmodifiableSortedMap(dropped);
  }

  /** The events that a filter would not have. */
  public List<Failure> rejected() {
    return List.copyOf(rejected);
  }

  private final class Collected implements Next {
    final List<Event> events = new ArrayList<>();
    final List<String> drops = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();

    @Override
    public void accept(Event event) {
      events.add(event);
    }

    @Override
    public void drop(String reason) {
      drops.add(reason);
    }

    @Override
    public void reject(Event event, MalformedException reason) {
      failures.add(new Failure(event, reason));
    }

    @Override
    public Bytes bytes() {
      return bytes;
    }
  }
}
