package io.logboom.core.framing;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.event.Spots;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import io.logboom.spi.Framer;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The events found in one array, by their positions, until they are handed on as a batch. Either
 * the batch takes the array, and gives it back to the pool when it is released, or it gets a copy
 * of the few bytes it needs.
 */
final class Batches {

  /** So that a stream of tiny events does not become a batch of a hundred thousand objects. */
  private static final int MOST_EVENTS = 4096;

  /** What an event weighs besides its bytes: the object and its place in the list. */
  private static final int EVENT_WEIGHT = 64;

  private static final int STEP = 4;

  private final Blocks blocks;
  private final Blocks chunks;
  private final Spots spots;
  private final Origin origin;
  private final Framer.Sink sink;

  /** From, to, ordinal counted from {@link #before}, and place of the notes, of each event. */
  private int[] found = new int[STEP * 512];

  private int size;
  private List<Rejected> rejected = new ArrayList<>();
  private long rejectedBytes;
  private long before;
  private long ordinal;
  private boolean valid;

  /**
   * @param blocks where the arrays come from and go back to
   * @param chunks the same for the arrays of {@code spots}
   */
  Batches(Blocks blocks, Blocks chunks, Spots spots, Origin origin, Framer.Sink sink) {
    this.blocks = blocks;
    this.chunks = chunks;
    this.spots = spots;
    this.origin = origin;
    this.sink = sink;
  }

  /** Says that every event from here on is known to be a JSON text. */
  void valid(boolean known) {
    valid = known;
  }

  /** An event stands at these positions of the array that will be handed on. */
  void add(int from, int to, int notes) {
    if (size == found.length) {
      found = Arrays.copyOf(found, 2 * size);
    }
    found[size] = from;
    found[size + 1] = to;
    found[size + 2] = (int) (++ordinal - before);
    found[size + 3] = notes;
    size += STEP;
  }

  /** The next one is no event, and why. */
  void reject(byte[] bytes, String reason) {
    rejected.add(new Rejected(JsonEvent.of(bytes, 0, bytes.length, origin, ++ordinal), reason));
    rejectedBytes += bytes.length + EVENT_WEIGHT;
  }

  /** How many were found since the stream began, rejected ones included. */
  long count() {
    return ordinal;
  }

  /** Where the events come from. */
  Origin origin() {
    return origin;
  }

  boolean isEmpty() {
    return size == 0 && rejected.isEmpty();
  }

  boolean full() {
    return size >= STEP * MOST_EVENTS
        || rejected.size() >= MOST_EVENTS
        || rejectedBytes >= blocks.size();
  }

  /** Whether a copy of the bytes is cheaper than holding an array of that length. */
  boolean fillLittleOf(int length) {
    return span() <= length / 4;
  }

  private int span() {
    return size == 0 ? 0 : found[size - STEP + 1] - found[0];
  }

  /** Hands on the events, and the array with them. */
  void handOn(byte[] array) throws UndeliveredException, InterruptedException {
    byte[] notes = spots.take();
    var held = new Held(blocks, array);
    var heldNotes = new Held(chunks, notes);
    accept(
        array,
        0,
        notes,
        () -> {
          held.run();
          heldNotes.run();
        });
  }

  /** Hands on the events with a copy of their bytes; the array stays the caller's. */
  void handOnCopy(byte[] array) throws UndeliveredException, InterruptedException {
    int from = size == 0 ? 0 : found[0];
    accept(Arrays.copyOfRange(array, from, from + span()), from, spots.takeCopy(), () -> {});
  }

  private void accept(byte[] array, int shift, byte[] notes, Runnable release)
      throws UndeliveredException, InterruptedException {
    var events = new ArrayList<Event>(size / STEP);
    for (int i = 0; i < size; i += STEP) {
      int from = found[i] - shift;
      int length = found[i + 1] - found[i];
      long number = before + found[i + 2];
      events.add(
          valid
              ? JsonEvent.valid(array, from, length, origin, number, notes, found[i + 3])
              : JsonEvent.of(array, from, length, origin, number));
    }
    long bytes = array.length + notes.length + (long) events.size() * EVENT_WEIGHT + rejectedBytes;
    var batch = new Batch(events, rejected, bytes, release);
    size = 0;
    rejected = new ArrayList<>();
    rejectedBytes = 0;
    before = ordinal;
    sink.accept(batch);
  }

  /** An array of a pool: given back once, however often this is run. */
  private static final class Held extends AtomicReference<byte @Nullable []> implements Runnable {
    private static final long serialVersionUID = 1L;
    private final transient Blocks blocks;

    Held(Blocks blocks, byte[] array) {
      super(array);
      this.blocks = blocks;
    }

    @Override
    public void run() {
      byte[] array = getAndSet(null);
      if (array != null) {
        blocks.give(array);
      }
    }
  }
}
