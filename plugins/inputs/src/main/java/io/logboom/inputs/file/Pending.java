package io.logboom.inputs.file;

import io.logboom.spi.Delivery;
import org.jspecify.annotations.Nullable;

/** A part of a {@link Reading} that has been read, and what becomes of it. */
final class Pending {
  private final Mark mark;
  private volatile @Nullable Delivery delivery;

  /**
   * @param mark where the part ends
   */
  Pending(Mark mark) {
    this.mark = mark;
  }

  /** Where the part ends. */
  Mark mark() {
    return mark;
  }

  /** All of it has been handed on, or it has been given up. */
  void settle(Delivery by) {
    delivery = by;
  }

  /** Its delivery, once all of it has been handed on. */
  @Nullable Delivery delivery() {
    return delivery;
  }
}
