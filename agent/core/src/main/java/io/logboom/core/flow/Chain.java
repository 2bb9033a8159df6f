package io.logboom.core.flow;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.spi.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One pass of one batch through a list of filters. Event by event, to the end of the list, so that
 * the bytes are still in the processor's cache for the next filter. What a filter hands on waits
 * until it has returned: if it throws, none of it went on. Used by one thread, for one batch.
 */
final class Chain {
  private final List<Link> links = new ArrayList<>();
  private final List<Event> results;
  private final Bytes rows;
  private final BiConsumer<String, Rejected> deadLetters;

  /**
   * @param results where what comes out is put
   * @param deadLetters takes what cannot go on, with the name of the filter
   */
  Chain(
      List<Step> steps, List<Event> results, Bytes rows, BiConsumer<String, Rejected> deadLetters) {
    this.results = results;
    this.rows = rows;
    this.deadLetters = deadLetters;
    for (var step : steps) {
      links.add(new Link(step, links.size() + 1));
    }
  }

  void run(List<Event> events) {
    for (int i = 0; i < events.size(); i++) {
      push(0, events.get(i));
    }
    links.forEach(Link::count);
  }

  private void push(int at, Event event) {
    if (at == links.size()) {
      // Printed here, on a worker, if it was edited: outputs only copy.
      event.length();
      results.add(event);
    } else {
      links.get(at).apply(event);
    }
  }

  /** A filter's place in this pass. */
  private final class Link implements Next {
    private final Step step;
    private final int after;
    private final ArrayList<Event> handedOn = new ArrayList<>();
    private final ArrayList<Rejected> rejected = new ArrayList<>();
    private final ArrayList<MalformedException> flaws = new ArrayList<>();
    private final ArrayList<String> drops = new ArrayList<>();
    private long taken;
    private long made;

    Link(Step step, int after) {
      this.step = step;
      this.after = after;
    }

    void apply(Event event) {
      try {
        var when = step.when();
        if (when.isPresent() && !when.get().test(event)) {
          push(after, event);
          return;
        }
        taken++;
        step.filter().apply(event, this);
      } catch (MalformedException e) {
        forget();
        fail(event, e.reason(), String.valueOf(e.getMessage()));
        return;
      } catch (Exception | StackOverflowError e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        forget();
        fail(event, "error", e.toString());
        return;
      }
      settle();
    }

    private void settle() {
      if (handedOn.isEmpty() && drops.isEmpty() && flaws.isEmpty()) {
        step.meter().dropped("filtered", 1);
        return;
      }
      made += handedOn.size();
      for (int i = 0; i < handedOn.size(); i++) {
        push(after, handedOn.get(i));
      }
      for (var reason : drops) {
        step.meter().dropped(reason, 1);
      }
      for (int i = 0; i < flaws.size(); i++) {
        fail(rejected.get(i).event(), flaws.get(i).reason(), rejected.get(i).reason());
      }
      forget();
    }

    private void forget() {
      handedOn.clear();
      drops.clear();
      rejected.clear();
      flaws.clear();
    }

    private void fail(Event event, String kind, String message) {
      step.meter().failed(kind, 1);
      switch (step.onError()) {
        case DEAD_LETTER -> deadLetters.accept(step.name(), new Rejected(event, message));
        case DROP -> step.meter().dropped("on-error", 1);
        case PASS -> push(after, event);
      }
    }

    void count() {
      step.meter().filtered(taken, made);
    }

    @Override
    public void accept(Event event) {
      handedOn.add(event);
    }

    @Override
    public void drop(String reason) {
      drops.add(reason);
    }

    @Override
    public void reject(Event event, MalformedException reason) {
      rejected.add(new Rejected(event, String.valueOf(reason.getMessage())));
      flaws.add(reason);
    }

    @Override
    public Bytes bytes() {
      return rows.begin();
    }
  }
}
