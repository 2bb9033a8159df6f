package io.logboom.core.flow;

import io.logboom.core.config.OnError;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Next;
import io.logboom.spi.Rejected;
import java.util.ArrayList;
import java.util.List;

/** What a filter with a memory gives out, until all of it is there. Used by one thread, once. */
final class Dues implements Next {
  private final List<Event> events = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final List<MalformedException> flaws = new ArrayList<>();
  private final List<String> drops = new ArrayList<>();
  private final Bytes rows = new Bytes(atLeast -> new byte[Math.max(atLeast, 4096)]);

  @Override
  public void accept(Event event) {
    event.length();
    events.add(event);
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

  /** Counts it all; gives what goes on and, as broken, what goes to the dead letters. */
  Batch settle(Meter meter, OnError onError) {
    meter.filtered(0, events.size());
    drops.forEach(reason -> meter.dropped(reason, 1));
    var letters = new ArrayList<Rejected>();
    for (int i = 0; i < flaws.size(); i++) {
      meter.failed(flaws.get(i).reason(), 1);
      switch (onError) {
        case DEAD_LETTER -> letters.add(rejected.get(i));
        case DROP -> meter.dropped("on-error", 1);
        case PASS -> events.add(rejected.get(i).event());
      }
    }
    long bytes = 0;
    for (var event : events) {
      bytes += event.length();
    }
    return new Batch(events, letters, bytes, () -> {});
  }
}
