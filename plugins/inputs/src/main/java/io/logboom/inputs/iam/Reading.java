package io.logboom.inputs.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The parts of a record that are not needed but wanted: one that cannot be read does not keep the
 * record back, but the record says so, lest it look as if there were nothing. Used by one thread.
 */
final class Reading {
  private final Map<String, String> unread = new HashMap<>();
  private final SequencedMap<String, Object> parts = new LinkedHashMap<>();

  /** Reads a part. */
  @FunctionalInterface
  interface Part {
    /** Nothing when there is none. */
    Optional<Object> read() throws IamException, InterruptedException;
  }

  /**
   * Reads a part.
   *
   * @param complaint told of a failure that a later try would not mend
   * @throws IamException when a later try may succeed, or the principal is gone
   */
  void part(String name, Complaint complaint, Part part) throws IamException, InterruptedException {
    try {
      part.read().ifPresent(value -> parts.put(name, value));
    } catch (IamException e) {
      if (e.passing() || e.missing()) {
        throw e;
      }
      unread.put(e.operation(), e.reason());
      complaint.about(e);
    }
  }

  /** Hears of failures. */
  @FunctionalInterface
  interface Complaint {
    void about(IamException failure);
  }

  /** Adds the parts that were read, and names the operations that failed. */
  void addTo(Map<String, Object> record) {
    record.putAll(parts);
    if (!unread.isEmpty()) {
      List<Object> list = new ArrayList<>();
      unread.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry -> {
                var one = new LinkedHashMap<String, Object>();
                one.put("Operation", entry.getKey());
                one.put("Reason", entry.getValue());
                list.add(one);
              });
      record.put("Unread", list);
    }
  }
}
