package io.logboom.spi;

/** Counts something. Safe for use by many threads. */
public interface Counter {

  /** Adds so many. */
  void add(long count);

  /** Adds one. */
  default void increment() {
    add(1);
  }
}
