package io.logboom.testkit;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Events in memory, each of which is there until it is forgotten. */
final class Shelf implements InputContract.Stock {

  /** What can be wrong with an input. */
  enum Flaw {
    NONE,
    FORGETS_AT_ONCE,
    FORGETS_WHAT_FAILED,
    FORGETS_WHEN_STOPPED,
    NEVER_FORGETS,
    NEVER_READY,
    RETURNS_TOO_EARLY
  }

  /** The contract over an input with a flaw; to be called, not run. */
  static InputContract contract(Flaw flaw) {
    return new InputContract() {
      @Override
      protected Stock stock(List<String> events) {
        return new Shelf(events, flaw);
      }
    };
  }

  private final Map<String, String> events = new LinkedHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Flaw flaw;

  Shelf(List<String> texts, Flaw flaw) {
    this.flaw = flaw;
    for (String text : texts) {
      String id = text.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
      events.put(id, text);
      held.add(id);
    }
  }

  @Override
  public Input input() {
    return this::run;
  }

  @Override
  public boolean holds(String id) {
    return held.contains(id);
  }

  @Override
  public void close() {}

  private void run(Emitter out) throws InterruptedException {
    Map<String, Delivery> underWay = new LinkedHashMap<>();
    if (flaw != Flaw.NEVER_READY) {
      out.ready();
    }
    try {
      while (true) {
        for (String id : List.copyOf(held)) {
          if (!underWay.containsKey(id)) {
            underWay.put(id, out.emit(batch(events.get(id))));
            if (flaw == Flaw.FORGETS_AT_ONCE) {
              held.remove(id);
            }
          }
        }
        for (String id : List.copyOf(underWay.keySet())) {
          if (underWay.get(id).done()) {
            settle(id, underWay.remove(id));
          }
        }
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      stop(underWay);
    }
  }

  private void stop(Map<String, Delivery> underWay) throws InterruptedException {
    if (flaw == Flaw.FORGETS_WHEN_STOPPED) {
      held.clear();
    }
    if (flaw != Flaw.RETURNS_TOO_EARLY) {
      for (var entry : new ArrayList<>(underWay.entrySet())) {
        settle(entry.getKey(), entry.getValue());
      }
    }
  }

  private void settle(String id, Delivery delivery) throws InterruptedException {
    try {
      delivery.await();
      if (flaw != Flaw.NEVER_FORGETS) {
        held.remove(id);
      }
    } catch (UndeliveredException e) {
      if (flaw == Flaw.FORGETS_WHAT_FAILED) {
        held.remove(id);
      }
    }
  }

  private static Batch batch(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var origin = new Origin("test", "shelf", Instant.EPOCH, Map.of());
    return Batch.of(List.of(JsonEvent.of(bytes, 0, bytes.length, origin, 0)));
  }
}
