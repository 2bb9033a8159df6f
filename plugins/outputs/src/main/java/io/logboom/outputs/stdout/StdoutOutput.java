package io.logboom.outputs.stdout;

import io.logboom.outputs.format.Lines;
import io.logboom.outputs.format.Memory;
import io.logboom.spi.Batch;
import io.logboom.spi.Output;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes events to standard output, a batch at a time. Safe for use by many threads; lines of
 * several such outputs in one process never mix.
 */
final class StdoutOutput implements Output {
  private static final int BUFFER = 16 << 10;

  private final StdoutOutputConfig config;
  private final Terminal terminal;

  StdoutOutput(StdoutOutputConfig config, Terminal terminal) {
    this.config = config;
    this.terminal = terminal;
  }

  @Override
  public void write(Batch batch) throws IOException, InterruptedException {
    var memory = new Memory();
    var lines = new Lines(config.format(), ByteBuffer.allocate(BUFFER));
    lines.to(memory);
    for (var event : batch.events()) {
      lines.write(event);
    }
    lines.flush();
    terminal.write(memory);
  }
}
