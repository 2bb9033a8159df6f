package io.logboom.inputs.cloudwatch;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/**
 * What is asked of CloudWatch Logs: FilterLogEvents, whose pages hold up to 10,000 events or 1 MB.
 *
 * @param streamPrefix only log streams whose name begins so
 * @param filterPattern only events that fit it
 */
record Query(Optional<String> streamPrefix, Optional<String> filterPattern) {

  /** A page of a part of a log group; the first one when there is no token. */
  FilterLogEventsRequest events(LogGroup group, Range range, Optional<String> token) {
    var request = FilterLogEventsRequest.builder().startTime(range.from()).endTime(range.to());
    // One or the other, never both; a group of one's own is known by its name.
    group
        .arn()
        .ifPresentOrElse(request::logGroupIdentifier, () -> request.logGroupName(group.name()));
    streamPrefix.ifPresent(request::logStreamNamePrefix);
    filterPattern.ifPresent(request::filterPattern);
    token.ifPresent(request::nextToken);
    return request.build();
  }
}
