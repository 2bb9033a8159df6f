package io.logboom.core.event;

import io.logboom.spi.Bytes;

/** A part of an array that others share; nobody changes the bytes as long as it is in use. */
final class Slice {
  private final byte[] array;
  private final int start;
  private final int end;

  Slice(byte[] array, int start, int end) {
    this.array = array;
    this.start = start;
    this.end = end;
  }

  byte[] array() {
    return array;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  void print(Bytes to) {
    to.put(array, start, end);
  }
}
