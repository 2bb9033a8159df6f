package io.logboom.filters.udm;

import io.logboom.filters.udm.schema.Problem;
import io.logboom.filters.udm.schema.UdmValidator;
import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks at what the mappings have written before it goes on: at its size, and, when {@code
 * validate} is on, at all of it. Safe for use by many threads.
 */
final class UdmCheck {

  /** More reasons than these help nobody. */
  private static final int TOLD = 5;

  private final boolean on;
  private final long maxSize;
  private final UdmValidator validator = new UdmValidator(Problem.Level.ERROR);

  UdmCheck(UdmConfig config) {
    this.on = config.validate();
    this.maxSize = config.maxSize().bytes();
  }

  /**
   * Looks at the event just written.
   *
   * @throws MalformedException when it is not valid UDM
   */
  void event(Bytes row) throws MalformedException {
    if (on) {
      tell("event", validator.event(row.array(), row.start(), row.position() - row.start()));
    }
  }

  /**
   * Looks at the entity just written.
   *
   * @throws MalformedException when it is too large, or not valid UDM
   */
  void entity(Bytes row) throws MalformedException {
    int size = row.position() - row.start();
    if (size > maxSize) {
      throw new MalformedException(
          "too-large", "its entity has " + size + " bytes, and may have " + maxSize, -1);
    }
    if (on) {
      tell("entity", validator.entity(row.array(), row.start(), row.position() - row.start()));
    }
  }

  private static void tell(String what, List<Problem> problems) throws MalformedException {
    if (problems.isEmpty()) {
      return;
    }
    var reasons =
        problems.stream().limit(TOLD).map(Problem::toString).collect(Collectors.joining("; "));
    int more = problems.size() - TOLD;
    throw new MalformedException(
        "invalid-udm",
        "not a valid UDM " + what + ": " + reasons + (more > 0 ? "; and " + more + " more" : ""),
        -1);
  }
}
