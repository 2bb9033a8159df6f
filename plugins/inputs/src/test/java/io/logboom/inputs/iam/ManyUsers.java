package io.logboom.inputs.iam;

import io.logboom.spi.Batch;
import io.logboom.spi.Delivery;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A process of its own that walks many users with long tags. */
final class ManyUsers {
  private static final int USERS = 4000;
  private static final int EACH = 40_000;

  private ManyUsers() {}

  /** At once, as nothing keeps a batch. */
  private static final class Delivered implements Delivery {
    @Override
    public void await() {}

    @Override
    public boolean done() {
      return true;
    }
  }

  public static void main(String[] args) throws Exception {
    var trial = new Trial(Path.of(args[0]), false);
    trial.setup.kinds = List.of(Kind.USERS);
    trial.setup.changesOnly = true;
    trial.iam.more =
        "<Tags><member><Key>k</Key><Value>" + "v".repeat(EACH) + "</Value></member></Tags>";
    for (int i = 0; i < USERS; i++) {
      trial.iam.user("user-" + i, "");
    }
    var events = new AtomicLong();
    var bytes = new AtomicLong();
    try (var input = trial.input()) {
      input.run(
          (Batch batch) -> {
            events.addAndGet(batch.events().size());
            bytes.addAndGet(batch.bytes());
            return new Delivered();
          });
    }
    if (bytes.get() < (long) USERS * EACH) {
      throw new IllegalStateException("only " + bytes + " bytes");
    }
    System.out.println(events + " events");
  }
}
