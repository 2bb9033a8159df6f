package io.logboom.inputs.syslog;

/** Makes messages of the bytes of one connection. For the thread of its event loop. */
interface Cutter {

  /** Takes the next bytes; the array is the caller's again once this returns. */
  void take(byte[] a, int from, int to);

  /** Whether a message has begun and not ended. */
  boolean pending();

  /** How many messages have come so far. */
  long messages();

  /** Bytes have been taken, and for now no more have come. */
  void pause();

  /** No more bytes will come. */
  void end();

  /** All that came is settled: time to say goodbye. */
  void close();
}
