package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;

/**
 * Finds out which log groups an entry of {@code log-groups} means. Safe for use by many threads.
 */
final class Discovery {
  private static final Pattern ARN =
      Pattern.compile("(arn:[^:]*:logs:[^:]*:(\\d{12}):log-group:[^:]+)(?::\\*)?");

  private static final int PAGE = 50;

  private final Api api;
  private final String account;
  private final String region;
  private final boolean linked;
  private final List<Glob> exclude;

  /**
   * @param account whose credentials are used
   * @param linked whether entries without an account also mean linked accounts' log groups
   */
  Discovery(Api api, String account, String region, boolean linked, List<Glob> exclude) {
    this.api = api;
    this.account = account;
    this.region = region;
    this.linked = linked;
    this.exclude = exclude;
  }

  /**
   * A log group that is there, or that somebody says is.
   *
   * @param createdAt in milliseconds since 1970; 0 when that is not known
   * @param storedBytes how much it holds, as far as CloudWatch has counted; 0 when that is not
   *     known
   */
  record Found(LogGroup group, long createdAt, long storedBytes) {}

  /** The log groups of an entry; nobody is asked unless it is a pattern. */
  List<Found> find(LogGroups entry) throws ApiException, InterruptedException {
    if (!entry.pattern()) {
      return named(entry).stream().filter(found -> wanted(found.group())).toList();
    }
    var all = new ArrayList<Found>();
    Optional<String> token = Optional.empty();
    do {
      DescribeLogGroupsResponse page = api.groups(request(entry, token));
      for (var group : page.logGroups()) {
        String name = group.logGroupName();
        String arn = group.logGroupArn() == null ? group.arn() : group.logGroupArn();
        var found = group(name, arn);
        if (entry.matches(name)
            && entry.account().map(found.account()::equals).orElse(true)
            && wanted(found)) {
          all.add(new Found(found, or0(group.creationTime()), or0(group.storedBytes())));
        }
      }
      token = Optional.ofNullable(page.nextToken()).filter(text -> !text.isEmpty());
    } while (token.isPresent());
    return all;
  }

  private List<Found> named(LogGroups entry) {
    return List.of(new Found(group(entry.name(), entry.text()), 0, 0));
  }

  private DescribeLogGroupsRequest request(LogGroups entry, Optional<String> token) {
    var request = DescribeLogGroupsRequest.builder().limit(PAGE);
    if (!entry.prefix().isEmpty()) {
      request.logGroupNamePrefix(entry.prefix());
    }
    boolean others = entry.account().map(other -> !other.equals(account)).orElse(linked);
    if (others) {
      request.includeLinkedAccounts(true);
      entry.account().ifPresent(request::accountIdentifiers);
    }
    token.ifPresent(request::nextToken);
    return request.build();
  }

  /** Of an ARN only the account matters, and only if it is another one. */
  private LogGroup group(String name, String arn) {
    Matcher parts = ARN.matcher(String.valueOf(arn));
    if (parts.matches() && !parts.group(2).equals(account)) {
      return new LogGroup(parts.group(2), region, name, Optional.of(parts.group(1)));
    }
    return new LogGroup(account, region, name, Optional.empty());
  }

  private boolean wanted(LogGroup group) {
    return exclude.stream().noneMatch(pattern -> pattern.matches(group.name()));
  }

  @SuppressWarnings("NullAway") // The SDK does not say that what it returns may be null.
  private static long or0(Long number) {
    return number == null ? 0 : number;
  }
}
