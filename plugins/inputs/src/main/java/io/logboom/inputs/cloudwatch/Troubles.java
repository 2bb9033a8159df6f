package io.logboom.inputs.cloudwatch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what goes wrong, once: what one log group has for itself once for that one, what all have in
 * common once for all of them. Safe for use by many threads.
 */
final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);
  private static final Set<String> COMMON =
      Set.of(
          "throttled",
          "unreachable",
          "server-error",
          "no-credentials",
          "bad-credentials",
          "role-denied",
          "undelivered");

  private final String input;
  private final Counters counters;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  Troubles(String input, Counters counters) {
    this.input = input;
    this.counters = counters;
  }

  /** Something failed. */
  void failed(String what, String reason, String message) {
    counters.failed(reason).increment();
    boolean common = COMMON.contains(reason);
    if (told.add(common ? reason : what + "\n" + reason)) {
      LOG.warn(
          "{}: {}: {}: {}; tried again, ever more seldom{}",
          input,
          what,
          reason,
          message,
          common ? ", and not said again before one succeeds" : "");
    } else {
      LOG.debug("{}: {}: {}: {}", input, what, reason, message);
    }
  }

  /**
   * Something succeeded.
   *
   * @param trouble the reason why it failed the last time; nothing if it did not
   */
  void succeeded(String what, String trouble) {
    if (!trouble.isEmpty()) {
      told.remove(what + "\n" + trouble);
      LOG.info("{}: {}: read again after {}", input, what, trouble);
    }
    if (!told.isEmpty()) {
      told.removeAll(COMMON);
    }
  }
}
