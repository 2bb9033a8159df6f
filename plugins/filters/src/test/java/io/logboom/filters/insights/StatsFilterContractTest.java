package io.logboom.filters.insights;

import io.logboom.spi.Event;
import io.logboom.spi.StatefulFilter;
import io.logboom.testkit.StatefulFilterContract;
import io.logboom.testkit.TestContext;
import java.util.List;
import java.util.stream.IntStream;

class StatsFilterContractTest extends StatefulFilterContract {

  @Override
  protected StatefulFilter filter() {
    return (StatefulFilter)
        Rows.filter(
            Rows.config(
                "filter b > 0 | stats count(*), sum(b), avg(b), min(b), max(b),"
                    + " pct(b, 90), count_distinct(user), earliest(b), latest(b),"
                    + " sortsFirst(user), sortsLast(user) by bin(5m), user | filter `sum(b)` > 1"));
  }

  @Override
  protected List<Event> events() {
    return IntStream.range(0, 16)
        .mapToObj(
            i ->
                StatsTest.event(
                    TestContext.NOW.minusSeconds(30L + i),
                    "{\"user\":\"u" + i % 3 + "\",\"b\":" + (4 + i) + "}"))
        .toList();
  }
}
