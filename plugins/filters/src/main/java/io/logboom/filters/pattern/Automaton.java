package io.logboom.filters.pattern;

import io.logboom.filters.pattern.RegexSyntax.Anchor;
import io.logboom.filters.pattern.RegexSyntax.Chars;
import io.logboom.filters.pattern.RegexSyntax.Part;
import io.logboom.filters.pattern.RegexSyntax.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deterministic automaton that finds a regular expression in UTF-8 text: one look into a table a
 * character. Made whole, before the first text, and only when it stays small. Immutable.
 *
 * <p>A state is a set of positions in the expression: the characters that may come next. Characters
 * that no part of the expression tells from one another share a column.
 */
final class Automaton {

  /** Expressions like {@code a.{20}b} would need a million. */
  private static final int MOST_STATES = 512;

  private static final int FOUND = -1;

  private final byte[] columns;
  private final int columnCount;
  private final int[] table;
  private final boolean[] foundAtEnd;

  private Automaton(byte[] columns, int columnCount, int[] table, boolean[] foundAtEnd) {
    this.columns = columns;
    this.columnCount = columnCount;
    this.table = table;
    this.foundAtEnd = foundAtEnd;
  }

  /** The automaton; empty when it would be too large, or an anchor stands in an odd place. */
  static Optional<Automaton> of(RegexSyntax regex) {
    var maker = new Maker();
    for (var alternative : regex.alternatives()) {
      if (!maker.add(alternative)) {
        return Optional.empty();
      }
    }
    return maker.make();
  }

  boolean isFoundIn(byte[] array, int start, int end) {
    int state = 0;
    if (table.length == 0) {
      return true;
    }
    for (int i = start; i < end; i++) {
      byte b = array[i];
      if (b >= 0) {
        state = table[state * columnCount + (columns[b] & 0xFF)];
      } else if ((b & 0xC0) == 0xC0) {
        // The first byte of a character beyond ASCII; the others add nothing.
        state = table[state * columnCount + (columns[Chars.ASCII] & 0xFF)];
      }
      if (state == FOUND) {
        return true;
      }
    }
    return foundAtEnd[state];
  }

  /** Collects positions, then makes states of them. */
  private static final class Maker {

    /** What each position takes, and the positions behind it that may be next. */
    private final List<Chars> takes = new ArrayList<>();

    private final List<BitSet> follows = new ArrayList<>();

    /** Positions to be in: at the beginning, and before every character. */
    private final BitSet first = new BitSet();

    private final BitSet anywhere = new BitSet();

    /** Positions that are reached only when all of an alternative was found. */
    private final BitSet found = new BitSet();

    private final BitSet foundAtEnd = new BitSet();

    boolean add(List<Part> parts) {
      int size = parts.size();
      boolean start = parts.getFirst() == Anchor.START;
      boolean end = parts.getLast() == Anchor.END;
      var middle = parts.subList(start ? 1 : 0, end && size > (start ? 1 : 0) ? size - 1 : size);
      // Positions that may be next, as far as the parts up to here are concerned.
      var open = new ArrayList<BitSet>();
      open.add(first);
      if (!start) {
        open.add(anywhere);
      }
      for (var part : middle) {
        if (!(part instanceof Repeat repeat)) {
          return false;
        }
        for (int i = 0; i < repeat.length(); i++) {
          int position = position(repeat.chars());
          open.forEach(before -> before.set(position));
          var after = follows.get(position);
          boolean looped = repeat.most() == Repeat.ANY_NUMBER && i + 1 == repeat.length();
          if (looped) {
            after.set(position);
          }
          if (i < repeat.least()) {
            open.clear();
          }
          open.add(after);
        }
      }
      int accepting = position(Chars.NONE);
      open.forEach(before -> before.set(accepting));
      (end ? foundAtEnd : found).set(accepting);
      return true;
    }

    private int position(Chars chars) {
      takes.add(chars);
      follows.add(new BitSet());
      return takes.size() - 1;
    }

    Optional<Automaton> make() {
      var representatives = new ArrayList<Integer>();
      byte[] columns = columns(representatives);
      int columnCount = representatives.size();
      Map<BitSet, Integer> numbers = new HashMap<>();
      var states = new ArrayList<BitSet>();
      if (first.intersects(found)) {
        return Optional.of(new Automaton(columns, columnCount, new int[0], new boolean[0]));
      }
      numbers.put(first, 0);
      states.add(first);
      var rows = new ArrayList<int[]>();
      for (int state = 0; state < states.size(); state++) {
        int[] row = new int[columnCount];
        for (int column = 0; column < columnCount; column++) {
          var next = next(states.get(state), representatives.get(column));
          if (next.intersects(found)) {
            row[column] = FOUND;
            continue;
          }
          var known = numbers.get(next);
          if (known == null) {
            if (states.size() == MOST_STATES) {
              return Optional.empty();
            }
            known = states.size();
            numbers.put(next, known);
            states.add(next);
          }
          row[column] = known;
        }
        rows.add(row);
      }
      int[] table = rows.stream().flatMapToInt(Arrays::stream).toArray();
      boolean[] atEnd = new boolean[states.size()];
      for (int state = 0; state < atEnd.length; state++) {
        atEnd[state] = states.get(state).intersects(foundAtEnd);
      }
      return Optional.of(new Automaton(columns, columnCount, table, atEnd));
    }

    private BitSet next(BitSet state, int c) {
      var next = (BitSet) anywhere.clone();
      for (int p = state.nextSetBit(0); p >= 0; p = state.nextSetBit(p + 1)) {
        if (takes.get(p).has(c)) {
          next.or(follows.get(p));
        }
      }
      return next;
    }

    /** The column of each character of ASCII, and of those beyond. */
    private byte[] columns(List<Integer> representatives) {
      var columns = new byte[Chars.ASCII + 1];
      Map<BitSet, Integer> known = new HashMap<>();
      for (int c = 0; c <= Chars.ASCII; c++) {
        var takenBy = new BitSet();
        for (int p = 0; p < takes.size(); p++) {
          takenBy.set(p, takes.get(p).has(c));
        }
        var column = known.get(takenBy);
        if (column == null) {
          column = representatives.size();
          known.put(takenBy, column);
          representatives.add(c);
        }
        columns[c] = column.byteValue();
      }
      return columns;
    }
  }
}
