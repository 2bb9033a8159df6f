package io.logboom.outputs.smtp;

import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.Events;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

final class SmtpOutputContractTest extends OutputContract {
  private static final String BAD = "{\"bad\":true}";

  @Override
  protected Store store() throws IOException {
    return new Far();
  }

  private static final class Far implements Store {
    private final Postbox postbox = new Postbox();
    private final Random random = new Random(1);

    Far() throws IOException {
      work();
    }

    @Override
    public Output output() throws Exception {
      return postbox.output("");
    }

    @Override
    public List<String> events() {
      return postbox.texts();
    }

    @Override
    public void fail() {
      String at = List.of("connect", "EHLO", "MAIL", "RCPT", "DATA", ".").get(random.nextInt(6));
      String reply =
          List.of("421 later", "451-not\r\n451 now", Postbox.HANG_UP).get(random.nextInt(3));
      postbox.forgetsAfterEnd = reply.equals(Postbox.HANG_UP);
      postbox.script =
          (command, _) -> command.startsWith(at) ? Optional.of(reply) : Optional.empty();
    }

    @Override
    public void hang() {
      postbox.script =
          (command, _) -> command.equals(".") ? Optional.of(Postbox.SILENCE) : Optional.empty();
    }

    @Override
    public void work() {
      postbox.forgetsAfterEnd = false;
      postbox.script =
          (command, letter) ->
              command.equals(".") && letter.read().text().strip().equals(BAD)
                  ? Optional.of("554-5.6.0 not\r\n554 5.6.0 this one")
                  : Optional.empty();
    }

    @Override
    public Event unacceptable() {
      return Events.of(BAD);
    }

    @Override
    public void close() {
      postbox.close();
    }
  }
}
