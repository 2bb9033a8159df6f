package io.logboom.core.event;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The field positions a thread found last, so that the second filter to ask for them gets them for
 * nothing.
 *
 * <p>Arrays are pooled and used again, so the same array and offset can hold another event a moment
 * later. An event is therefore told by a stamp, given out once in the life of the process and
 * carried by the event and by those copies of it that share its bytes.
 */
final class Memo {

  /** Below this a stamp says something else; see {@link JsonEvent}. */
  static final long FIRST_STAMP = 16;

  private static final int STAMPS_AT_ONCE = 1 << 16;
  private static final AtomicLong STAMPS = new AtomicLong(FIRST_STAMP);
  private static final ThreadLocal<Memo> OF_THREAD = ThreadLocal.withInitial(Memo::new);

  /** What {@link JsonEvent#fields} gave away: only another call of it may change this. */
  private FieldIndex shown = new FieldIndex();

  private long shownStamp;

  /** What reading single fields found: nobody outside sees it. */
  private FieldIndex hidden = new FieldIndex();

  private long hiddenStamp;

  private long nextStamp;
  private long stampsEnd;

  private Memo() {}

  /** The calling thread's. */
  static Memo ofThread() {
    return OF_THREAD.get();
  }

  /** A stamp nobody has. */
  long newStamp() {
    if (nextStamp == stampsEnd) {
      nextStamp = STAMPS.getAndAdd(STAMPS_AT_ONCE);
      stampsEnd = nextStamp + STAMPS_AT_ONCE;
    }
    return nextStamp++;
  }

  /**
   * The fields of the object at {@code from}, to show.
   *
   * @param notes what is known of them already; {@link Spots#NONE} for {@code at}: nothing
   */
  FieldIndex shown(long stamp, byte[] array, int from, int to, byte[] notes, int at) {
    if (shownStamp == stamp) {
      return shown;
    }
    if (hiddenStamp == stamp) {
      FieldIndex other = shown;
      long otherStamp = shownStamp;
      shown = hidden;
      shownStamp = hiddenStamp;
      hidden = other;
      hiddenStamp = otherStamp;
      return shown;
    }
    shownStamp = 0;
    fill(shown, array, from, to, notes, at);
    shownStamp = stamp;
    return shown;
  }

  /** The same without changing what others may be looking at. */
  FieldIndex hidden(long stamp, byte[] array, int from, int to, byte[] notes, int at) {
    if (shownStamp == stamp) {
      return shown;
    }
    if (hiddenStamp != stamp) {
      hiddenStamp = 0;
      fill(hidden, array, from, to, notes, at);
      hiddenStamp = stamp;
    }
    return hidden;
  }

  private static void fill(FieldIndex index, byte[] array, int from, int to, byte[] notes, int at) {
    if (at == Spots.NONE) {
      index.fill(array, from, to);
    } else {
      index.fill(array, from, notes, at);
    }
  }
}
