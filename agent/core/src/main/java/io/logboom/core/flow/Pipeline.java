package io.logboom.core.flow;

import io.logboom.core.memory.Blocks;
import io.logboom.core.memory.Heap;
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
  private final Course course;
  private final DeadLetters deadLetters;
  private final Budget budget;
  private final Blocks blocks;
  private final Heap heap;
  private final Workers workers;

  Pipeline(
      Course course,
      DeadLetters deadLetters,
      Budget budget,
      Blocks blocks,
      Heap heap,
      Workers workers) {
    this.course = course;
    this.deadLetters = deadLetters;
    this.budget = budget;
    this.blocks = blocks;
    this.heap = heap;
    this.workers = workers;
  }

  /** The way in for one input. */
  Door door(Meter input) {
    return new Door(input);
  }

  /** The keepers of all filters that have a memory, and where what they give out goes on. */
  Map<Keeper, Keeper.Way> keepers() {
    var ways = new LinkedHashMap<Keeper, Keeper.Way>();
    for (var step : course.shared().steps()) {
      step.keeper().ifPresent(keeper -> ways.put(keeper, way(keeper, course.after(step))));
    }
    for (var route : course.routes()) {
      for (var step : route.own().steps()) {
        step.keeper().ifPresent(keeper -> ways.put(keeper, way(keeper, Course.after(step, route))));
      }
    }
    return ways;
  }

  /**
   * What is given out is not held up by the budget: those who fill it may wait for this. Nor does
   * it wait for more to come, since all that has passed the filter waits for it.
   */
  private Keeper.Way way(Keeper keeper, Course rest) {
    return batch -> {
      budget.add(batch.bytes());
      var pass = new Pass(batch, rest, rows(batch), new Sighting(keeper.freshness()), _ -> {});
      batch.rejected().forEach(broken -> pass.letter(keeper.name(), "due", broken));
      try {
        pass.run();
      } catch (RuntimeException | Error e) {
        pass.ledger.fail(1, "failed: " + e);
        throw e;
      }
      rest.flush();
      deadLetters.flush();
      return pass.ledger;
    };
  }

  private Rows rows(Batch batch) {
    return new Rows(blocks, batch.bytes());
  }

  private void flush() {
    course.flush();
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
      long received = System.nanoTime();
      budget.acquire(batch.bytes());
      var arrival = arrival(batch, received, _ -> {});
      workers.executeOrRun(arrival);
      return arrival.pass.ledger;
    }

    @Override
    public void hand(Batch batch, Settlement settlement) throws InterruptedException {
      long received = System.nanoTime() - waited(batch);
      budget.acquire(batch.bytes());
      workers.execute(arrival(batch, received, settlement));
    }

    /** How long a batch has been on disk, in nanoseconds, by when its input began to read it. */
    private static long waited(Batch batch) {
      if (batch.events().isEmpty()) {
        return 0;
      }
      var since = batch.events().getFirst().origin().receivedAt();
      return 1_000_000 * Math.max(0, System.currentTimeMillis() - since.toEpochMilli());
    }

    @Override
    public boolean offer(Batch batch, Settlement settlement) {
      boolean room = budget.tryAcquire(batch.bytes());
      if (room) {
        workers.execute(arrival(batch, System.nanoTime(), settlement));
      }
      return room;
    }

    private Arrival arrival(Batch batch, long received, Settlement settlement) {
      flushed = false;
      heap.check();
      int events = batch.events().size() + batch.rejected().size();
      Settlement timed =
          delivered -> {
            if (delivered) {
              input.delivery().delivered(System.nanoTime() - received, events);
            }
            settlement.settled(delivered);
          };
      var pass = new Pass(batch, course, rows(batch), new Sighting(input.freshness()), timed);
      return new Arrival(this, batch, pass);
    }

    @Override
    public void flush() {
      // Batches that are still with the filters flush for themselves when they come out.
      flushed = true;
      Pipeline.this.flush();
    }

    private void flushNow() {
      Pipeline.this.flush();
    }
  }

  /** A batch that an input has emitted. */
  private record Arrival(Door door, Batch batch, Pass pass) implements Workers.Task {
    @Override
    public void run() {
      long bytes = 0;
      for (int i = 0; i < batch.events().size(); i++) {
        bytes += batch.events().get(i).length();
      }
      door.input.emitted(batch.events().size(), bytes);
      pass.sighting.arrived(batch.events());
      for (var broken : batch.rejected()) {
        door.input.failed("rejected", 1);
        pass.letter(door.input.name(), "rejected", broken);
      }
      pass.run();
      if (door.flushed) {
        door.flushNow();
      }
    }

    @Override
    public void abandon(String why) {
      pass.ledger.fail(1, why);
    }
  }

  /** One batch on its way through the filters. */
  private final class Pass {
    private final Batch batch;
    private final Course way;
    private final Rows rows;
    private final Sighting sighting;
    private final Map<Why, List<Rejected>> letters = new LinkedHashMap<>();
    private final Ledger ledger;
    private long held;

    /** Whose dead letters, and for what kind of reason. */
    private record Why(String plugin, String kind) {}

    Pass(Batch batch, Course way, Rows rows, Sighting sighting, Settlement settlement) {
      this.batch = batch;
      this.way = way;
      this.rows = rows;
      this.sighting = sighting;
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

    void run() {
      var shared = through(way.shared(), batch.events());
      for (var route : way.routes()) {
        var mine = through(route.own(), chosen(route, shared));
        if (!mine.isEmpty()) {
          ledger.open(mine.size());
          route.entrance().offer(Part.of(ledger, mine));
        }
      }
      letters.forEach(
          (why, rejected) -> {
            ledger.open(rejected.size());
            deadLetters.send(ledger, why.plugin(), why.kind(), rejected);
          });
      budget.add(rows.size());
      held += rows.size();
      ledger.close(1);
    }

    private List<Event> through(Stretch filters, List<Event> events) {
      if (filters.steps().isEmpty() || events.isEmpty()) {
        return events;
      }
      var results = new ArrayList<Event>(events.size());
      new Chain(filters.steps(), results, rows.bytes(), this::letter, sighting).run(events);
      // Not before they have passed: what a keeper lets go is what its filter has seen.
      for (var keeper : filters.keepers()) {
        ledger.open(1);
        keeper.hold(ledger);
      }
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
          letter(route.name(), "when", new Rejected(event, "when: " + e.getMessage()));
        }
      }
      int others = events.size() - chosen.size() - unreadable;
      if (others > 0) {
        route.meter().dropped("when", others);
      }
      return chosen;
    }

    void letter(String plugin, String kind, Rejected rejected) {
      letters.computeIfAbsent(new Why(plugin, kind), _ -> new ArrayList<>()).add(rejected);
    }
  }
}
