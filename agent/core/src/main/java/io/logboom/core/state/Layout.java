package io.logboom.core.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Where things stand in a log; the description of this package tells it in full. */
final class Layout {
  static final byte VERSION = 1;
  static final int HEADER = 32;
  static final int VERSION_AT = 8;

  static final int LENGTH_AT = 4;
  static final int KEY_LENGTH_AT = 8;
  static final int KEY_AT = 12;
  static final int CRC = 4;

  /** What an entry has besides its key and value. */
  static final int EXTRA = KEY_AT + CRC;

  static final int SAVE_AT = 8;

  /** The length of the entry that ends a save. */
  static final int END = 20;

  private static final byte[] MAGIC = "LOGBOOMS".getBytes(StandardCharsets.US_ASCII);
  private static final int NUMBER_AT = 12;
  private static final int SALT_AT = 20;
  private static final int HEADER_CRC_AT = 28;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Layout() {}

  static int intAt(byte[] array, int at) {
    return (int) INT.get(array, at);
  }

  static void put(byte[] array, int at, int value) {
    INT.set(array, at, value);
  }

  static void put(byte[] array, int at, long value) {
    LONG.set(array, at, value);
  }

  /** The mark of an entry in a file of that salt. */
  static int entryMark(long salt) {
    return (int) (salt >>> 32);
  }

  /** The mark of a save's end in a file of that salt. */
  static int endMark(long salt) {
    return (int) salt;
  }

  static int crc(byte[] array, int from, int to) {
    var crc = new CRC32C();
    crc.update(array, from, to - from);
    return (int) crc.getValue();
  }

  /** A file's header. */
  static byte[] header(long number, long salt) {
    var header = new byte[HEADER];
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[VERSION_AT] = VERSION;
    put(header, NUMBER_AT, number);
    put(header, SALT_AT, salt);
    put(header, HEADER_CRC_AT, crc(header, 0, HEADER_CRC_AT));
    return header;
  }

  /** Whether these bytes are a whole header, of whatever version. */
  static boolean isHeader(byte[] array) {
    return Arrays.equals(MAGIC, 0, MAGIC.length, array, 0, MAGIC.length)
        && intAt(array, HEADER_CRC_AT) == crc(array, 0, HEADER_CRC_AT);
  }
}
