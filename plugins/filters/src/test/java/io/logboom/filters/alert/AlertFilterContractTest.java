package io.logboom.filters.alert;

import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;

class AlertFilterContractTest extends FilterContract {

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(new AlertPlugin(), "format = text");
  }

  @Override
  protected List<Event> events() {
    var all = Samples.events();
    return List.of(all.get(0), all.get(8), all.get(9), all.get(15), all.get(17), all.get(19));
  }

  @Override
  protected Event usual() {
    return Events.of("Nov  5 03:06:00 web01 sshd[42]: Failed password for admin from 203.0.113.9");
  }

  /** An alert is a rare thing, so nothing is saved on it; but a flood of them must be borne. */
  @Override
  protected long allowedBytes() {
    return 60_000;
  }
}
