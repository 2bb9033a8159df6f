package io.logboom.inputs.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.logboom.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
  private static final long T = 29_000_000L * Window.MINUTE;
  private static final LogGroups ENTRY = LogGroups.of("/app/**");
  private static final Fingerprint GROUP = Fingerprint.of("a group");

  @TempDir Path folder;
  private TestContext context;
  private long heap = Checkpoint.HEAP;
  private Duration overlap = Duration.ofMinutes(5);

  @BeforeEach
  void context() {
    context = new TestContext(folder);
  }

  private Checkpoint open(Path at, long start) throws IOException {
    return new Checkpoint(at, overlap, heap, new Counters(context), List.of(ENTRY), start);
  }

  private static Ids ids(int from, int to) {
    var ids = new Ids(to - from);
    for (int i = from; i < to; i++) {
      ids.add(time(i), id(i));
    }
    return ids;
  }

  private static Fingerprint id(int i) {
    return Fingerprint.of("event " + i);
  }

  /** A second after another. */
  private static long time(int i) {
    return T + i * 1000L;
  }

  private static long delivered(GroupState state, int from, int to) {
    return Stream.iterate(from, i -> i < to, i -> i + 1)
        .filter(i -> state.delivered(time(i), id(i)))
        .count();
  }

  @Test
  @DisplayName(
      "what was delivered is known after a restart, and what lies before the frontier goes")
  void remembers() throws IOException {
    try (var checkpoint = open(folder, 77)) {
      var group = checkpoint.group(GROUP);
      assertThat(group.frontier()).isEqualTo(GroupState.NONE);
      checkpoint.frontier(group, T);
      checkpoint.delivered(group, ids(0, 200));
      checkpoint.frontier(group, time(120));
      assertThat(checkpoint.ids()).isEqualTo(80);
      checkpoint.frontier(group, T);
    }
    for (int run = 0; run < 3; run++) {
      try (var checkpoint = open(folder, 99)) {
        var group = checkpoint.group(GROUP);
        assertThat(group.frontier()).isEqualTo(time(120));
        assertThat(delivered(group, 0, 200)).isEqualTo(200);
        assertThat(delivered(group, 200, 300)).isZero();
        assertThat(checkpoint.ids()).isEqualTo(80);
        assertThat(checkpoint.start(ENTRY)).isEqualTo(77);
      }
    }
    assertThat(context.counts()).isEmpty();
  }

  @Test
  @DisplayName("a file that outgrows what it tells is written anew, and the old one kept")
  void rewrites() throws IOException {
    try (var checkpoint = open(folder, 1)) {
      var group = checkpoint.group(GROUP);
      checkpoint.frontier(group, T);
      for (int i = 0; i < 1_000_000; i += 10_000) {
        checkpoint.delivered(group, ids(i, i + 10_000));
        checkpoint.frontier(group, time(i + 9_900));
      }
      assertThat(Files.size(folder.resolve("checkpoint"))).isLessThan(5 << 20);
      assertThat(folder.resolve("checkpoint.previous")).exists();
    }
    try (var checkpoint = open(folder, 2)) {
      assertThat(checkpoint.group(GROUP).frontier()).isEqualTo(time(999_900));
      assertThat(delivered(checkpoint.group(GROUP), 999_000, 1_000_000)).isEqualTo(1000);
      assertThat(checkpoint.ids()).isLessThan(300);
    }
  }

  @Test
  @DisplayName("ids beyond the heap's share lie in files without a name, and take no heap")
  void beyondTheHeap() throws IOException {
    heap = 1 << 20;
    try (var checkpoint = open(folder, 1)) {
      var group = checkpoint.group(GROUP);
      checkpoint.frontier(group, T);
      var random = new Random(1);
      for (int page = 0; page < 100; page++) {
        var ids = new Ids(10_000);
        for (int i = 0; i < 10_000; i++) {
          ids.add(T + page * 3000L, new Fingerprint(random.nextLong(), random.nextLong()));
        }
        checkpoint.delivered(group, ids);
      }
      assertThat(checkpoint.ids()).isEqualTo(1_000_000);
      assertThat(checkpoint.room().onHeap()).isLessThan(2 << 20);
      assertThat(checkpoint.room().mapped()).isBetween(16L << 20, 48L << 20);
      var again = new Random(1);
      for (int i = 0; i < 1_000_000; i++) {
        long time = T + i / 10_000 * 3000L;
        assertThat(group.delivered(time, new Fingerprint(again.nextLong(), again.nextLong())))
            .isTrue();
      }
      checkpoint.frontier(group, T + 100 * Window.MINUTE);
      assertThat(checkpoint.room().mapped()).isZero();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.startsWith("checkpoint") || name.equals("lock"));
    }
  }

  @Test
  @DisplayName("ids are known, too, when the overlap has become another one meanwhile")
  void otherWidth() throws IOException {
    for (long minutes : new long[] {5, 240, 60, 1}) {
      overlap = Duration.ofMinutes(minutes);
      Path at = folder.resolve("from-" + minutes);
      try (var checkpoint = open(at, 1)) {
        checkpoint.frontier(checkpoint.group(GROUP), T);
        checkpoint.delivered(checkpoint.group(GROUP), ids(0, 2000));
      }
      for (long other : new long[] {240, 1, 100, 5}) {
        overlap = Duration.ofMinutes(other);
        try (var checkpoint = open(at, 1)) {
          assertThat(delivered(checkpoint.group(GROUP), 0, 2000)).isEqualTo(2000);
        }
      }
    }
  }

  /** A checkpoint with a few facts, to be damaged. */
  private byte[] sample() throws IOException {
    Path at = folder.resolve("sample");
    try (var checkpoint = open(at, 5)) {
      var group = checkpoint.group(GROUP);
      checkpoint.frontier(group, T);
      checkpoint.delivered(group, ids(0, 3));
      checkpoint.delivered(group, ids(3, 6));
      checkpoint.frontier(group, time(2));
    }
    return Files.readAllBytes(at.resolve("checkpoint"));
  }

  @Test
  @DisplayName("a file that is cut short anywhere tells what was whole, and is taken for normal")
  void cutShort() throws IOException {
    byte[] sample = sample();
    for (int length = 0; length <= sample.length; length++) {
      Path at = Files.createDirectories(folder.resolve("cut-" + length));
      Files.write(at.resolve("checkpoint"), java.util.Arrays.copyOf(sample, length));
      try (var checkpoint = open(at, 9)) {
        var group = checkpoint.group(GROUP);
        assertThat(group.frontier()).isIn(GroupState.NONE, T, time(2));
        assertThat(group.delivered(time(7), id(7))).isFalse();
        assertThat(checkpoint.start(ENTRY)).isIn(5L, 9L);
        checkpoint.delivered(group, ids(10, 11));
      }
      if (length % 10 == 0) {
        try (var checkpoint = open(at, 9)) {
          assertThat(delivered(checkpoint.group(GROUP), 10, 11)).as("cut at %d", length).isOne();
        }
      }
    }
    assertThat(context.counts()).isEmpty();
  }

  @Test
  @DisplayName(
      "a byte that is damaged anywhere costs the fact it is in, is told, and loses nothing")
  void damaged() throws IOException {
    byte[] sample = sample();
    for (int i = 0; i < sample.length; i++) {
      Path at = Files.createDirectories(folder.resolve("flip-" + i));
      byte[] bytes = sample.clone();
      bytes[i] ^= (byte) (1 << i % 8);
      Files.write(at.resolve("checkpoint"), bytes);
      if (i == 3 && (bytes[3] & 0xFF) > 1) {
        continue;
      }
      long before = context.count("checkpoint-damaged");
      try (var checkpoint = open(at, 9)) {
        var group = checkpoint.group(GROUP);
        assertThat(group.frontier()).isIn(T, time(2));
        assertThat(group.delivered(time(7), id(7))).isFalse();
        assertThat(delivered(group, 0, 6)).isGreaterThanOrEqualTo(3);
        // Known, or everything is read again: never later than it was.
        assertThat(checkpoint.start(ENTRY)).isIn(0L, 5L);
      }
      if (context.count("checkpoint-damaged") > before) {
        assertThat(at.resolve("checkpoint.damaged-1")).hasBinaryContent(bytes);
      }
      if (i % 10 == 0) {
        try (var checkpoint = open(at, 9)) {
          assertThat(checkpoint.start(ENTRY)).isIn(0L, 5L);
        }
      }
    }
    assertThat(context.count("checkpoint-damaged")).isGreaterThan(sample.length / 2);
  }

  @Test
  @DisplayName("what a damaged file no longer tells comes from the one before it")
  void previous() throws IOException {
    byte[] sample = sample();
    Files.write(folder.resolve("checkpoint.previous"), sample);
    Files.writeString(folder.resolve("checkpoint"), "nothing of use");
    try (var checkpoint = open(folder, 9)) {
      assertThat(checkpoint.group(GROUP).frontier()).isEqualTo(time(2));
      assertThat(checkpoint.start(ENTRY)).isEqualTo(5);
    }
    assertThat(folder.resolve("checkpoint.damaged-1")).hasContent("nothing of use");
    assertThat(context.count("checkpoint-damaged")).isOne();
  }

  @Test
  @DisplayName("between any two steps of writing anew, all is still there")
  void killedWhileRewriting() throws IOException {
    byte[] sample = sample();
    // The new file is not whole yet; it is, and the old one has made room; nothing but that one.
    Path begun = Files.createDirectories(folder.resolve("begun"));
    Files.write(begun.resolve("checkpoint"), sample);
    Files.write(begun.resolve("checkpoint.tmp"), new byte[] {'L', 'C'});
    Path moved = Files.createDirectories(folder.resolve("moved"));
    Files.write(moved.resolve("checkpoint.previous"), sample);
    Files.write(moved.resolve("checkpoint.tmp"), sample);
    for (Path at : List.of(begun, moved)) {
      try (var checkpoint = open(at, 9)) {
        assertThat(checkpoint.group(GROUP).frontier()).isEqualTo(time(2));
        assertThat(checkpoint.start(ENTRY)).isEqualTo(5);
      }
      assertThat(at.resolve("checkpoint.tmp")).doesNotExist();
    }
    // A damaged one is set aside, and nothing in its place yet.
    Path aside = Files.createDirectories(folder.resolve("aside"));
    Files.writeString(aside.resolve("checkpoint.damaged-1"), "damaged");
    try (var checkpoint = open(aside, 9)) {
      assertThat(checkpoint.start(ENTRY)).isZero();
    }
  }

  @Test
  @DisplayName("whoever is interrupted can still write down what was delivered")
  void interrupted() throws IOException {
    try {
      Thread.currentThread().interrupt();
      sample();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    try (var checkpoint = open(folder.resolve("sample"), 9)) {
      assertThat(delivered(checkpoint.group(GROUP), 0, 6)).isEqualTo(6);
    }
    assertThat(context.counts()).isEmpty();
  }

  @Test
  @DisplayName("a file of a later version is left alone, and said so")
  void laterVersion() throws IOException {
    Files.write(folder.resolve("checkpoint"), new byte[] {'L', 'C', 'W', 2, 0, 0, 0, 0});
    assertThatIOException()
        .isThrownBy(() -> open(folder, 1))
        .withMessageContaining("written by a later version");
    assertThat(Files.size(folder.resolve("checkpoint"))).isEqualTo(8);
  }

  @Test
  @DisplayName("leftovers of a killed process are deleted")
  void leftovers() throws IOException {
    Files.writeString(folder.resolve("ids123.tmp"), "", StandardOpenOption.CREATE);
    try (var checkpoint = open(folder, 1)) {
      assertThat(checkpoint.ids()).isZero();
    }
    assertThat(folder.resolve("ids123.tmp")).doesNotExist();
  }
}
