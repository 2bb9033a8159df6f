package io.logboom.core.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every way to undo deflate gives the same bytes, however they come in and go out. The native one
 * is tested where the machine has its library.
 */
final class InflateTest {
  private static final long SEED = Long.getLong("logboom.seed", System.nanoTime());

  @TestFactory
  Stream<DynamicTest> undoesWhatDeflateDid() {
    return ways(
        way -> {
          var random = new Random(SEED);
          var inflate = way.get();
          for (int round = 0; round < 200; round++) {
            byte[] text = text(random);
            byte[] data = deflate(text, random);
            byte[] behind = new byte[random.nextInt(20)];
            var read = read(inflate, join(data, behind), random);
            assertThat(Arrays.equals(read.bytes(), text))
                .as("seed %d, round %d", SEED, round)
                .isTrue();
            assertThat(read.finished).isTrue();
            // What was taken too much is known, wherever the chunks ended.
            assertThat(read.given - inflate.unread()).isEqualTo(data.length);
            inflate.reset();
          }
          inflate.end();
        });
  }

  @TestFactory
  Stream<DynamicTest> givesWhatStandsBeforeACut() {
    return ways(
        way -> {
          var random = new Random(SEED);
          byte[] text = text(random);
          byte[] data = deflate(text, random);
          var inflate = way.get();
          for (int cut = 0; cut < data.length; cut += 1 + data.length / 500) {
            var read = read(inflate, Arrays.copyOf(data, cut), random);
            assertThat(read.finished).isFalse();
            assertThat(inflate.broken()).as("seed %d, cut at %d", SEED, cut).isFalse();
            byte[] made = read.bytes();
            assertThat(Arrays.equals(made, 0, made.length, text, 0, made.length)).isTrue();
            inflate.reset();
          }
          inflate.end();
        });
  }

  @TestFactory
  Stream<DynamicTest> endsWhateverItIsGiven() {
    return ways(
        way -> {
          var random = new Random(SEED);
          var inflate = way.get();
          for (int round = 0; round < 2000; round++) {
            byte[] data = deflate(text(random), random);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
              data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
            }
            var read = read(inflate, data, random);
            // A byte of deflate data makes at most 1032 (two matches of 258 take a byte's bits).
            assertThat(read.made.size()).isLessThanOrEqualTo(1032 * data.length + 1032);
            inflate.reset();
          }
          inflate.end();
        });
  }

  private interface Check {
    void of(Supplier<Inflate> way);
  }

  private static Stream<DynamicTest> ways(Check check) {
    var tests = new ArrayList<DynamicTest>();
    tests.add(DynamicTest.dynamicTest("JDK", () -> check.of(JdkInflate::new)));
    Isal.find()
        .ifPresentOrElse(
            isal ->
                tests.add(
                    DynamicTest.dynamicTest("ISA-L", () -> check.of(() -> new IsalInflate(isal)))),
            () -> System.out.println("this machine has no ISA-L, so that way is not tested"));
    return tests.stream();
  }

  private record Read(ByteArrayOutputStream made, boolean finished, int given) {
    byte[] bytes() {
      return made.toByteArray();
    }
  }

  /** As the engine does: chunk by chunk, into whatever room there is. */
  private static Read read(Inflate inflate, byte[] data, Random random) {
    var bytes = new ByteArrayOutputStream();
    byte[] room = new byte[1 + random.nextInt(300_000)];
    int most = random.nextBoolean() ? 10 : 60_000;
    int given = 0;
    while (true) {
      int n = inflate.read(room, 0, 1 + random.nextInt(room.length));
      bytes.write(room, 0, n);
      if (n == 0) {
        if (inflate.finished() || inflate.broken() || given == data.length) {
          return new Read(bytes, inflate.finished(), given);
        }
        int next = Math.min(data.length, given + 1 + random.nextInt(most));
        inflate.input(data, given, next);
        given = next;
      }
    }
  }

  /** Nothing, noise, the same byte, or words. */
  private static byte[] text(Random random) {
    byte[] text = new byte[random.nextInt(4) == 0 ? random.nextInt(40) : random.nextInt(200_000)];
    switch (random.nextInt(3)) {
      case 0 -> random.nextBytes(text);
      case 1 -> Arrays.fill(text, (byte) 'x');
      default -> {
        var words = List.of("eventTime", "\":\"", "2026-11-21T", "arn:aws:iam::111122223333:");
        var filled = new StringBuilder();
        while (filled.length() < text.length) {
          filled.append(words.get(random.nextInt(words.size()))).append(random.nextInt(100));
        }
        for (int i = 0; i < text.length; i++) {
          text[i] = (byte) filled.charAt(i);
        }
      }
    }
    return text;
  }

  private static byte[] deflate(byte[] text, Random random) {
    int[] strategies = {Deflater.DEFAULT_STRATEGY, Deflater.HUFFMAN_ONLY, Deflater.FILTERED};
    try (var deflater = new Deflater(random.nextInt(10), true)) {
      deflater.setStrategy(strategies[random.nextInt(strategies.length)]);
      deflater.setInput(text);
      deflater.finish();
      var data = new ByteArrayOutputStream();
      byte[] some = new byte[64 << 10];
      while (!deflater.finished()) {
        data.write(some, 0, deflater.deflate(some));
      }
      return data.toByteArray();
    }
  }

  private static byte[] join(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
