package io.logboom.inputs.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files that are followed, one case at a time. */
final class FollowTest {
  private static final Duration LONG = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private Path log;
  private Follower follower;

  @BeforeEach
  void begin() throws IOException {
    log = Files.createDirectory(folder.resolve("logs")).resolve("app.log");
    follower = new Follower(Setting.following(folder + "/logs/app*"), folder.resolve("data"));
  }

  @AfterEach
  void end() throws IOException {
    follower.close();
  }

  @Test
  @DisplayName("a line is an event once it is whole, whatever bytes it has")
  void lines() throws Exception {
    append("one\r\n\ntwo\nthr");
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two");
    append("ee\n");
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two", "three");
    Files.write(log, new byte[] {'a', (byte) 0xFF, 0, 'b', '\n'}, StandardOpenOption.APPEND);
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(4).last().isEqualTo("a\uFFFD\0b");
  }

  @Test
  @DisplayName("an event's place is the path, the byte its piece begins at, and its number there")
  void places() throws Exception {
    append("one\ntwo\n");
    follower.catchUp();
    append("three\n");
    follower.catchUp();
    assertThat(follower.places()).containsExactly(log + "@0#1", log + "@0#2", log + "@8#1");
  }

  @Test
  @DisplayName("what looks like a compressed stream or an encoding's mark in mid-file is a line")
  void notTheBeginningOfSomething() throws Exception {
    append("one\n");
    follower.catchUp();
    byte[] gzip = {0x1F, (byte) 0x8B, 8, '\n'};
    Files.write(log, gzip, StandardOpenOption.APPEND);
    follower.catchUp();
    append("\uFEFFtwo\n");
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "\u001F\uFFFD\u0008", "\uFEFFtwo");
  }

  @Test
  @DisplayName("a last line without an end waits, but not for ever")
  void partialLine() throws Exception {
    append("one\ntwo");
    follower.catchUp();
    follower.pass(LONG);
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one");
    follower.pass(Duration.ofSeconds(3));
    follower.catchUp();
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two");
    append(" and more\n");
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two", " and more");
  }

  @Test
  @DisplayName("lines longer than the buffer are events; those too large are rejected")
  void longLines() throws Exception {
    var within = "x".repeat(700 << 10);
    append(within);
    follower.catchUp();
    assertThat(follower.delivered()).isEmpty();
    append("\n" + "y".repeat(1500 << 10));
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly(within);
    append("y\nlast\n");
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(3).last().isEqualTo("last");
    assertThat(follower.delivered().get(1))
        .startsWith("rejected: larger than max-event-size, which is 1MiB (1536001 bytes");
  }

  @Test
  @DisplayName("a file renamed is read to its end, also what comes late, then the new one")
  void rename() throws Exception {
    append("one\n");
    follower.catchUp();
    var old = log.resolveSibling("app.log.1");
    append("two\n");
    Files.move(log, old);
    append("three\n");
    follower.catchUp();
    Files.writeString(old, "late\nlast", StandardOpenOption.APPEND);
    follower.catchUp();
    follower.pass(LONG);
    follower.catchUp();
    follower.catchUp();
    assertThat(follower.delivered())
        .containsExactlyInAnyOrder("one", "two", "three", "late", "last");
    assertThat(follower.count("rotated")).isEqualTo(1);
  }

  @Test
  @DisplayName("a file renamed to where nobody looks, or deleted, is read to its end")
  void gone() throws Exception {
    append("one\n");
    follower.catchUp();
    append("two\n");
    var old = log.resolveSibling("old");
    Files.move(log, old);
    follower.catchUp();
    Files.writeString(old, "three\nfour", StandardOpenOption.APPEND);
    Files.delete(old);
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two", "three");
    follower.pass(LONG);
    follower.catchUp();
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two", "three", "four");
    assertThat(follower.context().gauged("files-open")).isZero();
    assertThat(follower.count("missed-bytes")).isZero();
  }

  @Test
  @DisplayName("a file deleted before it could be read is told of")
  void missed() throws Exception {
    append("one\n");
    follower.look();
    follower.stop();
    Files.delete(log);
    follower.start();
    follower.catchUp();
    follower.pass(LONG);
    follower.catchUp();
    // Nothing was read of it, so nothing is known of it.
    assertThat(follower.count("missed-bytes")).isZero();
    append("one\n");
    follower.catchUp();
    append("two\n");
    follower.look();
    try (var raw = new RandomAccessFile(log.toFile(), "rw")) {
      raw.setLength(0);
    }
    follower.catchUp();
    follower.pass(LONG);
    follower.catchUp();
    assertThat(follower.count("missed-bytes")).isEqualTo(4);
    assertThat(follower.count("truncated")).isEqualTo(1);
  }

  @Test
  @DisplayName("what was not read of a file that was truncated is read from its copy")
  void copyTruncate() throws Exception {
    append(numbered(0, 3));
    follower.catchUp();
    append(numbered(3, 6));
    Files.copy(log, log.resolveSibling("app.log.1"));
    Files.write(log, new byte[0]);
    append(numbered(6, 9));
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(9).containsAll(lines(0, 9));
    assertThat(follower.count("copies-found")).isEqualTo(1);
  }

  @Test
  @DisplayName("so it is when nobody looked meanwhile, over several rotations and a restart")
  void copyTruncateWhileDown() throws Exception {
    append(numbered(0, 100));
    follower.catchUp();
    append(numbered(100, 110));
    follower.stop();
    Files.copy(log, log.resolveSibling("app.log.1"));
    Files.write(log, numbered(110, 300).getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(log.resolveSibling("app.log.1"), log.resolveSibling("app.log.2"));
    Files.copy(log, log.resolveSibling("app.log.1"));
    Files.write(log, numbered(300, 500).getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    follower.start();
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(500).containsAll(lines(0, 500));
  }

  @Test
  @DisplayName("files that begin alike are not taken for copies of one another")
  void alike() throws Exception {
    var banner = "b".repeat(2000) + "\n";
    append(banner + "one\n");
    follower.catchUp();
    append("two\n");
    Files.write(log, (banner + "three\n").getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    Files.writeString(log.resolveSibling("app.log.1"), banner + "other\n");
    follower.catchUp();
    assertThat(follower.delivered())
        .filteredOn(line -> !line.startsWith("bb"))
        .containsExactlyInAnyOrder("one", "three", "other");
    assertThat(follower.delivered()).hasSize(6);
  }

  @Test
  @DisplayName("a log of the same lines over and over is read whole through every rotation")
  void sameLines() throws Exception {
    var ticks = "tick\n".repeat(500);
    for (int i = 3; i > 0; i--) {
      append(ticks);
      follower.catchUp();
      Files.move(log, log.resolveSibling("app.log." + i));
      follower.catchUp();
    }
    append(ticks);
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(2000);
  }

  @Test
  @DisplayName("a copy that is made for its own sake is read as a file of its own, later")
  void copy() throws Exception {
    append(numbered(0, 9));
    follower.catchUp();
    Files.copy(log, log.resolveSibling("app.log.1"));
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(9);
    follower.pass(LONG);
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(18);
  }

  @Test
  @DisplayName("a file that was truncated and has grown beyond what was read is noticed")
  void grownAgain() throws Exception {
    append(numbered(0, 5));
    follower.catchUp();
    Files.write(log, numbered(100, 200).getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(105).containsAll(lines(100, 200));
  }

  @Test
  @DisplayName("a file replaced by another one is read, and its inode used again is no matter")
  void replaced() throws Exception {
    append("one\n");
    follower.catchUp();
    var fresh = log.resolveSibling("fresh");
    Files.writeString(fresh, "one\ntwo\n");
    Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "one", "two");
    follower.stop();
    Files.delete(log);
    append("one\ntwo\nthree\n");
    follower.start();
    follower.catchUp();
    assertThat(follower.delivered()).hasSizeBetween(6, 6);
  }

  @Test
  @DisplayName("NULs that a writer leaves who does not append are passed over and counted")
  void hole() throws Exception {
    append(numbered(0, 5));
    follower.catchUp();
    long at = Files.size(log);
    try (var raw = new RandomAccessFile(log.toFile(), "rw")) {
      raw.setLength(0);
      raw.seek(at);
      raw.write("after\n".getBytes(UTF_8));
    }
    follower.catchUp();
    assertThat(follower.delivered()).hasSize(6).last().isEqualTo("after");
    assertThat(follower.count("nul-bytes-skipped")).isEqualTo(at);
  }

  @Test
  @DisplayName("what rotation compresses is not read again, in gzip or zstd")
  void compressed() throws Exception {
    append(numbered(0, 200));
    follower.catchUp();
    Files.move(log, log.resolveSibling("app.log.2"));
    append(numbered(200, 203));
    follower.catchUp();
    Files.move(log, log.resolveSibling("app.log.1"));
    follower.catchUp();
    compress("app.log.2", "gz");
    compress("app.log.1", "zst");
    follower.finish();
    assertThat(follower.delivered()).hasSize(203);
    assertThat(follower.count("compressed-copies")).isEqualTo(2);
    follower.stop();
    follower.start();
    follower.finish();
    assertThat(follower.delivered()).hasSize(203);
  }

  @Test
  @DisplayName("what was compressed before it was read to its end is read from there on")
  void restOfCompressed() throws Exception {
    append(numbered(0, 200));
    follower.catchUp();
    append(numbered(200, 300));
    follower.stop();
    Files.move(log, log.resolveSibling("app.log.1"));
    compress("app.log.1", "gz");
    append(numbered(300, 400));
    follower.start();
    follower.finish();
    assertThat(follower.delivered()).hasSize(400).containsAll(lines(0, 400));
  }

  @Test
  @DisplayName("a compressed file that nobody has read is read whole; a broken one as far as it is")
  void archive() throws Exception {
    append(numbered(0, 200));
    compress("app.log", "gz");
    follower.finish();
    assertThat(follower.delivered()).hasSize(200);
    append(numbered(200, 40_000));
    compress("app.log", "gz");
    var packed = log.resolveSibling("app.log.gz");
    byte[] whole = Files.readAllBytes(packed);
    Files.write(packed, java.util.Arrays.copyOf(whole, whole.length - 7));
    follower.finish();
    assertThat(follower.delivered()).contains("line 200", "line 38000");
    assertThat(follower.delivered()).last().asString().startsWith("rejected: truncated-gzip: ");
    assertThat(follower.count("malformed-files")).isEqualTo(1);
  }

  @Test
  @DisplayName("what is not delivered is read again")
  void undelivered() throws Exception {
    readInTwoBatches();
    follower.fail();
    follower.settle();
    follower.catchUp();
    assertThat(follower.delivered()).containsExactlyElementsOf(lines(0, 9));
    assertThat(follower.count("read-again")).isEqualTo(1);
  }

  @Test
  @DisplayName("only what is delivered and all before it is remembered")
  void frontier() throws Exception {
    readInTwoBatches();
    follower.deliverLast();
    follower.settle();
    follower.save();
    follower.kill();
    follower.start();
    follower.catchUp();
    assertThat(follower.delivered())
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.range(5, 9), IntStream.range(0, 9))
                .mapToObj(i -> "line " + i)
                .toList());
  }

  @Test
  @DisplayName("with more files than may be open all are read, in turn")
  void manyFiles() throws Exception {
    follower.close();
    follower =
        new Follower(
            Setting.config(true, FileInputConfig.Start.BEGINNING, 4, 1, folder + "/logs/app*"),
            folder.resolve("few"));
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 30; i++) {
        Files.writeString(
            log.resolveSibling("app" + i + ".log"),
            "file " + i + " round " + round + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      follower.catchUp();
      follower.catchUp();
      assertThat(follower.context().gauged("files-open")).isLessThanOrEqualTo(4);
    }
    follower.finish();
    assertThat(follower.delivered()).hasSize(90).doesNotHaveDuplicates();
    assertThat(follower.context().gauged("files-followed")).isEqualTo(30);
  }

  @Test
  @DisplayName("start = end leaves what is there at the first start, and only that")
  void startAtTheEnd() throws Exception {
    follower.close();
    append("old\nhal");
    follower =
        new Follower(
            Setting.config(true, FileInputConfig.Start.END, 99, 1, folder + "/logs/app*"),
            folder.resolve("end"));
    follower.catchUp();
    append("f\nnew\n");
    Files.writeString(log.resolveSibling("app2.log"), "later\n");
    follower.catchUp();
    follower.stop();
    Files.writeString(log.resolveSibling("app3.log"), "later still\n");
    follower.start();
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("half", "new", "later", "later still");
  }

  @Test
  @DisplayName("a file found by two paths, or through links, is read once")
  void links() throws Exception {
    var real = folder.resolve("real.log");
    Files.writeString(real, "one\n");
    var link = log.resolveSibling("link");
    Files.createSymbolicLink(link, real);
    Files.createSymbolicLink(log, link);
    Files.createLink(log.resolveSibling("app.hard"), real);
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one");
    // As in Kubernetes: the link comes to lead to another file.
    Files.writeString(folder.resolve("next.log"), "three\n");
    Files.delete(log.resolveSibling("app.hard"));
    Files.writeString(real, "two\n", StandardOpenOption.APPEND);
    Files.delete(link);
    Files.createSymbolicLink(link, folder.resolve("next.log"));
    follower.catchUp();
    assertThat(follower.delivered()).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  @DisplayName(
      "positions that are damaged are told of, and read again; a disk that is full is, too")
  void positions() throws Exception {
    append("one\n");
    follower.finish();
    append("two\n");
    follower.finish();
    follower.stop();
    var file = folder.resolve("data/positions");
    var text = Files.readString(file);
    assertThat(text.lines()).hasSizeGreaterThan(2);
    // The last line is cut short, as by a crash: the one before it counts.
    Files.writeString(file, text.substring(0, text.length() - 5));
    follower.start();
    follower.catchUp();
    assertThat(follower.delivered()).containsExactly("one", "two", "two");
    // A folder in the place of the new file keeps it from being written.
    Files.createDirectories(folder.resolve("data/positions.new/in-the-way"));
    append("three\n");
    follower.finish();
    assertThat(follower.count("positions-not-saved")).isPositive();
    Files.delete(folder.resolve("data/positions.new/in-the-way"));
    Files.delete(folder.resolve("data/positions.new"));
    follower.finish();
    follower.stop();
    follower.start();
    follower.finish();
    assertThat(follower.delivered()).containsExactly("one", "two", "two", "three");
  }

  /** Nine lines, of which five are in a batch of their own. */
  private void readInTwoBatches() throws Exception {
    append(numbered(0, 5));
    follower.look();
    follower.read(1);
    append(numbered(5, 9));
    follower.look();
    follower.read(1);
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void compress(String name, String suffix) throws IOException {
    var file = log.resolveSibling(name);
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        suffix.equals("gz") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      out.write(Files.readAllBytes(file));
    }
    Files.write(file.resolveSibling(name + "." + suffix), bytes.toByteArray());
    Files.delete(file);
  }

  private static String numbered(int from, int to) {
    return String.join("\n", lines(from, to)) + "\n";
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }
}
