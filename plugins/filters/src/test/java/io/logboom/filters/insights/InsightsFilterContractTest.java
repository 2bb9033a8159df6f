package io.logboom.filters.insights;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;
import java.util.stream.Stream;

class InsightsFilterContractTest extends FilterContract {

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(
        new InsightsPlugin(),
        """
        rules {
          some { query = "filter eventName like /^[A-M]/ | fields eventName, toupper(awsRegion) as r" }
          parsed { query = "parse 'eventSource*:*\\"*\\"' as a, b, c | dedup zzz | display @ptr, c" }
          deep { query = "filter userIdentity.sessionContext.attributes.mfaAuthenticated != 'true'" }
          none { query = "filter eventSource = 'nobody.example.com' and responseElements.x.0 > 7" }
        }
        """);
  }

  @Override
  protected List<Event> events() {
    var records = new RandomRecords(11);
    return Stream.generate(records::next).limit(12).map(Events::of).toList();
  }

  @Override
  protected long allowedBytes() {
    return 40_000;
  }
}
