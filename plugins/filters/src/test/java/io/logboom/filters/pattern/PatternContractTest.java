package io.logboom.filters.pattern;

import io.logboom.filters.RandomRecords;
import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;
import java.util.stream.Stream;

class PatternContractTest extends FilterContract {

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(
        new PatternPlugin(),
        """
        unmatched = pass
        rules {
          words { pattern = "[first, ..., last = *z]", severity = low }
          terms { pattern = "?IAMUser ?example" }
          fields { pattern = "{ $.eventName = a* || $.userIdentity.type = %U% }", severity = high }
          lists { pattern = "{ $.resources[*].x NOT EXISTS && $.awsRegion != us* }" }
        }
        """);
  }

  @Override
  protected List<Event> events() {
    var records = new RandomRecords(11);
    return Stream.concat(
            Stream.generate(records::next).limit(40),
            Stream.of("plain text", "one \"two three\" [four] z", "{broken", "[1]"))
        .map(Events::of)
        .toList();
  }

  @Override
  protected Event usual() {
    return Events.of("{\"eventName\":\"GetUser\",\"awsRegion\":\"us-east-1\"}");
  }

  /** It matches nothing. */
  @Override
  protected long allowedBytes() {
    return 0;
  }
}
