package io.logboom.filters.udm;

import io.logboom.filters.udm.Resources.Rule;
import io.logboom.filters.udm.Resources.What;
import io.logboom.spi.Fields;
import io.logboom.spi.Names;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of requestParameters as positions, and what they name: a user, a group, resources.
 * Belongs to one thread.
 */
final class Parameters {
  private static final int MOST = 8;

  private final Resources resources;
  private final Names names;
  private final Rest fields = new Rest();
  private final @Nullable Rule[] found = new @Nullable Rule[MOST];
  private final int[] foundAt = new int[MOST];
  private byte[] array = {};
  private int resourceCount;
  private int user;
  private int group;

  Parameters(Resources resources) {
    this.resources = resources;
    this.names = Names.of(resources.parameters());
  }

  void clear() {
    fields.clear();
    resourceCount = 0;
    user = -1;
    group = -1;
  }

  /**
   * Takes requestParameters in.
   *
   * @param source the number of the eventSource in the table of resources; -1 for none
   */
  void read(Fields object, int source) {
    clear();
    array = object.array();
    int size = object.size();
    for (int i = 0; i < size; i++) {
      fields.add(object, i);
      if (source >= 0 && object.kind(i) == '"' && object.valueEnd(i) - object.valueStart(i) > 2) {
        var rule = resources.rule(source, object.indexIn(names, i));
        if (rule != null) {
          found(rule, i);
        }
      }
    }
    fields.settle(array, Set.of());
  }

  private void found(Rule rule, int i) {
    if (rule.what() == What.USER) {
      user = i;
    } else if (rule.what() == What.GROUP) {
      group = i;
    } else if (resourceCount < MOST) {
      int at = resourceCount++;
      while (at > 0 && order(at - 1) > rule.order()) {
        found[at] = found[at - 1];
        foundAt[at] = foundAt[at - 1];
        at--;
      }
      found[at] = rule;
      foundAt[at] = i;
    }
  }

  private int order(int at) {
    var rule = found[at];
    return rule == null ? -1 : rule.order();
  }

  /** How many resources the parameters name. */
  int resources() {
    return resourceCount;
  }

  /** The type of a resource they name, as a JSON string; the first one is the target. */
  byte[] resourceType(int resource) {
    var rule = found[resource];
    return rule == null ? new byte[0] : rule.awsType();
  }

  /** Where the name of a resource begins, at its quote. */
  int resourceStart(int resource) {
    return fields.start(foundAt[resource]);
  }

  int resourceEnd(int resource) {
    return fields.end(foundAt[resource]);
  }

  boolean hasUser() {
    return user >= 0;
  }

  int userStart() {
    return fields.start(user);
  }

  int userEnd() {
    return fields.end(user);
  }

  boolean hasGroup() {
    return group >= 0;
  }

  int groupStart() {
    return fields.start(group);
  }

  int groupEnd() {
    return fields.end(group);
  }

  /** Writes the scalars as labels, items of the array under way. */
  void labels(JsonOut out) {
    for (int i = 0; i < fields.size(); i++) {
      int start = fields.start(i);
      if (!isNested(start)) {
        out.label(array, fields.nameStart(i), fields.nameEnd(i), array, start, fields.end(i));
      }
    }
  }

  /** Writes all else into the object under way. */
  void nested(JsonOut out) {
    for (int i = 0; i < fields.size(); i++) {
      if (isNested(fields.start(i))) {
        fields.write(i, array, out);
      }
    }
  }

  /** null has no text, so it stays among the objects and arrays. */
  private boolean isNested(int start) {
    byte kind = array[start];
    return kind == '{' || kind == '[' || kind == 'n';
  }
}
