package io.logboom.core.flow;

import io.logboom.core.memory.Blocks;
import io.logboom.core.queue.Downstream;
import io.logboom.core.queue.Settlement;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes batches from the inputs of one pipeline, through its filters, to its outputs. */
final class Pipeline {
  private final List<Step> steps;
  private final List<Route> routes;
  private final DeadLetters deadLetters;
  private final Budget budget;
  private final Blocks blocks;
  private final Workers workers;

  Pipeline(
      List<Step> steps,
      List<Route> routes,
      DeadLetters deadLetters,
      Budget budget,
      Blocks blocks,
      Workers workers) {
    this.steps = steps;
    this.routes = routes;
    this.deadLetters = deadLetters;
    this.budget = budget;
    this.blocks = blocks;
    this.workers = workers;
  }

  /** The way in for one input. */
  Door door(Meter input) {
    return new Door(input);
  }

  private void flush() {
    routes.forEach(route -> route.entrance().flush());
    deadLetters.flush();
  }

  /** An input's way in, or that of its queue. */
  final class Door implements Emitter, Downstream {
    private final Meter input;
    private volatile boolean flushed;

    Door(Meter input) {
      this.input = input;
    }

    @Override
    public Delivery emit(Batch batch) throws InterruptedException {
      budget.acquire(batch.bytes());
      return begin(batch, _ -> {});
    }

    @Override
    public void hand(Batch batch, Settlement settlement) throws InterruptedException {
      budget.acquire(batch.bytes());
      begin(batch, settlement);
    }

    @Override
    public boolean offer(Batch batch, Settlement settlement) {
      boolean room = budget.tryAcquire(batch.bytes());
      if (room) {
        begin(batch, settlement);
      }
      return room;
    }

    private Ledger begin(Batch batch, Settlement settlement) {
      flushed = false;
      var pass = new Pass(batch, this, settlement);
      workers.execute(pass);
      return pass.ledger;
    }

    @Override
    public void flush() {
      // Batches that are still with the filters flush for themselves when they come out.
      flushed = true;
      Pipeline.this.flush();
    }
  }

  /** One batch on its way through the filters. */
  private final class Pass implements Workers.Task {
    private final Batch batch;
    private final Door door;
    private final Rows rows;
    private final Map<String, List<Rejected>> letters = new LinkedHashMap<>();
    private final Ledger ledger;
    private long held;

    Pass(Batch batch, Door door, Settlement settlement) {
      this.batch = batch;
      this.door = door;
      this.rows = new Rows(blocks, batch.bytes());
      this.held = batch.bytes();
      this.ledger = new Ledger(this::release, settlement);
    }

    /**
     * Called when the last entry is closed; what was written to this object before is seen then.
     */
    private void release() {
      batch.release().run();
      rows.give();
      budget.release(held);
    }

    @Override
    public void run() {
      count();
      for (var broken : batch.rejected()) {
        door.input.failed("rejected", 1);
        letter(door.input.name(), broken);
      }
      var shared = through(steps, batch.events());
      for (var route : routes) {
        var mine = through(route.steps(), chosen(route, shared));
        if (!mine.isEmpty()) {
          ledger.open(mine.size());
          route.entrance().offer(Part.of(ledger, mine));
        }
      }
      letters.forEach(
          (plugin, rejected) -> {
            ledger.open(rejected.size());
            deadLetters.send(ledger, plugin, rejected);
          });
      budget.add(rows.size());
      held += rows.size();
      ledger.close(1);
      if (door.flushed) {
        flush();
      }
    }

    @Override
    public void abandon(String why) {
      ledger.fail(1, why);
    }

    private void count() {
      long bytes = 0;
      for (int i = 0; i < batch.events().size(); i++) {
        bytes += batch.events().get(i).length();
      }
      door.input.emitted(batch.events().size(), bytes);
    }

    private List<Event> through(List<Step> filters, List<Event> events) {
      if (filters.isEmpty() || events.isEmpty()) {
        return events;
      }
      var results = new ArrayList<Event>(events.size());
      new Chain(filters, results, rows.bytes(), this::letter).run(events);
      return results;
    }

    private List<Event> chosen(Route route, List<Event> events) {
      if (route.when().isEmpty()) {
        return events;
      }
      var chosen = new ArrayList<Event>(events.size());
      int unreadable = 0;
      for (var event : events) {
        try {
          if (route.when().get().test(event)) {
            chosen.add(event);
          }
        } catch (MalformedException e) {
          unreadable++;
          letter(route.name(), new Rejected(event, "when: " + e.getMessage()));
        }
      }
      int others = events.size() - chosen.size() - unreadable;
      if (others > 0) {
        route.meter().dropped("when", others);
      }
      return chosen;
    }

    private void letter(String plugin, Rejected rejected) {
      letters.computeIfAbsent(plugin, _ -> new ArrayList<>()).add(rejected);
    }
  }
}
