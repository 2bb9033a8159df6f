package io.logboom.inputs.s3;

import io.logboom.spi.Value;
import java.util.List;
import java.util.Optional;

/** Looks into documents whose shape is not certain: what is not as expected is absent. */
final class Tree {
  private Tree() {}

  /** What stands below these names. */
  static Optional<Value> at(Value root, String... names) {
    Value value = root;
    for (String name : names) {
      if (!(value instanceof Value.Obj(var fields))) {
        return Optional.empty();
      }
      var next = fields.get(name);
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  /** The text below these names; an empty one is absent. */
  static Optional<String> text(Value root, String... names) {
    return at(root, names)
        .flatMap(
            value ->
                value instanceof Value.Str(String text) && !text.isEmpty()
                    ? Optional.of(text)
                    : Optional.empty());
  }

  /** The items below these names. */
  static Optional<List<Value>> items(Value root, String... names) {
    return at(root, names)
        .flatMap(
            value ->
                value instanceof Value.Arr(List<Value> items)
                    ? Optional.of(items)
                    : Optional.empty());
  }

  /** Whether there is an object below these names. */
  static boolean object(Value root, String... names) {
    return at(root, names).filter(Value.Obj.class::isInstance).isPresent();
  }
}
