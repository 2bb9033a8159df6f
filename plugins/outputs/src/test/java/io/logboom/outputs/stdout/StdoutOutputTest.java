package io.logboom.outputs.stdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.event.JsonEvent;
import io.logboom.outputs.format.LineFormat;
import io.logboom.spi.Batch;
import io.logboom.spi.ClosedException;
import io.logboom.testkit.OutputContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StdoutOutputTest {

  @Test
  void writesInTheFormatAskedFor() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var terminal = new Terminal(Channels.newChannel(bytes));
    for (var format : LineFormat.values()) {
      new StdoutOutput(new StdoutOutputConfig(format), terminal).write(batch("[1 ,\n2]"));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [1,2]
            [
              1,
              2
            ]
            [1 ,
            2]
            [1,2]
            """);
  }

  @Test
  void beginsANewLineAfterAWriteThatBrokeOff() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var terminal = new Terminal(new BreakingOnce(bytes, "cannot go on"));
    var output = new StdoutOutput(new StdoutOutputConfig(LineFormat.JSON), terminal);
    assertThatThrownBy(() -> output.write(batch("{\"a\":1}")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(ClosedException.class)
        .hasMessageContaining("cannot go on");
    output.write(batch("{\"a\":1}"));
    output.write(batch("{\"a\":2}"));
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\n{\"a\":1}\n{\"a\":2}\n");
  }

  @Test
  void keepsTheLinesOfSeveralOutputsApart() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var inner = Channels.newChannel(bytes);
    // Takes a byte at a time, so that lines would mix if they could.
    var terminal = new Terminal(new OneByOne(inner));
    var threads = new ArrayList<Thread>();
    for (var format : List.of(LineFormat.JSON, LineFormat.RAW)) {
      var output = new StdoutOutput(new StdoutOutputConfig(format), terminal);
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 200; i++) {
                        output.write(batch("{\"a\":\"b\"}"));
                      }
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"b\"}\n".repeat(400));
  }

  @Test
  void tellsApartAReaderThatHasGone() throws Exception {
    var process =
        new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" -cp \"$1\" \"$2\" | head -1",
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"),
                Printer.class.getName())
            .redirectError(ProcessBuilder.Redirect.PIPE)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(out).isEqualTo("{\"n\":0}\n");
    assertThat(err).contains("ClosedException", "nobody reads it");
  }

  /** Prints until nobody reads any more. */
  static final class Printer {
    public static void main(String[] args) throws Exception {
      var output = new StdoutOutput(new StdoutOutputConfig(LineFormat.JSON), Terminal.PROCESS);
      for (int i = 0; i < 1_000_000; i++) {
        output.write(batch("{\"n\":" + i + "}"));
      }
    }
  }

  private static Batch batch(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Batch.of(List.of(JsonEvent.of(bytes, 0, bytes.length, OutputContract.ORIGIN, 0)));
  }

  /** Takes one byte of each write. */
  private record OneByOne(WritableByteChannel to) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer from) throws IOException {
      to.write(from.slice(from.position(), 1));
      from.position(from.position() + 1);
      return 1;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** Takes three bytes of the first write, then fails once. */
  private static final class BreakingOnce implements WritableByteChannel {
    private final ByteArrayOutputStream to;
    private final String reason;
    private int writes;

    BreakingOnce(ByteArrayOutputStream to, String reason) {
      this.to = to;
      this.reason = reason;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      writes++;
      if (writes == 2) {
        throw new IOException(reason);
      }
      int count = writes == 1 ? 3 : from.remaining();
      for (int i = 0; i < count; i++) {
        to.write(from.get());
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
