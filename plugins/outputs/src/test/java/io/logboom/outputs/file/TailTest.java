package io.logboom.outputs.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.outputs.format.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TailTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void findsTheLastWholeWriteWhereverTheFileIsCut(Compression compression) throws IOException {
    var file = folder.resolve("file");
    List<Long> ends = write(file, compression, 1 + random.nextInt(6));
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 300; i++) {
      int cut = i < 30 ? Math.max(0, whole.length - i) : random.nextInt(whole.length + 1);
      Files.write(file, Arrays.copyOf(whole, cut));
      assertThat(wholeLength(file, compression))
          .as("cut at %d of %d; seed %d", cut, whole.length, seed)
          .isEqualTo(ends.stream().filter(end -> end <= cut).reduce(0L, Math::max));
    }
  }

  @ParameterizedTest
  @EnumSource
  void cutsOffWhatTheDiskNeverTook(Compression compression) throws IOException {
    var file = folder.resolve("file");
    List<Long> ends = write(file, compression, 3);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 100; i++) {
      // After a power cut a file can have its new length and zeros in the place of its new bytes.
      int from = random.nextInt(whole.length);
      var torn = Arrays.copyOf(whole, whole.length);
      Arrays.fill(torn, from, torn.length, (byte) 0);
      Files.write(file, torn);
      int first = Arrays.mismatch(torn, whole);
      int sound = first < 0 ? whole.length : first;
      assertThat(wholeLength(file, compression))
          .as("zeros from %d of %d; seed %d", from, whole.length, seed)
          .isEqualTo(ends.stream().filter(end -> end <= sound).reduce(0L, Math::max));
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsNothingInRubbish(Compression compression) throws IOException {
    var file = folder.resolve("file");
    for (int length : new int[] {0, 1, 17, 18, 5000}) {
      var rubbish = new byte[length];
      Arrays.fill(rubbish, (byte) 'x');
      Files.write(file, rubbish);
      assertThat(wholeLength(file, compression)).isZero();
    }
  }

  private static long wholeLength(Path file, Compression compression) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return Tail.wholeLength(channel, compression);
    }
  }

  /** Writes some writes of a line each; returns where each of them ends. */
  private List<Long> write(Path file, Compression compression, int writes) throws IOException {
    var ends = new ArrayList<Long>();
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        var compressor = compression.compressor(Optional.empty())) {
      for (int i = 0; i < writes; i++) {
        var line = new StringBuilder();
        for (int n = random.nextInt(200_000); n >= 0; n--) {
          line.append((char) ('a' + random.nextInt(i % 2 == 0 ? 2 : 26)));
        }
        compressor.to(channel);
        var bytes = ByteBuffer.wrap(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        compressor.write(bytes);
        compressor.finish();
        ends.add(channel.position());
      }
    }
    return ends;
  }
}
