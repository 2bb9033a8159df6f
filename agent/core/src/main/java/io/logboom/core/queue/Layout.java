package io.logboom.core.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Where things stand in a queue's files; the description of this package tells it in full. */
final class Layout {
  static final byte VERSION = 1;
  static final byte[] MAGIC = "LOGBOOMQ".getBytes(StandardCharsets.US_ASCII);

  /** The length of a segment's header. */
  static final int HEADER = 32;

  static final int VERSION_AT = 8;
  static final int NUMBER_AT = 12;
  static final int SALT_AT = 20;
  static final int HEADER_CRC_AT = 28;

  /** What an entry has before and after what is in it. */
  static final int LENGTH_AT = 4;

  static final int PRELUDE = 8;
  static final int CRC = 4;

  static final int EVENT_NUMBER_AT = 8;
  static final int ORDINAL_AT = 16;
  static final int TIME_AT = 24;
  static final int ORIGIN_AT = 32;
  static final int ID_LENGTH_AT = 36;
  static final int EVENT_AT = 40;

  /** What an event takes besides its id and bytes. */
  static final int EVENT_EXTRA = EVENT_AT + CRC;

  static final int RECEIVED_AT = 8;
  static final int NANOS_AT = 16;
  static final int TEXTS_AT = 20;
  static final int ORIGIN_TEXT_AT = 24;

  /** The shortest entry there is. */
  static final int SHORTEST = ORIGIN_TEXT_AT + CRC;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Layout() {}

  static int intAt(byte[] array, int at) {
    return (int) INT.get(array, at);
  }

  static long longAt(byte[] array, int at) {
    return (long) LONG.get(array, at);
  }

  static void put(byte[] array, int at, int value) {
    INT.set(array, at, value);
  }

  static void put(byte[] array, int at, long value) {
    LONG.set(array, at, value);
  }

  /** The mark of an event in a segment of that salt. */
  static int eventMark(long salt) {
    return (int) (salt >>> 32);
  }

  /** The mark of an origin in a segment of that salt. */
  static int originMark(long salt) {
    return (int) salt;
  }

  static int crc(CRC32C crc, byte[] array, int from, int to) {
    crc.reset();
    crc.update(array, from, to - from);
    return (int) crc.getValue();
  }

  /** A segment's header. */
  static byte[] header(long number, long salt) {
    var header = new byte[HEADER];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[VERSION_AT] = VERSION;
    put(header, NUMBER_AT, number);
    put(header, SALT_AT, salt);
    put(header, HEADER_CRC_AT, crc(new CRC32C(), header, 0, HEADER_CRC_AT));
    return header;
  }

  /** Whether these bytes are a whole header, of whatever version. */
  static boolean isHeader(byte[] array, int length) {
    return length >= HEADER
        && Arrays.equals(MAGIC, 0, MAGIC.length, array, 0, MAGIC.length)
        && intAt(array, HEADER_CRC_AT) == crc(new CRC32C(), array, 0, HEADER_CRC_AT);
  }
}
