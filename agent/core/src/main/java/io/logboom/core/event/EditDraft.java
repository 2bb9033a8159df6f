package io.logboom.core.event;

import io.logboom.spi.Bytes;
import io.logboom.spi.Draft;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Value;
import java.util.Optional;

/** The draft that one lambda sees. */
final class EditDraft implements Draft {
  private Opened root;
  private boolean open = true;

  EditDraft(Opened root) {
    this.root = root;
  }

  @Override
  public Optional<Value> get(FieldPath path) {
    checkOpen();
    return Optional.ofNullable(root.get(path.steps(), 0));
  }

  @Override
  public Draft put(FieldPath path, Value value) {
    checkOpen();
    // The root is around the first step, and so on: as many levels as steps before the value's own.
    if (path.steps().size() > Scan.MAX_DEPTH) {
      throw new IllegalArgumentException("a path of more than " + Scan.MAX_DEPTH + " steps");
    }
    var printed = new Bytes(atLeast -> new byte[Math.max(atLeast, 64)]);
    Json.print(value, path.steps().size(), printed);
    var bytes = new Slice(printed.array(), printed.start(), printed.position());
    root = root.put(path.steps(), 0, new Node.Raw(bytes));
    return this;
  }

  @Override
  public Draft remove(FieldPath path) {
    checkOpen();
    root = root.remove(path.steps(), 0);
    return this;
  }

  /** Ends the editing. */
  Opened close() {
    checkOpen();
    open = false;
    return root;
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("a draft lives no longer than the edit it was made for");
    }
  }
}
