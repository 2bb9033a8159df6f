package io.logboom.filters.pattern;

import java.util.Arrays;
import java.util.List;

/**
 * Text in which stars stand for any text, empty text too. Takes time in proportion to the text: of
 * the pieces between stars, each is taken where it stands first.
 */
final class Wildcards implements TextTest {
  private final Literal first;
  private final List<Literal> middle;
  private final Literal last;

  private Wildcards(Literal first, List<Literal> middle, Literal last) {
    this.first = first;
    this.middle = middle;
    this.last = last;
  }

  /** A test for the text, which may have stars. */
  static TextTest of(String text) {
    if (text.indexOf('*') < 0) {
      return new Literal(text);
    }
    var pieces = Arrays.stream(text.split("\\*", -1)).map(Literal::new).toList();
    return new Wildcards(
        pieces.getFirst(),
        pieces.subList(1, pieces.size() - 1).stream().filter(piece -> piece.length() > 0).toList(),
        pieces.getLast());
  }

  @Override
  public boolean fits(byte[] array, int start, int end) {
    int from = start + first.length();
    int to = end - last.length();
    if (from > to || !first.isAt(array, start) || !last.isAt(array, to)) {
      return false;
    }
    for (int i = 0; i < middle.size(); i++) {
      from = middle.get(i).findEnd(array, from, to);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }
}
