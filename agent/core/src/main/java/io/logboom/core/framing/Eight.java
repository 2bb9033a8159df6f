package io.logboom.core.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for a byte, eight at a time. */
final class Eight {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long TOP = EACH << 7;

  private Eight() {}

  /** Where the byte first stands; -1 when it does not. */
  static int find(byte[] array, int from, int to, byte wanted) {
    long pattern = (wanted & 0xFF) * EACH;
    int i = from;
    for (; i <= to - 8; i += 8) {
      // A byte equal to the wanted one becomes zero; zero minus one borrows into the top bit. A
      // borrow can mislead only above a true hit, so the lowest hit is true.
      long bytes = (long) LONG.get(array, i) ^ pattern;
      long hits = (bytes - EACH) & ~bytes & TOP;
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (array[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
