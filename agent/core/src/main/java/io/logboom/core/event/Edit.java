package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an edited event is until someone wants its bytes; printed once. Safe for many threads. */
final class Edit {

  private final Opened root;
  private final int expectedLength;

  // Two threads may both print; either result is right, and a slice is published whole.
  private @Nullable Slice printed;

  Edit(Opened root, int expectedLength) {
    this.root = root;
    this.expectedLength = expectedLength;
  }

  Opened root() {
    return root;
  }

  int expectedLength() {
    return expectedLength;
  }

  boolean isPrinted() {
    return printed != null;
  }

  /** The bytes, from the first of their array on. */
  Slice printed() {
    Slice known = printed;
    if (known == null) {
      var to = new Bytes(atLeast -> new byte[Math.max(atLeast, expectedLength)]);
      root.print(to);
      known = new Slice(to.array(), to.start(), to.position());
      printed = known;
    }
    return known;
  }

  Optional<Value> get(FieldPath path) {
    return Optional.ofNullable(root.get(path.steps(), 0));
  }
}
