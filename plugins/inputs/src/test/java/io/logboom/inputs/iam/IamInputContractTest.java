package io.logboom.inputs.iam;

import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Roles whose policy documents are the events; what was delivered is in the snapshot. */
final class IamInputContractTest extends InputContract {
  private static final String ROLES = "roles-" + FakeIam.ACCOUNT;

  @TempDir Path folder;

  @Override
  protected Stock stock(List<String> events) {
    var trial = new Trial(folder);
    trial.iam.pageSize = 7;
    trial.setup.schedule = "1s";
    trial.setup.changesOnly = true;
    trial.setup.kinds = List.of(Kind.ROLES);
    for (int i = 0; i < events.size(); i++) {
      trial.iam.role("event-" + i, events.get(i), "");
    }
    return new Stock() {
      @Override
      public Input input() {
        var config = trial.setup.config();
        return new IamInput(
            config, trial.context, Accounts.of(config, trial.context, trial.iam), new Random(1));
      }

      @Override
      public boolean holds(String id) {
        return !remembered(id);
      }

      @Override
      public void close() {}
    };
  }

  private boolean remembered(String name) {
    Path file = folder.resolve(ROLES);
    try {
      return Files.exists(file)
          && new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
              .contains("role/team/" + name + "\0");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
