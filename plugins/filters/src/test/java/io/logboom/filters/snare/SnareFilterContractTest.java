package io.logboom.filters.snare;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;
import java.util.stream.Stream;

class SnareFilterContractTest extends FilterContract {

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(new SnarePlugin(), "");
  }

  @Override
  protected List<Event> events() {
    var records = new RandomRecords(7);
    return Stream.generate(records::next).limit(40).map(Events::of).toList();
  }

  @Override
  protected long allowedBytes() {
    return 96;
  }
}
