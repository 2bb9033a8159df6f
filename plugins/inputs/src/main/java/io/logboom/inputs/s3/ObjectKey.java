package io.logboom.inputs.s3;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the key of a log object tells: {@code [prefix/]AWSLogs/[o-organisation/]account/service/
 * region/...} (CloudTrail User Guide, "Finding your CloudTrail log files"; other services do
 * alike), the Hive-like form {@code aws-account-id=.../aws-region=...} of VPC flow logs, and {@code
 * region=.../accountId=...} of Security Lake. A prefix may be anything and may have slashes, so
 * steps are told by what they are, not by their number.
 */
final class ObjectKey {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-\\d");

  private ObjectKey() {}

  /** What CloudTrail writes, as far as it concerns whether to read it. */
  enum Kind {
    /** Hashes of other objects; no events. */
    DIGEST("digest"),
    /** Unusual activity that CloudTrail found. */
    INSIGHTS("insights"),
    /** Counts of data events. */
    AGGREGATED("aggregated"),
    /** Everything else. */
    EVENTS("events");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** For counters and options. */
    String word() {
      return word;
    }
  }

  /** What the object at this key holds. */
  static Kind kind(String key) {
    for (String step : steps(key)) {
      switch (step) {
        case "CloudTrail-Digest" -> {
          return Kind.DIGEST;
        }
        case "CloudTrail-Insight" -> {
          return Kind.INSIGHTS;
        }
        case "CloudTrail-Aggregated" -> {
          return Kind.AGGREGATED;
        }
        default -> {}
      }
    }
    return Kind.EVENTS;
  }

  /** The attributes {@code aws.account} and {@code aws.region}, as far as the key tells. */
  static Map<String, String> attributes(String key) {
    var attributes = new LinkedHashMap<String, String>();
    List<String> steps = steps(key);
    int logs = steps.indexOf("AWSLogs");
    for (int i = 0; i < steps.size(); i++) {
      String step = steps.get(i);
      int equals = step.indexOf('=');
      String name = equals < 0 ? "" : step.substring(0, equals);
      String value = step.substring(equals + 1);
      boolean placed = equals < 0 && logs >= 0 && i > logs;
      if ((placed || name.equals("aws-account-id") || name.equals("accountId"))
          && ACCOUNT.matcher(value).matches()) {
        attributes.putIfAbsent("aws.account", value);
      } else if ((placed || name.equals("aws-region") || name.equals("region"))
          && REGION.matcher(value).matches()) {
        attributes.putIfAbsent("aws.region", value);
      }
    }
    return attributes;
  }

  /** All steps but the last, which is the file's name. */
  private static List<String> steps(String key) {
    int end = key.lastIndexOf('/');
    return end < 0 ? List.of() : Arrays.asList(key.substring(0, end).split("/", -1));
  }
}
