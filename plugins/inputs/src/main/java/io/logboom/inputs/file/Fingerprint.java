package io.logboom.inputs.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells byte sequences apart: 64 bits of every byte so far, which can be written down and taken up
 * again. Sixteen bytes at a time are mixed in by a multiplication of which both halves are kept, as
 * wyhash does. Good against chance, of no use against somebody who may choose every byte of a file:
 * he could have it taken for a copy of another file, of which he would have to know every byte,
 * too. For use by one thread.
 */
final class Fingerprint {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long START = 0x243F6A8885A308D3L;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int STEP = 16;

  private long state;

  /** The bytes after the last sixteen: the first eight of them, and the others. */
  private long first;

  private long second;
  private long length;

  /** Of nothing yet. */
  Fingerprint() {
    this(START, 0, 0, 0);
  }

  /** Goes on where another one was. */
  Fingerprint(long state, long first, long second, long length) {
    this.state = state;
    this.first = first;
    this.second = second;
    this.length = length;
  }

  /** The fingerprint of a part of an array, as one number. */
  static long of(byte[] bytes, int from, int to) {
    var print = new Fingerprint();
    print.add(bytes, from, to);
    return print.value();
  }

  /** More of the sequence. */
  void add(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (length & (STEP - 1)) != 0) {
      add(bytes[at++]);
    }
    int whole = (to - at) & -STEP;
    long mixed = state;
    for (int end = at + whole; at < end; at += STEP) {
      mixed = mix((long) LONG.get(bytes, at) ^ FACTOR, (long) LONG.get(bytes, at + 8) ^ mixed);
    }
    state = mixed;
    length += whole;
    while (at < to) {
      add(bytes[at++]);
    }
  }

  private void add(byte b) {
    int held = (int) length & (STEP - 1);
    long bits = (b & 0xFFL) << (8 * (held & 7));
    if (held < 8) {
      first |= bits;
    } else {
      second |= bits;
    }
    length++;
    if (held == STEP - 1) {
      state = mix(first ^ FACTOR, second ^ state);
      first = 0;
      second = 0;
    }
  }

  private static long mix(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
  }

  /** What sixteens of bytes have come to. */
  long state() {
    return state;
  }

  /** The first eight bytes after those. */
  long first() {
    return first;
  }

  /** The bytes after those. */
  long second() {
    return second;
  }

  /** All in one number. */
  long value() {
    return mix(mix(first ^ FACTOR, second ^ state), length ^ FACTOR);
  }

  /** Another one that is at the same place. */
  Fingerprint copy() {
    return new Fingerprint(state, first, second, length);
  }
}
