package io.logboom.outputs.ses;

import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.Events;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.util.List;
import java.util.Random;

final class SesOutputContractTest extends OutputContract {
  private static final String BAD = "{\"bad\":true}";

  @Override
  protected Store store() throws IOException {
    return new Far();
  }

  private static final class Far implements Store {
    private final Account account = new Account();
    private final Random random = new Random(1);

    Far() throws IOException {
      account.refuse = mail -> mail.text().equals(BAD);
    }

    @Override
    public Output output() throws Exception {
      return account.output("");
    }

    @Override
    public List<String> events() {
      return account.texts();
    }

    @Override
    public void fail() {
      var faults =
          List.of(
              Account.Fault.THROTTLED,
              Account.Fault.BROKEN,
              Account.Fault.HANGS_UP,
              Account.Fault.TAKEN_BUT_HANGS_UP);
      account.fault = faults.get(random.nextInt(faults.size()));
    }

    @Override
    public void hang() {
      account.fault = Account.Fault.SILENT;
    }

    @Override
    public void work() {
      account.fault = Account.Fault.NONE;
    }

    @Override
    public Event unacceptable() {
      return Events.of(BAD);
    }

    @Override
    public void close() {
      account.close();
    }
  }
}
