package io.logboom.outputs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CompressorTest {

  @ParameterizedTest
  @EnumSource
  void givesMembersThatReadBackAsOne(Compression compression) throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var expected = new ByteArrayOutputStream();
    var memory = new Memory();
    try (var compressor = compression.compressor(Optional.empty())) {
      for (int member = 0; member < 5; member++) {
        compressor.to(memory);
        for (int piece = random.nextInt(6); piece > 0; piece--) {
          var bytes = new byte[random.nextInt(200_000)];
          random.nextBytes(bytes);
          Arrays.fill(bytes, 0, bytes.length / 2, (byte) 'x');
          expected.write(bytes);
          // Direct and not, and used again for something else right after the call.
          var buffer =
              random.nextBoolean()
                  ? ByteBuffer.allocateDirect(bytes.length)
                  : ByteBuffer.allocate(bytes.length);
          compressor.write(buffer.put(bytes).flip());
          assertThat(buffer.hasRemaining()).isFalse();
          buffer.clear().put(new byte[bytes.length]).clear();
        }
        compressor.finish();
      }
    }
    assertThat(uncompress(compression, memory.toByteArray()))
        .as("seed %d", seed)
        .isEqualTo(expected.toByteArray());
  }

  @ParameterizedTest
  @EnumSource
  void forgetsAMemberThatWasNotFinished(Compression compression) throws IOException {
    var memory = new Memory();
    try (var compressor = compression.compressor(Optional.empty())) {
      compressor.to(new Memory());
      compressor.write(ByteBuffer.wrap(new byte[100_000]));
      compressor.to(memory);
      compressor.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      compressor.finish();
    }
    assertThat(uncompress(compression, memory.toByteArray())).containsExactly(1, 2, 3);
  }

  @Test
  void compressesAsHardAsTold() throws IOException {
    for (var compression : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
      assertThat(size(compression, 9)).isLessThan(size(compression, 1));
    }
  }

  private static int size(Compression compression, int level) throws IOException {
    var random = new Random(1);
    var text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append("word").append(random.nextInt(1000)).append(' ');
    }
    var memory = new Memory();
    try (var compressor = compression.compressor(Optional.of(level))) {
      compressor.to(memory);
      compressor.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
      compressor.finish();
    }
    return memory.size();
  }

  @Test
  void refusesLevelsThatDoNotExist() {
    assertThatThrownBy(() -> Compression.GZIP.checkLevel(Optional.of(10)))
        .hasMessageContaining("9");
    assertThatThrownBy(() -> Compression.ZSTD.checkLevel(Optional.of(23)))
        .hasMessageContaining("22");
    assertThatThrownBy(() -> Compression.NONE.checkLevel(Optional.of(1)))
        .hasMessageContaining("none");
    Compression.NONE.checkLevel(Optional.empty());
  }

  private static byte[] uncompress(Compression compression, byte[] bytes) throws IOException {
    var in = new ByteArrayInputStream(bytes);
    return switch (compression) {
      case NONE -> bytes;
      case GZIP -> new GZIPInputStream(in).readAllBytes();
      case ZSTD -> new ZstdInputStream(in).readAllBytes();
    };
  }
}
