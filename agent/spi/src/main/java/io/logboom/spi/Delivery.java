package io.logboom.spi;

/**
 * A batch's promise. Failing to deliver throws, so code that forgets to look at a result cannot
 * lose data: it never reaches the line that makes the source forget.
 */
public interface Delivery {

  /**
   * Returns when every event of the batch is durable at every output, was dropped on purpose, or is
   * in the dead-letter file with its reason.
   *
   * @throws UndeliveredException when that will not happen: the source must be read again
   */
  void await() throws UndeliveredException, InterruptedException;

  /** True once {@link #await} would return or throw without waiting. */
  boolean done();
}
