package io.logboom.spi;

import java.io.IOException;

/** Takes events out. Called from up to {@code concurrency} threads at once. */
public interface Output extends AutoCloseable {

  /**
   * Returns once every event of the batch is durable.
   *
   * @throws IOException when writing the same batch again, later, may succeed; {@link
   *     RetryAfterException} says when
   * @throws RejectedException when some of its events never will be accepted; it names them, and
   *     the others are durable
   */
  void write(Batch batch) throws IOException, RejectedException, InterruptedException;

  /** Proves that a write could succeed: address, credentials, permissions. Writes no event. */
  default void check() throws IOException, InterruptedException {}

  @Override
  default void close() throws IOException {}
}
