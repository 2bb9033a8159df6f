package io.logboom.filters.udm;

import io.logboom.spi.Names;
import java.util.Arrays;

/**
 * The resources that a record lists, as positions: each an object with an ARN, an account and a
 * type, all of which may be missing, and at times more. Belongs to one thread.
 */
final class ResourceList {

  /** Services spell the ARN both ways. */
  private static final Names NAMES = Names.of("ARN", "arn", "accountId", "type");

  private static final int ARN = 0;
  private static final int ACCOUNT = 2;
  private static final int TYPE = 3;
  private static final int STRIDE = 8;
  private static final int USUAL = 8 * STRIDE;

  /** A list of a million resources must not keep its room for the rest of the thread's life. */
  private static final int KEPT = 256 * STRIDE;

  private byte[] array = {};

  /** By resource: where its ARN, account and type begin and end, its brace, and if it has more. */
  private int[] positions = new int[USUAL];

  private int size;

  void clear() {
    size = 0;
    if (positions.length > KEPT) {
      positions = new int[USUAL];
    }
  }

  /**
   * Takes a list in.
   *
   * @param open where its bracket is
   * @return whether it is a list of objects; else it has been forgotten again
   */
  boolean read(byte[] bytes, int open) {
    clear();
    array = bytes;
    int i = JsonCopy.space(bytes, open + 1);
    while (bytes[i] != ']') {
      if (bytes[i] == ',') {
        i = JsonCopy.space(bytes, i + 1);
      }
      if (bytes[i] != '{') {
        clear();
        return false;
      }
      i = JsonCopy.space(bytes, item(i));
    }
    return true;
  }

  private int item(int brace) {
    int at = STRIDE * size;
    if (at == positions.length) {
      positions = Arrays.copyOf(positions, 2 * at);
    }
    Arrays.fill(positions, at, at + STRIDE, 0);
    positions[at + 6] = brace;
    size++;
    int i = JsonCopy.space(array, brace + 1);
    while (array[i] != '}') {
      if (array[i] == ',') {
        i = JsonCopy.space(array, i + 1);
      }
      int nameEnd = JsonCopy.end(array, i);
      int value = JsonCopy.space(array, JsonCopy.space(array, nameEnd) + 1);
      int valueEnd = JsonCopy.end(array, value);
      int place = place(at, i, nameEnd, value);
      if (place >= 0) {
        positions[at + place] = value;
        positions[at + place + 1] = valueEnd;
      } else if (array[value] != 'n') {
        positions[at + 7] = 1;
      }
      i = JsonCopy.space(array, valueEnd);
    }
    return i + 1;
  }

  /** Where among a resource's positions a field's value goes; -1 for nowhere. */
  private int place(int at, int name, int nameEnd, int value) {
    if (array[value] != '"') {
      return -1;
    }
    int place =
        switch (NAMES.indexOf(array, name + 1, nameEnd - 1)) {
          case ARN, ARN + 1 -> 0;
          case ACCOUNT -> 2;
          case TYPE -> 4;
          default -> -1;
        };
    return place >= 0 && positions[at + place] == 0 ? place : -1;
  }

  int size() {
    return size;
  }

  /** Where the ARN begins, at its quote; 0 for none. */
  int arn(int i) {
    return positions[STRIDE * i];
  }

  int arnEnd(int i) {
    return positions[STRIDE * i + 1];
  }

  /** Where the account begins, at its quote; 0 for none. */
  int account(int i) {
    return positions[STRIDE * i + 2];
  }

  int accountEnd(int i) {
    return positions[STRIDE * i + 3];
  }

  /** Where the type begins, at its quote; 0 for none. */
  int type(int i) {
    return positions[STRIDE * i + 4];
  }

  int typeEnd(int i) {
    return positions[STRIDE * i + 5];
  }

  /** Writes what else a resource has as labels, items of the array under way. */
  void labels(int resource, JsonOut out) {
    int at = STRIDE * resource;
    if (positions[at + 7] == 0) {
      return;
    }
    int i = JsonCopy.space(array, positions[at + 6] + 1);
    while (array[i] != '}') {
      if (array[i] == ',') {
        i = JsonCopy.space(array, i + 1);
      }
      int nameEnd = JsonCopy.end(array, i);
      int value = JsonCopy.space(array, JsonCopy.space(array, nameEnd) + 1);
      int valueEnd = JsonCopy.end(array, value);
      boolean placed =
          value == positions[at] || value == positions[at + 2] || value == positions[at + 4];
      if (!placed && array[value] != 'n') {
        out.label(array, i + 1, nameEnd - 1, array, value, valueEnd);
      }
      i = JsonCopy.space(array, valueEnd);
    }
  }
}
