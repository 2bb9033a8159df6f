package io.logboom.inputs.stdin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.logboom.core.event.JsonEvent;
import io.logboom.core.framing.StreamFramer;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.Framing.Format;
import io.logboom.spi.Input;
import io.logboom.testkit.Running;
import io.logboom.testkit.ScriptedEmitter;
import io.logboom.testkit.TestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the input does with a pipe. */
@Timeout(60)
final class StdinInputTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("hands on what has arrived while the writer pauses")
  void tail() throws Exception {
    var emitter = ScriptedEmitter.delivering();
    try (var pipe = new Pipe()) {
      var input = input(pipe, Format.LINES, context(folder));
      try (var running = Running.start(input, emitter)) {
        pipe.write("one\ntwo\nthr");
        await().until(() -> emitter.delivered().equals(List.of("one", "two")));
        pipe.write("ee\n");
        await().until(() -> emitter.delivered().equals(List.of("one", "two", "three")));
        pipe.write("");
        running.join(Duration.ofSeconds(20));
        assertThat(running.failure()).isNull();
      }
    }
  }

  @Test
  @DisplayName("stops at once while nobody writes")
  void stop() throws Exception {
    var emitter = ScriptedEmitter.delivering();
    try (var pipe = new Pipe()) {
      var input = input(pipe, Format.LINES, context(folder));
      try (var running = Running.start(input, emitter)) {
        pipe.write("one\n");
        await().until(() -> emitter.batches() == 1);
        running.interrupt();
        running.join(Duration.ofSeconds(5));
        pipe.write("two\n");
      }
    }
    assertThat(emitter.delivered()).containsExactly("one");
  }

  @Test
  @DisplayName("makes what is broken a dead letter and ends well")
  void broken() throws Exception {
    var emitter = ScriptedEmitter.delivering();
    var context = context(folder);
    var pipe = new ByteArrayInputStream("{\"Records\":[{\"a\":1},{".getBytes(UTF_8));
    input(pipe, Format.JSON_ARRAY, context).run(emitter);
    assertThat(emitter.delivered()).containsExactly("{\"a\":1}");
    assertThat(emitter.rejections())
        .containsExactly(
            "truncated-json: the JSON text ends too early at byte 21; what was whole before is"
                + " delivered");
    assertThat(context.count("malformed")).isEqualTo(1);
  }

  @Test
  @DisplayName("fails when the pipe does")
  void failure() {
    var pipe =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the pipe is broken");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(
            () -> input(pipe, Format.LINES, context(folder)).run(ScriptedEmitter.delivering()))
        .isInstanceOf(IOException.class)
        .hasMessage("the pipe is broken");
  }

  /** A pipe that, as standard input, takes no notice of interrupts; an empty text is its end. */
  private static final class Pipe extends InputStream {
    private final LinkedBlockingQueue<byte[]> written = new LinkedBlockingQueue<>();
    private volatile ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean ended;

    void write(String text) {
      written.add(text.getBytes(UTF_8));
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("not used");
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      while (!rest.hasRemaining() && !ended) {
        try {
          rest = ByteBuffer.wrap(written.take());
          ended = !rest.hasRemaining();
        } catch (InterruptedException _) {
          // Nor does read(2).
        }
      }
      int n = Math.min(length, rest.remaining());
      rest.get(to, offset, n);
      return ended ? -1 : n;
    }

    @Override
    public int available() {
      return rest.remaining();
    }
  }

  static Input input(InputStream pipe, Format format, TestContext context) {
    var framing = new Framing(format, FieldPath.of("Records"), DataSize.of("1MiB"));
    return new StdinInput(new StdinInputConfig(framing), context, pipe);
  }

  static TestContext context(Path folder) {
    var blocks = new Blocks(4096, 1 << 20);
    return new TestContext(
        folder,
        framing -> new StreamFramer(framing, blocks),
        (bytes, origin) -> JsonEvent.of(bytes, 0, bytes.length, origin, 0));
  }
}
