package io.logboom.core.memory;

import io.logboom.spi.DataSize;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Keeps the Java heap as small as what lives in it allows. The serial collector takes all the
 * memory it may have before it looks at what is old in it for the first time, and never gives that
 * back, so an agent with little to remember would soon be as large as one with much. Here the old
 * is collected once a certain size is passed, and from then on once there is a third more than the
 * last collection left. Safe for use by many threads.
 */
public final class Heap {
  /**
   * The system property with the size, such as {@code 40MiB}; without it the virtual machine
   * decides alone. It stands beside the other options of the virtual machine, in {@code
   * logboom.options}, as it is for the collector chosen there.
   */
  static final String PROPERTY = "logboom.collect-above";

  private final LongSupplier used;
  private final Runnable collect;
  private final long least;
  private final AtomicBoolean collecting = new AtomicBoolean();
  private volatile long enough;

  /**
   * @param used how many bytes are in use, garbage included
   * @param collect makes them fewer
   * @param least not before so many are used
   */
  Heap(LongSupplier used, Runnable collect, long least) {
    this.used = used;
    this.collect = collect;
    this.least = least;
    this.enough = least;
  }

  /**
   * The one of this process.
   *
   * @throws IllegalArgumentException when the property is no size
   */
  public static Heap ofProcess() {
    var runtime = Runtime.getRuntime();
    return new Heap(
        () -> runtime.totalMemory() - runtime.freeMemory(),
        System::gc,
        least(System.getProperty(PROPERTY, "")));
  }

  private static long least(String text) {
    try {
      return text.isEmpty() ? Long.MAX_VALUE : DataSize.of(text).bytes();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("-D" + PROPERTY + ": " + e.getMessage(), e);
    }
  }

  /** To be called now and then by those that need memory: costs nothing unless it is time. */
  public void check() {
    if (used.getAsLong() <= enough || !collecting.compareAndSet(false, true)) {
      return;
    }
    try {
      // Another thread may just have done so.
      if (used.getAsLong() > enough) {
        collect.run();
        long left = used.getAsLong();
        enough = Math.max(least, left + left / 3);
      }
    } finally {
      collecting.set(false);
    }
  }
}
