package io.logboom.inputs.stdin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.spi.Framing.Format;
import io.logboom.spi.Input;
import io.logboom.testkit.InputContract;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The contract of inputs, as far as a pipe can keep it: each input gets a pipe of its own. */
final class StdinInputContractTest extends InputContract {
  @TempDir private Path folder;

  @Override
  protected Stock stock(List<String> events) {
    return new Stock() {
      @Override
      public Input input() {
        var pipe = new ByteArrayInputStream(String.join("\n", events).getBytes(UTF_8));
        return StdinInputTest.input(pipe, Format.LINES, StdinInputTest.context(folder));
      }

      @Override
      public boolean holds(String id) {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  protected boolean can(Ability ability) {
    return false;
  }
}
