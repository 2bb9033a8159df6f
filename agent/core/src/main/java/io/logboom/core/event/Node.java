package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value under edit. Immutable: a change makes new nodes from the root down to it. */
sealed interface Node permits Node.Raw, Opened {

  /** Valid JSON as it stands: the sender's, or what was put and printed at once. */
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

  /** Writes it as JSON. */
  void print(Bytes to);

  /** It as a tree. */
  Value value();

  /** What the steps from {@code step} on lead to. */
  @Nullable Value get(List<String> steps, int step);

  /** Its fields or items; null when it has none by its kind. */
  @Nullable Opened opened();
}
