package io.logboom.inputs.cloudwatch;

import java.util.Set;

/** How often AWS lets an account call FilterLogEvents ("CloudWatch Logs quotas", 2026-04). */
final class Quota {
  private static final Set<String> SMALL =
      Set.of("ap-northeast-3", "ap-southeast-3", "ca-west-1", "eu-central-1", "il-central-1");

  private Quota() {}

  /** In requests a second. */
  static double of(String region) {
    if (region.equals("us-east-1")) {
      return 25;
    }
    return SMALL.contains(region) ? 5 : 10;
  }
}
