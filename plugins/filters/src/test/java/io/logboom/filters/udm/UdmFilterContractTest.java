package io.logboom.filters.udm;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;
import java.util.stream.Stream;

class UdmFilterContractTest extends FilterContract {

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(new UdmPlugin(), "");
  }

  @Override
  protected List<Event> events() {
    var records = new RandomRecords(7);
    return Stream.concat(TrailSamples.lines().stream(), Stream.generate(records::next).limit(10))
        .map(Events::of)
        .toList();
  }

  @Override
  protected Event usual() {
    return Events.of(TrailSamples.lines().getFirst());
  }

  @Override
  protected long allowedBytes() {
    return 96;
  }
}
