package io.logboom.outputs.stdout;

import io.logboom.outputs.format.LineFormat;
import io.logboom.outputs.format.Memory;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.testkit.OutputContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

final class StdoutOutputContractTest extends OutputContract {

  @Override
  protected Store store() {
    return new Pipe();
  }

  /** Everything can be printed. */
  @Override
  protected boolean can(Ability ability) {
    return ability != Ability.REJECTS;
  }

  /** What standard output is connected to. Takes an odd number of bytes at a time. */
  private static final class Pipe implements Store, WritableByteChannel {
    private enum State {
      WORKING,
      FAILING,
      HANGING
    }

    private final Memory memory = new Memory();
    private final Terminal terminal = new Terminal(this);
    private volatile State state = State.WORKING;

    @Override
    public Output output() {
      return new StdoutOutput(new StdoutOutputConfig(LineFormat.JSON), terminal);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      while (state == State.HANGING) {
        LockSupport.parkNanos(1_000_000);
      }
      if (state == State.FAILING) {
        throw new IOException("No space left on device");
      }
      int count = Math.min(from.remaining(), 10_001);
      synchronized (memory) {
        memory.write(from.slice(from.position(), count));
      }
      from.position(from.position() + count);
      return count;
    }

    @Override
    public List<String> events() {
      synchronized (memory) {
        var text = new String(memory.toByteArray(), StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isEmpty()).toList();
      }
    }

    @Override
    public void fail() {
      state = State.FAILING;
    }

    @Override
    public void hang() {
      state = State.HANGING;
    }

    @Override
    public void work() {
      state = State.WORKING;
    }

    @Override
    public Event unacceptable() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      work();
    }
  }
}
