package io.logboom.spi;

import java.util.List;

/**
 * Events that share their arrays, and travel, succeed and fail together: the unit of memory, of
 * delivery and of retry.
 *
 * @param events not changed after the batch is made
 * @param rejected events that are broken at birth (too large, not an object): they go to the
 *     dead-letter file, and the batch is delivered only once they are durable there
 * @param bytes what the batch holds in memory; the in-flight budget counts these
 * @param release called by the engine, once, when nobody needs the batch's arrays any more
 */
public record Batch(List<Event> events, List<Rejected> rejected, long bytes, Runnable release) {

  /** A batch whose arrays are left to the garbage collector. */
  public static Batch of(List<Event> events) {
    long bytes = 0;
    for (var event : events) {
      bytes += event.length();
    }
    return new Batch(events, List.of(), bytes, () -> {});
  }
}
