package io.logboom.spi;

import java.io.IOException;

/**
 * Turns one event into none, one or many. Called from many threads at once, so it keeps no state
 * between calls; one that has to is a {@link StatefulFilter}.
 */
@FunctionalInterface
public interface Filter extends AutoCloseable {

  /**
   * Hands on to {@code next} what becomes of the event, as {@link java.util.stream.Stream#mapMulti}
   * does. An exception sends the event (as it came in) where the filter's {@code on-error} says,
   * and what was handed on before it is taken back.
   */
  void apply(Event event, Next next) throws Exception;

  @Override
  default void close() throws IOException {}
}
