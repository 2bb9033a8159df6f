package io.logboom.filters.cloudtrail;

import io.logboom.spi.Event;
import io.logboom.spi.Filter;
import io.logboom.testkit.Cases;
import io.logboom.testkit.Events;
import io.logboom.testkit.FilterContract;
import java.util.List;

class CloudTrailFilterContractTest extends FilterContract {
  private static final String RECORD =
      """
      {"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"alice"},\
      "eventTime":"2026-01-02T03:04:05Z","eventSource":"iam.amazonaws.com","eventName":"ListUsers",\
      "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.7","requestParameters":null,\
      "eventID":"395be77f-42ec-40be-8d8c-9d032fc480a3","eventCategory":"Management"}\
      """;

  @Override
  protected Filter filter() throws Exception {
    return Cases.filter(new CloudTrailPlugin(), "");
  }

  @Override
  protected List<Event> events() {
    var inString = RECORD.replace("\"", "\\\"");
    return List.of(
        Events.of(RECORD),
        Events.of("{\"Records\":[" + RECORD + "," + RECORD + ",{}]}"),
        Events.of(" [" + RECORD + ", " + RECORD + "] "),
        Events.of("{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":" + RECORD + "}"),
        Events.of("{\"CloudTrailEvent\":\"" + inString + "\"}"),
        Events.of("{\"Events\":[{\"CloudTrailEvent\":\"" + inString + "\"}]}"),
        Events.of(
            "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logEvents\":"
                + "[{\"timestamp\":1767323045123,\"message\":\""
                + inString
                + "\"}]}"));
  }

  @Override
  protected long allowedBytes() {
    return 96;
  }
}
