package io.logboom.inputs.s3;

import java.util.HashMap;
import java.util.Map;

/**
 * The objects being read or delivered, to tell a duplicate when it comes: S3 and SQS deliver at
 * least once. It is read again all the same, for nobody can know yet how the first reading ends.
 * Safe for use by many threads.
 */
final class InFlight {
  private final Map<S3Object, Integer> objects = new HashMap<>();

  /** Notes an object; true when it was there already. */
  synchronized boolean enter(S3Object object) {
    return objects.merge(object, 1, Integer::sum) > 1;
  }

  /** Undoes one {@link #enter}. */
  synchronized void leave(S3Object object) {
    objects.computeIfPresent(object, (_, count) -> count == 1 ? null : count - 1);
  }
}
