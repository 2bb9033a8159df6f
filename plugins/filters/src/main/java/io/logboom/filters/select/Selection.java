package io.logboom.filters.select;

import io.logboom.spi.Fields;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the values stand that the selectors lead to, in one event: positions of raw JSON values, as
 * the sender wrote them. Used by one thread, for one event after the other; nothing is allocated.
 * Of duplicate names the last one counts.
 *
 * <p>Good for as long as the event's {@link Fields} are: until the thread asks for the fields of
 * another event.
 */
public final class Selection {
  private static final byte[] NOTHING = {};

  private final Node[] nodes;
  private final int[] starts;
  private final int[] ends;

  /** Which field of its object's view a node is; -1 when it was not found through a view. */
  private final int[] fieldNumbers;

  /** The event in which a node was found last, and in which those below it were looked for. */
  private final int[] found;

  private final int[] searched;
  private @Nullable Fields fields;
  private byte[] array = NOTHING;
  private int event;

  Selection(Node[] nodes) {
    this.nodes = nodes;
    starts = new int[nodes.length];
    ends = new int[nodes.length];
    fieldNumbers = new int[nodes.length];
    found = new int[nodes.length];
    searched = new int[nodes.length];
  }

  /** Turns to an event. */
  public void read(Fields newFields) {
    if (event == Integer.MAX_VALUE) {
      Arrays.fill(found, 0);
      Arrays.fill(searched, 0);
      event = 0;
    }
    event++;
    fields = newFields;
    array = newFields.array();
    searched[Selectors.ROOT] = event;
    view(newFields, nodes[Selectors.ROOT]);
  }

  /** The array of the event. */
  public byte[] array() {
    return array;
  }

  /** The fields of the event. */
  public Fields fields() {
    var known = fields;
    if (known == null) {
      throw new IllegalStateException("no event was read");
    }
    return known;
  }

  /** Where the value begins; -1 when there is none. Not for {@link Selectors#ROOT}. */
  public int start(int selector) {
    int parent = nodes[selector].parent;
    if (searched[parent] != event) {
      search(parent);
    }
    return found[selector] == event ? starts[selector] : -1;
  }

  /** Where the value ends whose {@link #start} was asked for. */
  public int end(int selector) {
    return ends[selector];
  }

  private void search(int number) {
    int start = start(number);
    searched[number] = event;
    if (start < 0) {
      return;
    }
    var node = nodes[number];
    if (array[start] == '[') {
      items(start, node);
    } else if (array[start] == '{') {
      if (fieldNumbers[number] >= 0) {
        view(viewOf(number), node);
      } else {
        members(start, node);
      }
    }
  }

  /**
   * The view of an object that was found through views. One of another object may have taken its
   * place meanwhile, so it is asked for from the top.
   */
  private Fields viewOf(int number) {
    int parent = nodes[number].parent;
    var outer = parent == Selectors.ROOT ? fields() : viewOf(parent);
    return outer.object(fieldNumbers[number]);
  }

  private void view(Fields view, Node node) {
    var names = node.names;
    int size = view.size();
    for (int i = 0; i < size; i++) {
      int name = view.indexIn(names, i);
      if (name >= 0) {
        for (int child : node.ofName(name)) {
          found(child, view.valueStart(i), view.valueEnd(i), i);
        }
      }
    }
  }

  private void members(int open, Node node) {
    var names = node.names;
    int i = Raw.first(array, open);
    while (array[i] != '}') {
      int nameEnd = Raw.quote(array, i + 1);
      int value = Raw.value(array, nameEnd);
      int end = Raw.skip(array, value);
      int name = Raw.indexIn(names, array, i + 1, nameEnd);
      if (name >= 0) {
        for (int child : node.ofName(name)) {
          found(child, value, end, -1);
        }
      }
      i = Raw.next(array, end);
    }
  }

  private void items(int open, Node node) {
    int wanted = node.itemCount();
    int i = Raw.first(array, open);
    int item = 0;
    for (int next = 0; next < wanted && array[i] != ']'; item++) {
      int end = Raw.skip(array, i);
      if (node.item(next) == item) {
        for (int child : node.ofItem(next)) {
          found(child, i, end, -1);
        }
        next++;
      }
      i = Raw.next(array, end);
    }
  }

  private void found(int node, int start, int end, int fieldNumber) {
    found[node] = event;
    starts[node] = start;
    ends[node] = end;
    fieldNumbers[node] = fieldNumber;
  }
}
