package io.logboom.filters.pattern;

import java.util.Arrays;

/** A set of rules, by number. Used by one thread, or not changed any more. */
final class RuleBits {
  private final long[] words;

  /**
   * @param size how many rules there are
   */
  RuleBits(int size) {
    words = new long[(size + Long.SIZE - 1) / Long.SIZE];
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  void copy(RuleBits other) {
    System.arraycopy(other.words, 0, words, 0, words.length);
  }

  void add(RuleBits more) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= more.words[i];
    }
  }

  void set(int rule) {
    words[rule / Long.SIZE] |= 1L << rule;
  }

  /** The first rule from that number on; -1 when there is none. */
  int next(int from) {
    int word = from / Long.SIZE;
    if (word >= words.length) {
      return -1;
    }
    long rest = words[word] & (-1L << from);
    while (rest == 0) {
      if (++word == words.length) {
        return -1;
      }
      rest = words[word];
    }
    return word * Long.SIZE + Long.numberOfTrailingZeros(rest);
  }

  int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  boolean isSame(RuleBits other) {
    return Arrays.equals(words, other.words);
  }
}
