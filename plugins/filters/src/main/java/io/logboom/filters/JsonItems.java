package io.logboom.filters;

/**
 * Walks over the items of a JSON array, as positions. The bytes must be known to be valid JSON.
 * Used by one thread.
 */
public final class JsonItems {
  private final byte[] array;
  private int at;
  private int start;
  private int number;

  /**
   * @param array the bytes
   * @param open where the array begins, at its bracket
   */
  public JsonItems(byte[] array, int open) {
    this.array = array;
    this.at = open + 1;
  }

  /** Goes to the next item; false when there is none. */
  public boolean next() {
    at = space(at);
    if (array[at] == ']') {
      return false;
    }
    if (array[at] == ',') {
      at = space(at + 1);
    }
    start = at;
    at = skip(at);
    number++;
    return true;
  }

  /** Where the item begins. */
  public int start() {
    return start;
  }

  /** Where it ends, exclusive. */
  public int end() {
    return at;
  }

  /** How many items there have been so far, this one included. */
  public int number() {
    return number;
  }

  private int space(int from) {
    int i = from;
    while (array[i] >= 0 && array[i] <= ' ') {
      i++;
    }
    return i;
  }

  private int skip(int from) {
    int i = from;
    int depth = 0;
    do {
      switch (array[i]) {
        case '"' -> i = string(i);
        case '{', '[' -> {
          depth++;
          i++;
        }
        case '}', ']' -> {
          depth--;
          i++;
        }
        default -> i = depth == 0 ? word(i) : i + 1;
      }
    } while (depth > 0);
    return i;
  }

  private int string(int open) {
    int i = open + 1;
    while (array[i] != '"') {
      i += array[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  /** A number, true, false or null: up to what can follow it in an array. */
  private int word(int from) {
    int i = from;
    while (array[i] != ',' && array[i] != ']' && array[i] > ' ') {
      i++;
    }
    return i;
  }
}
