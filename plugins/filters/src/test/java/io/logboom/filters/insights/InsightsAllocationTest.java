package io.logboom.filters.insights;

import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;

/** What an event costs that a field and a literal decide against: no memory at all. */
class InsightsAllocationTest extends FilterContract {
  private static final String RECORD =
      """
      {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"alice"},\
      "eventTime":"2026-01-02T03:04:05Z","eventSource":"iam.amazonaws.com","eventName":"GetUser",\
      "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.7","errorCode":"AccessDenied",\
      "requestParameters":{"userName":"alice \\"1\\""},"responseElements":null,"eventID":"e1",\
      "managementEvent":true,"tlsDetails":{"x":12},"additionalEventData":{"x":[{"y":"7.25"}]}}\
      """;

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(
        new InsightsPlugin(),
        """
        rules {
          a { query = "filter eventSource = 'iam.example.org' and eventName = 'CreateUser' | fields a" }
          b { query = "fields eventName | filter eventName in ['X', 'Y'] or errorCode like 'Zzz'" }
          c { query = "filter userIdentity.type = 'Nobody' and additionalEventData.x.0.y >= 7.5" }
          d { query = "filter ispresent(noSuchField) or @message like 'no such text'" }
          e { query = "filter managementEvent = 17 or eventVersion < 1 or tlsDetails.x > 'a'" }
        }
        """);
  }

  @Override
  protected List<Event> events() {
    return List.of(Events.of(RECORD));
  }

  @Override
  protected long allowedBytes() {
    return 0;
  }
}
