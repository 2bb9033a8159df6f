package io.logboom.core.event;

import io.logboom.spi.Fields;
import io.logboom.spi.Names;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of one object stand. Filled again and again, by the one thread it belongs to;
 * the views of nested objects are kept, too, one for each level.
 */
final class FieldIndex implements Fields {
  private static final int STRIDE = 4;
  private static final int USUAL = 64 * STRIDE;

  /** An event of a million fields must not keep its positions for the rest of the thread's life. */
  private static final int KEPT = 4096 * STRIDE;

  private byte[] array = {};
  private int[] positions = new int[USUAL];
  private int size;
  private boolean escapes;
  private @Nullable FieldIndex nested;
  private int nestedIn = -1;

  /** Takes in the object that begins at {@code from}, in bytes known to be valid. */
  void fill(byte[] newArray, int from, int to) {
    array = newArray;
    nestedIn = -1;
    escapes = false;
    size = 0;
    if (positions.length > KEPT) {
      positions = new int[USUAL];
    }
    int[] room = positions;
    int used = 0;
    int i = Scan.space(newArray, from + 1, to);
    while (newArray[i] != '}') {
      if (used == room.length) {
        room = Arrays.copyOf(room, 2 * used);
        positions = room;
      }
      room[used] = i + 1;
      int nameEnd = Quoted.quoteOrBackslash(newArray, i + 1);
      if (newArray[nameEnd] != '"') {
        escapes = true;
        nameEnd = Quoted.skip(newArray, nameEnd);
      }
      room[used + 1] = nameEnd;
      i = Scan.space(newArray, Scan.space(newArray, nameEnd + 1, to) + 1, to);
      room[used + 2] = i;
      i = Scan.skip(newArray, i, to);
      room[used + 3] = i;
      used += STRIDE;
      i = Scan.space(newArray, i, to);
      if (newArray[i] == ',') {
        i = Scan.space(newArray, i + 1, to);
      }
    }
    size = used / STRIDE;
  }

  /**
   * Takes in the object that begins at {@code from}, from the notes that were made of it.
   *
   * @param notes see {@link Spots}
   */
  void fill(byte[] newArray, int from, byte[] notes, int at) {
    array = newArray;
    nestedIn = -1;
    boolean escaped = false;
    int count = Spots.count(notes, at);
    if (positions.length > KEPT || positions.length < STRIDE * count) {
      positions = new int[Math.max(USUAL, STRIDE * count)];
    }
    int[] room = positions;
    for (int i = 0, used = 0; i < count; i++, used += STRIDE) {
      long note = Spots.note(notes, at, i);
      int name = from + Spots.name(note);
      int value = from + Spots.value(note);
      int nameEnd = Quoted.quoteOrBackslash(newArray, name);
      if (newArray[nameEnd] != '"') {
        escaped = true;
        nameEnd = Quoted.skip(newArray, nameEnd);
      }
      room[used] = name;
      room[used + 1] = nameEnd;
      room[used + 2] = value;
      room[used + 3] = from + Spots.end(note);
    }
    escapes = escaped;
    size = count;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public byte[] array() {
    return array;
  }

  @Override
  public int nameStart(int i) {
    return positions[STRIDE * checked(i)];
  }

  @Override
  public int nameEnd(int i) {
    return positions[STRIDE * checked(i) + 1];
  }

  @Override
  public int valueStart(int i) {
    return positions[STRIDE * checked(i) + 2];
  }

  @Override
  public int valueEnd(int i) {
    return positions[STRIDE * checked(i) + 3];
  }

  @Override
  public int indexIn(Names names, int i) {
    int start = nameStart(i);
    int end = nameEnd(i);
    if (escapes && Text.backslash(array, start, end) < end) {
      String name = Text.decode(array, start, end);
      if (Text.lone(name, 0) < name.length()) {
        return -1;
      }
      byte[] decoded = name.getBytes(StandardCharsets.UTF_8);
      return names.indexOf(decoded, 0, decoded.length);
    }
    return names.indexOf(array, start, end);
  }

  @Override
  public int find(String name) {
    for (int i = size - 1; i >= 0; i--) {
      if (Text.same(array, positions[STRIDE * i], positions[STRIDE * i + 1], name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Value value(int i) {
    return Json.valid(array, valueStart(i), valueEnd(i));
  }

  @Override
  public Fields object(int i) {
    int start = valueStart(i);
    if (array[start] != '{') {
      throw new IllegalArgumentException("field " + i + " is not an object");
    }
    FieldIndex view = nested;
    if (view == null) {
      view = new FieldIndex();
      nested = view;
    }
    if (nestedIn != i) {
      nestedIn = -1;
      view.fill(array, start, valueEnd(i));
      nestedIn = i;
    }
    return view;
  }

  private int checked(int i) {
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException("field " + i + " of " + size);
    }
    return i;
  }
}
