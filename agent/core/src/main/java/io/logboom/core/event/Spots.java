package io.logboom.core.event;

import io.logboom.core.memory.Blocks;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the fields of objects stand, noted while {@link Scan#object} judges them, so that nobody
 * has to run over the same bytes again. The notes of an object are a long with the number of its
 * fields, then a long a field: where its name begins, where its value begins and where that ends,
 * 21 bits each, counted from the object's beginning. An object too large for that has no notes.
 *
 * <p>They lie in an array of a pool, one for all objects of a batch: it belongs to this object
 * until {@link #take}, then to the batch. Used by one thread.
 */
public final class Spots {

  /** Where an object without notes has them. */
  public static final int NONE = -1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BITS = 21;
  private static final int MASK = (1 << BITS) - 1;
  private static final byte[] EMPTY = {};

  private final Blocks blocks;
  private byte[] notes = EMPTY;
  private int used;
  private int begun;

  /**
   * @param blocks where the arrays for the notes come from
   */
  public Spots(Blocks blocks) {
    this.blocks = blocks;
  }

  /** An object begins. */
  void begin() {
    begun = used;
    room();
    used += Long.BYTES;
  }

  /** A field of it, all positions counted from the object's beginning. */
  void field(int name, int value, int end) {
    room();
    LONG.set(notes, used, ((long) name << (2 * BITS)) | ((long) value << BITS) | end);
    used += Long.BYTES;
  }

  /**
   * The object ends; tells where its notes begin.
   *
   * @param size how many bytes it has
   */
  public int end(int size) {
    if (size > MASK) {
      used = begun;
      return NONE;
    }
    LONG.set(notes, begun, (long) (used - begun) / Long.BYTES - 1);
    return begun;
  }

  /** The object was none. */
  public void forget() {
    used = begun;
  }

  /** The array with all notes since the last time; it belongs to the caller now. */
  public byte[] take() {
    byte[] taken = notes;
    notes = EMPTY;
    used = 0;
    begun = 0;
    return taken;
  }

  /** A copy of all notes since the last time; the array stays here. */
  public byte[] takeCopy() {
    byte[] copy = Arrays.copyOf(notes, used);
    used = 0;
    begun = 0;
    return copy;
  }

  private void room() {
    if (notes.length - used < Long.BYTES) {
      byte[] larger = blocks.take(Math.max(2 * used, Long.BYTES));
      System.arraycopy(notes, 0, larger, 0, used);
      blocks.give(notes);
      notes = larger;
    }
  }

  /** How many fields are noted there. */
  static int count(byte[] notes, int at) {
    return (int) (long) LONG.get(notes, at);
  }

  /** The i-th note; {@link #name}, {@link #value} and {@link #end(long)} take it apart. */
  static long note(byte[] notes, int at, int i) {
    return (long) LONG.get(notes, at + Long.BYTES * (i + 1));
  }

  static int name(long note) {
    return (int) (note >>> (2 * BITS));
  }

  static int value(long note) {
    return (int) (note >>> BITS) & MASK;
  }

  static int end(long note) {
    return (int) note & MASK;
  }
}
