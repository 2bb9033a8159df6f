package io.logboom.spi;

import java.io.IOException;

/**
 * Brings events in. The engine calls {@link #run} once, on a virtual thread of its own; being
 * interrupted is being asked to stop.
 */
public interface Input extends AutoCloseable {

  /**
   * Reads the source and emits its events until it has no more (files) or is interrupted (queues).
   * Returning means: everything that was ever going to come has been emitted, and whatever could be
   * delivered has been remembered or forgotten at the source. An exception other than {@link
   * InterruptedException} fails the agent, so an input retries what may pass by itself.
   *
   * <p>An interrupted input stops reading at once, then waits for the deliveries it has under way
   * (the engine fails those that miss the drain deadline) and forgets what was delivered.
   */
  void run(Emitter out) throws Exception;

  /** Proves that reading could succeed: credentials, addresses, permissions. Reads no event. */
  default void check() throws IOException, InterruptedException {}

  @Override
  default void close() throws IOException {}
}
