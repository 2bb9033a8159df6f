package io.logboom.core.queue;

/** Told, once, by any thread, what became of a batch that was handed on. */
@FunctionalInterface
public interface Settlement {

  /**
   * Called when nobody uses the batch any more.
   *
   * @param delivered whether every event is where it has to be; false: it must be handed on again
   */
  void settled(boolean delivered);
}
