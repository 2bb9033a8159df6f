package io.logboom.core.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.Framing.Format;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thread counts as busy while it cuts and hands on, not while it waits for bytes. */
class CuttersTest {
  private final Cutters cutters = new Cutters();
  private final List<Integer> whenRead = new ArrayList<>();
  private final List<Integer> whenHandedOn = new ArrayList<>();

  @Test
  void countsWhoCuts() throws Exception {
    read(Integer.MAX_VALUE);

    assertThat(whenRead).isNotEmpty().containsOnly(0);
    assertThat(whenHandedOn).isNotEmpty().containsOnly(1);
    assertThat(cutters.count()).isZero();
  }

  @Test
  void countsNobodyAfterAFailure() {
    assertThatThrownBy(() -> read(3)).isInstanceOf(IOException.class).hasMessage("broken");

    assertThat(cutters.count()).isZero();
  }

  /** Reads a stream that breaks after so many bytes. */
  private void read(int sound) throws Exception {
    var framing = new Framing(Format.LINES, FieldPath.of("Records"), DataSize.of("1KiB"));
    var framer = new StreamFramer(framing, new Blocks(64 << 10, 1 << 20), cutters);
    framer.read(
        new Breaking("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8), sound),
        Long.MAX_VALUE,
        Framed.ORIGIN,
        batch -> {
          whenHandedOn.add(cutters.count());
          batch.release().run();
        });
  }

  private final class Breaking extends FilterInputStream {
    private int left;

    Breaking(byte[] bytes, int sound) {
      super(new ByteArrayInputStream(bytes));
      this.left = sound;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      whenRead.add(cutters.count());
      if (left == 0) {
        throw new IOException("broken");
      }
      int n = super.read(to, offset, Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }
  }
}
