package io.logboom.core.flow;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.spi.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * One pass of one batch through a list of filters. Event by event, to the end of the list, so that
 * the bytes are still in the processor's cache for the next filter. What a filter hands on waits
 * until it has returned: if it throws, none of it went on. Used by one thread, for one batch.
 *
 * <p>A loop over the filters, not a recursion through them: the compiler would unroll that and
 * compile every filter several times over, which costs a short run dearly.
 */
final class Chain {
  private final List<Link> links = new ArrayList<>();
  private final List<Event> results;
  private final Bytes rows;
  private final Letters deadLetters;
  private final Sighting sighting;
  private ArrayList<Event> current = new ArrayList<>();
  private ArrayList<Event> handedOn = new ArrayList<>();

  /** Takes what cannot go on. */
  @FunctionalInterface
  interface Letters {
    /**
     * An event cannot go on.
     *
     * @param plugin the address of the filter
     * @param kind of reason, of which there are few
     */
    void put(String plugin, String kind, Rejected event);
  }

  /**
   * @param results where what comes out is put
   * @param sighting looks at what the filters hand on
   */
  Chain(List<Step> steps, List<Event> results, Bytes rows, Letters deadLetters, Sighting sighting) {
    this.results = results;
    this.rows = rows;
    this.deadLetters = deadLetters;
    this.sighting = sighting;
    for (var step : steps) {
      links.add(new Link(step));
    }
  }

  void run(List<Event> events) {
    for (int i = 0; i < events.size(); i++) {
      current.add(events.get(i));
      for (int link = 0; link < links.size() && !current.isEmpty(); link++) {
        through(links.get(link));
      }
      for (int result = 0; result < current.size(); result++) {
        var event = current.get(result);
        // Printed here, on a worker, if it was edited: outputs only copy.
        event.length();
        results.add(event);
      }
      current.clear();
    }
    links.forEach(Link::count);
    sighting.tell();
  }

  /** The current events through one filter; what comes out are the current events then. */
  private void through(Link link) {
    for (int i = 0; i < current.size(); i++) {
      link.apply(current.get(i));
    }
    var emptied = current;
    current = handedOn;
    handedOn = emptied;
    emptied.clear();
  }

  /** A filter's place in this pass. */
  private final class Link implements Next {
    private final Step step;
    private final ArrayList<Rejected> rejected = new ArrayList<>();
    private final ArrayList<MalformedException> flaws = new ArrayList<>();
    private final ArrayList<String> drops = new ArrayList<>();
    private int mark;
    private long taken;
    private long made;

    Link(Step step) {
      this.step = step;
    }

    void apply(Event event) {
      mark = handedOn.size();
      try {
        var when = step.when();
        if (when.isPresent() && !when.get().test(event)) {
          handedOn.add(event);
          return;
        }
        taken++;
        step.filter().apply(event, this);
      } catch (MalformedException e) {
        takeBack();
        fail(event, e.reason(), String.valueOf(e.getMessage()));
        return;
      } catch (Exception | StackOverflowError e) {
        if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
          Thread.currentThread().interrupt();
          throw new CancellationException(step.name() + " was interrupted: the agent stops");
        }
        takeBack();
        fail(event, "error", e.toString());
        return;
      }
      settle();
    }

    private void settle() {
      int more = handedOn.size() - mark;
      made += more;
      if (drops.isEmpty() && flaws.isEmpty()) {
        if (more == 0) {
          step.meter().dropped("filtered", 1);
        }
        return;
      }
      for (var reason : drops) {
        step.meter().dropped(reason, 1);
      }
      for (int i = 0; i < flaws.size(); i++) {
        fail(rejected.get(i).event(), flaws.get(i).reason(), rejected.get(i).reason());
      }
      forget();
    }

    /** Takes back what was handed on of the event under way. */
    private void takeBack() {
      handedOn.subList(mark, handedOn.size()).clear();
      forget();
    }

    private void forget() {
      drops.clear();
      rejected.clear();
      flaws.clear();
    }

    private void fail(Event event, String kind, String message) {
      step.meter().failed(kind, 1);
      switch (step.onError()) {
        case DEAD_LETTER -> deadLetters.put(step.name(), kind, new Rejected(event, message));
        case DROP -> step.meter().dropped("on-error", 1);
        case PASS -> handedOn.add(event);
      }
    }

    void count() {
      step.meter().filtered(taken, made);
    }

    @Override
    public void accept(Event event) {
      sighting.saw(event);
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
