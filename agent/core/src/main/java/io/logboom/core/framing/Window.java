package io.logboom.core.framing;

import io.logboom.core.event.Spots;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.MalformedException;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The part of the stream being looked at: bytes of one array up to {@link #to}, of which those
 * before {@link #at} are done with. {@link #more} reads behind {@code to}; to make room it hands on
 * the array with the events in it and moves what is kept to a fresh one, so positions hold only
 * until then. Kept are the bytes from {@link #at} on, or from where {@link #keep} was called.
 *
 * <p>The array belongs to the window until a batch takes it. Used by one thread.
 */
final class Window implements AutoCloseable {

  /** How much of an event too large to keep is shown in its place, in bytes. */
  static final int EXCERPT = 1024;

  private static final byte[] NONE = {};

  private final Stage stage;
  private final Blocks blocks;
  private final Batches batches;

  /** The bytes; another array after {@link #more}. */
  byte[] array;

  /** Where the reader is. */
  int at;

  /** Where the bytes end. */
  int to;

  private int kept = -1;
  private long base;
  private boolean ended;

  Window(Stage stage, Blocks blocks, Batches batches) {
    this.stage = stage;
    this.blocks = blocks;
    this.batches = batches;
    this.array = blocks.take(blocks.size());
  }

  /** Keeps the bytes from {@link #at} on, wherever the reader goes. */
  void keep() {
    kept = at;
  }

  /** Keeps only what is still to be read. */
  void letGo() {
    kept = -1;
  }

  /** Where the kept bytes begin. */
  int start() {
    return kept < 0 ? at : kept;
  }

  /** A position's place in the stream, uncompressed, from 0. */
  long offset(int position) {
    return base + position;
  }

  /** The first kept bytes, copied: what is shown of an event too large. */
  byte[] excerpt(int end) {
    int from = start();
    return Arrays.copyOfRange(array, from, Math.min(end, from + EXCERPT));
  }

  /** An event stands in the array; the reader is behind it. */
  void event(int from, int end) throws UndeliveredException, InterruptedException {
    event(from, end, Spots.NONE);
  }

  /** The same with notes of where its fields are. */
  void event(int from, int end, int notes) throws UndeliveredException, InterruptedException {
    batches.add(from, end, notes);
    if (batches.full()) {
      handOn();
    }
  }

  /** Something in the array is no event; the reader is behind it. */
  void reject(int from, int end, String reason) throws UndeliveredException, InterruptedException {
    reject(Arrays.copyOfRange(array, from, end), reason);
  }

  /** Something no longer in the array is no event. */
  void reject(byte[] bytes, String reason) throws UndeliveredException, InterruptedException {
    batches.reject(bytes, reason);
    if (batches.full()) {
      handOn();
    }
  }

  /** The first byte from {@link #at} on that is no JSON white space, left unread; -1 at the end. */
  int token() throws IOException, MalformedException, UndeliveredException, InterruptedException {
    int c = tokenHere();
    while (c < 0 && more()) {
      c = tokenHere();
    }
    return c;
  }

  /** The same among the bytes that are here; -1 when they are all white space. */
  int tokenHere() {
    while (at < to) {
      byte c = array[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c & 0xFF;
      }
      at++;
    }
    return -1;
  }

  /** Reads at least one more byte; false when there is none. */
  boolean more()
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    if (ended) {
      return false;
    }
    if (to == array.length) {
      makeRoom();
    } else if (!batches.isEmpty() && !stage.ready()) {
      handOn();
    }
    int n = stage.read(array, to, array.length - to);
    if (n < 0) {
      ended = true;
      return false;
    }
    to += n;
    return true;
  }

  /** Hands on the events there are. */
  void handOn() throws UndeliveredException, InterruptedException {
    if (batches.isEmpty()) {
      return;
    }
    if (batches.fillLittleOf(array.length)) {
      batches.handOnCopy(array);
    } else {
      move(Math.max(blocks.size(), to - start() + 1));
    }
  }

  private void makeRoom() throws UndeliveredException, InterruptedException {
    int from = start();
    int tail = to - from;
    boolean small = tail <= array.length / 2;
    if (small && batches.isEmpty() && array.length == blocks.size()) {
      System.arraycopy(array, from, array, 0, tail);
      shift(from);
    } else if (small) {
      move(Math.max(blocks.size(), tail + 1));
    } else {
      move((int) Math.max(blocks.size(), Math.min(Integer.MAX_VALUE - 8L, 2L * tail)));
    }
  }

  /** Goes on in another array; the events go on with the one there was. */
  private void move(int size) throws UndeliveredException, InterruptedException {
    byte[] before = array;
    int from = start();
    array = blocks.take(size);
    System.arraycopy(before, from, array, 0, to - from);
    shift(from);
    if (batches.isEmpty()) {
      blocks.give(before);
    } else if (batches.fillLittleOf(before.length)) {
      batches.handOnCopy(before);
      blocks.give(before);
    } else {
      batches.handOn(before);
    }
  }

  private void shift(int by) {
    base += by;
    at -= by;
    to -= by;
    if (kept >= 0) {
      kept -= by;
    }
  }

  /** Gives the array back. */
  @Override
  public void close() {
    blocks.give(array);
    array = NONE;
    at = 0;
    to = 0;
    ended = true;
  }
}
