package io.logboom.spi;

import java.time.Instant;

/**
 * A filter with a memory, which also makes events of its own when time has passed: it counts,
 * groups, waits for more of the same. It keeps its memory on the heap and touches no file; the
 * engine keeps a copy of it on disk, so that nothing is forgotten when the agent ends.
 *
 * <p>About once a second, sooner when deliveries wait, the engine
 *
 * <ol>
 *   <li>asks for what is {@link #due}, and sends that through the rest of the chain;
 *   <li>waits until it is delivered;
 *   <li>notes which batches have passed {@link #apply} by now, asks the filter to {@link #save},
 *       and makes that durable;
 *   <li>lets those batches be forgotten by their sources.
 * </ol>
 *
 * <p><b>What this guarantees.</b> Of every event its source has forgotten, what became of it is
 * delivered or in the saved memory. After a crash the filter is given what was saved last: events
 * handed to {@link #apply} since then come again, and what was due and delivered since then is
 * asked for again. So an event may be counted twice after a crash, and a row may come twice; none
 * is lost. After an orderly stop neither happens.
 *
 * <p><b>Threads.</b> {@link #restore} is called before anything else, by one thread. {@link #due}
 * and {@link #save} are called by one thread, never at once, but while others are in {@link
 * #apply}.
 */
public interface StatefulFilter extends Filter {

  /**
   * Takes back one entry of what was saved last, in no order. Both arrays are the filter's then.
   *
   * @return false when it has no use for it, because it is of a query, a rule or a version that is
   *     no more: the engine counts it, says so, and keeps a copy. Throwing comes to the same
   */
  boolean restore(byte[] key, byte[] value);

  /**
   * Hands on what is to be given out by now, and lets go of it. What is handed on has to be the
   * filter's own, such as {@link Context#event} makes it. Where that is much, it hands on a part,
   * and is asked again at once after that part is delivered and the rest is saved.
   *
   * <p>An exception takes back what was handed on; the filter is asked again later, and until that
   * goes well nothing is saved and all deliveries wait. So it throws before it lets go of anything,
   * or not at all.
   *
   * @param now the time
   * @param last true when all inputs have ended by themselves, so that nothing will ever follow:
   *     everything is to be given out. Not when the agent is merely told to stop: it saves then,
   *     and goes on at the next start
   */
  void due(Instant now, boolean last, Next next) throws Exception;

  /**
   * Writes what the memory holds: at least all that {@link #apply} had done before this was called.
   * Nothing is written to disk when nothing is put or removed.
   *
   * <p>An exception undoes what was put and removed; the filter is asked again with {@code all}.
   *
   * @param all true when everything there is must be put: after the start, after a failure, and
   *     when the engine's log has grown much larger than what is in it. False when it is enough to
   *     put what has changed since the last call, and to remove what is no more
   */
  void save(Memory memory, boolean all) throws Exception;
}
