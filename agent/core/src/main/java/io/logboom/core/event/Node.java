package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value under edit. Immutable: a change makes new nodes from the root down to it. */
sealed interface Node permits Node.Raw, Node.Made, Opened {

  /** The sender's bytes. */
  record Raw(Slice bytes) implements Node {
    @Override
    public void print(Bytes to) {
      bytes.print(to);
    }

    @Override
    public Value value() {
      return Json.valid(bytes.array(), bytes.start(), bytes.end());
    }

    @Override
    public @Nullable Value get(List<String> steps, int step) {
      int found = Paths.find(bytes.array(), bytes.start(), bytes.end(), steps, step);
      return found < 0 ? null : Json.valid(bytes.array(), found, bytes.end());
    }

    @Override
    public @Nullable Opened opened() {
      byte first = bytes.array()[bytes.start()];
      return first == '{' || first == '[' ? Opened.of(bytes) : null;
    }
  }

  /** A value that was put. */
  record Made(Value made) implements Node {
    @Override
    public void print(Bytes to) {
      Json.printChecked(made, to);
    }

    @Override
    public Value value() {
      return made;
    }

    @Override
    public @Nullable Value get(List<String> steps, int step) {
      Value at = made;
      for (int k = step; k < steps.size() && at != null; k++) {
        at =
            switch (at) {
              case Value.Obj(var fields) -> fields.get(steps.get(k));
              case Value.Arr(var items) -> {
                int item = Paths.item(steps.get(k));
                yield item >= 0 && item < items.size() ? items.get(item) : null;
              }
              case Value.Str str -> null;
              case Value.Num num -> null;
              case Value.Word word -> null;
            };
      }
      return at;
    }

    @Override
    public @Nullable Opened opened() {
      return switch (made) {
        case Value.Obj(var fields) -> {
          var members = new ArrayList<Opened.Member>();
          fields.forEach((name, value) -> members.add(Opened.Member.named(name, new Made(value))));
          yield new Opened(true, members);
        }
        case Value.Arr(var items) ->
            new Opened(false, items.stream().map(i -> Opened.Member.item(new Made(i))).toList());
        case Value.Str str -> null;
        case Value.Num num -> null;
        case Value.Word word -> null;
      };
    }
  }

  /** Writes it as JSON. */
  void print(Bytes to);

  /** It as a tree. */
  Value value();

  /** What the steps from {@code step} on lead to. */
  @Nullable Value get(List<String> steps, int step);

  /** Its fields or items; null when it has none by its kind. */
  @Nullable Opened opened();
}
