package io.logboom.spi;

import java.util.List;

/** Some events of a batch will never be accepted; all others of that batch are durable. */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Rejected> rejected;

  public RejectedException(List<Rejected> rejected) {
    super(rejected.isEmpty() ? "nothing rejected" : rejected.getFirst().reason());
    this.rejected = List.copyOf(rejected);
  }

  /** The events that were turned down, each with its reason. */
  public List<Rejected> rejected() {
    return rejected;
  }
}
