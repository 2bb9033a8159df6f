package io.logboom.spi;

import java.util.Optional;

/** An event under edit. Lives no longer than the lambda it is given to; used by one thread. */
public interface Draft {

  /** One field as it stands now. */
  Optional<Value> get(FieldPath path);

  /**
   * Sets a field, in its place when it is there, else as the last one. Objects missing on the way
   * are made; anything else on the way that is not an object is replaced by one.
   */
  Draft put(FieldPath path, Value value);

  /** Takes a field out, with all its duplicates; nothing happens when it is not there. */
  Draft remove(FieldPath path);
}
