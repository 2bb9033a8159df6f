package io.logboom.core.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.Framing.Format;
import io.logboom.spi.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compression told by magic bytes, undone, and checked. */
final class CompressionTest {
  private static final String TEXT = "one\ntwo\nthree\n";
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final Framed.How how = Framed.as(Format.LINES);

  @Test
  @DisplayName("gzip and zstd are undone, twice over too; anything else is taken as it is")
  void kinds() {
    assertWhole(Streams.gzip(TEXT));
    assertWhole(Streams.zstd(TEXT));
    assertWhole(Streams.gzip(Streams.gzip(TEXT)));
    assertWhole(Streams.gzip(Streams.zstd(TEXT)));
    assertThat(how.read(Streams.gzip(Streams.gzip(Streams.gzip("a\n")))).events().getFirst())
        .startsWith("1 \u001F");
    assertThat(how.read("(\n").events()).containsExactly("1 (");
    assertThat(how.read("\u001F\n").events()).containsExactly("1 \u001F");
    assertThat(how.read("P*M").events()).containsExactly("1 P*M");
  }

  @Test
  @DisplayName("members and frames follow one another, empty and skippable ones among them")
  void concatenated() {
    byte[] one = Streams.gzip("one\ntw");
    byte[] two = Streams.gzip("o\nthree\n");
    byte[] none = Streams.gzip("");
    assertWhole(Streams.concat(one, two));
    assertWhole(Streams.concat(none, one, none, none, two, none));
    assertThat(how.read(Streams.gzip("")).flaw()).isEmpty();
    byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
    byte[] front = Streams.zstd("one\ntw");
    byte[] back = Streams.zstd("o\nthree\n");
    assertWhole(Streams.concat(skippable, front, skippable, back, skippable));
  }

  @Test
  @DisplayName("members are told from one another wherever a read ends")
  void pieces() {
    var bytes = Streams.concat(Streams.gzip("one\ntw"), Streams.gzip("o\nthree\n"));
    for (int most = 1; most < 40; most++) {
      assertThat(how.read(Streams.inPieces(bytes, new Random(most), most)).events())
          .containsExactly("1 one", "2 two", "3 three");
    }
  }

  @Test
  @DisplayName("every optional field of a gzip header is passed over, its checksum checked")
  void headers() {
    for (int flags = 0; flags < 32; flags++) {
      assertWhole(member(flags, 0));
    }
    assertThat(how.read(member(HEADER_CRC | EXTRA | NAME | COMMENT, 1)).message())
        .isEqualTo("corrupt gzip: the header's checksum does not match at byte 0");
    assertThat(how.read(member(0x20, 0)).message())
        .isEqualTo("corrupt gzip: reserved flags are set at byte 0");
    byte[] method = member(0, 0);
    method[2] = 7;
    assertThat(how.read(method).message())
        .isEqualTo("corrupt gzip: unknown compression method at byte 0");
  }

  @Test
  @DisplayName("zeros may follow gzip; anything else is trailing garbage, told at the end")
  void trailing() {
    byte[] gzip = Streams.gzip(TEXT);
    assertWhole(Streams.concat(gzip, new byte[10_000]));
    for (var garbage :
        new byte[][] {
          {1}, {0, 1}, {0x1F, 1}, {0x1F, 0x1F}, Arrays.copyOf(new byte[] {0}, 70_000)
        }) {
      byte[] tail = garbage.clone();
      tail[tail.length - 1] |= 1;
      var framed = how.read(Streams.concat(gzip, tail));
      assertThat(framed.events()).hasSize(3);
      assertThat(framed.flaw()).isEqualTo("trailing-garbage");
      assertThat(framed.message()).endsWith("at byte 14");
    }
    var cut = how.read(Streams.concat(gzip, new byte[] {0x1F, (byte) 0x8B, 8}));
    assertThat(cut.events()).hasSize(3);
    assertThat(cut.flaw()).isEqualTo("truncated-gzip");
  }

  @Test
  @DisplayName("a wrong checksum or size is told after what came before")
  void checks() {
    for (int back = 1; back <= 8; back++) {
      byte[] gzip = Streams.gzip(TEXT);
      gzip[gzip.length - back] ^= 1;
      var framed = how.read(gzip);
      assertThat(framed.events()).hasSize(3);
      assertThat(framed.message())
          .isEqualTo(
              back <= 4
                  ? "corrupt gzip: the size does not match at byte 14"
                  : "corrupt gzip: the checksum does not match at byte 14");
      assertThat(framed.flaw()).isEqualTo("corrupt-gzip");
    }
  }

  @Test
  @DisplayName("cut at any byte, every whole event before the cut comes out, then the error")
  void truncatedGzip() {
    var random = new Random(7);
    var text = new StringBuilder("{\"Records\":[");
    for (int i = 0; i < 50; i++) {
      text.append(i == 0 ? "" : ",").append("{\"n\":").append(random.nextLong()).append('}');
    }
    text.append("]}");
    byte[] gzip = Streams.gzip(text.toString());
    var as = Framed.as(Format.JSON_ARRAY).block(64);
    var whole = as.read(gzip).events();
    assertThat(whole).hasSize(50);
    int before = 0;
    for (int length = 2; length < gzip.length; length++) {
      var framed = as.read(Arrays.copyOf(gzip, length));
      assertThat(framed.flaw()).as("cut at %d", length).isEqualTo("truncated-gzip");
      assertThat(framed.rejected()).isEmpty();
      assertThat(framed.events()).isEqualTo(whole.subList(0, framed.events().size()));
      assertThat(framed.events()).hasSizeGreaterThanOrEqualTo(before);
      before = framed.events().size();
      // All that the bytes before the cut can give.
      int bytes = Integer.parseInt(framed.message().replaceAll(".*at byte ", ""));
      long ends = text.substring(0, bytes).chars().filter(c -> c == '}').count();
      assertThat(framed.events()).hasSize((int) Math.min(50, ends));
    }
    assertThat(before).isEqualTo(50);
  }

  @Test
  @DisplayName("lines before a cut come out, the one it cuts does not")
  void truncatedLines() {
    byte[] gzip = Streams.gzip("one\ntwo\nthr");
    var framed = how.read(Arrays.copyOf(gzip, gzip.length - 8));
    assertThat(framed.events()).containsExactly("1 one", "2 two");
    assertThat(framed.flaw()).isEqualTo("truncated-gzip");
    byte[] tiny = Streams.gzip("a\nb");
    assertThat(how.read(Arrays.copyOf(tiny, tiny.length - 8)).events()).containsExactly("1 a");
  }

  @Test
  @DisplayName("any byte of gzip or zstd changed: events or an error, never anything else")
  void corrupt() {
    byte[] zstd = Streams.zstd(TEXT.repeat(20));
    byte[] gzip = Streams.gzip(TEXT.repeat(20));
    for (byte[] good : new byte[][] {zstd, gzip}) {
      for (int i = 0; i < good.length; i++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] bad = good.clone();
          bad[i] ^= (byte) (1 << bit);
          var framed = how.read(bad);
          assertThat(framed.flaw())
              .isIn(
                  "",
                  "corrupt-gzip",
                  "truncated-gzip",
                  "trailing-garbage",
                  "corrupt-zstd",
                  "truncated-zstd");
        }
      }
    }
  }

  @Test
  @DisplayName("zstd cut short is told, after what came before")
  void truncatedZstd() {
    byte[] zstd = Streams.concat(Streams.zstd("one\n"), Streams.zstd("two\n"));
    var framed = how.read(Arrays.copyOf(zstd, zstd.length - 1));
    assertThat(framed.events().getFirst()).isEqualTo("1 one");
    assertThat(framed.flaw()).isEqualTo("truncated-zstd");
  }

  @Test
  @DisplayName("one framer serves many streams, broken ones among them")
  void reused() throws Exception {
    var framer =
        new StreamFramer(
            new Framing(Format.LINES, FieldPath.of("Records"), DataSize.of("1KiB")),
            new Blocks(4096, 1 << 20));
    byte[] gzip = Streams.gzip(TEXT);
    for (int i = 0; i < 100; i++) {
      var cut = new ByteArrayInputStream(gzip, 0, 15);
      assertThat(
              catchThrowable(() -> framer.read(cut, Framed.ORIGIN, batch -> batch.release().run())))
          .isInstanceOf(MalformedException.class);
      assertThat(
              framer.read(
                  new ByteArrayInputStream(gzip), Framed.ORIGIN, batch -> batch.release().run()))
          .isEqualTo(3);
    }
  }

  private void assertWhole(byte[] stream) {
    var framed = how.read(stream);
    assertThat(framed.flaw()).isEmpty();
    assertThat(framed.events()).containsExactly("1 one", "2 two", "3 three");
  }

  private static byte[] member(int flags, int error) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
    if ((flags & EXTRA) != 0) {
      out.writeBytes(new byte[] {5, 0, 0, 1, 0, 2, 0});
    }
    if ((flags & NAME) != 0) {
      out.writeBytes(new byte[] {'a', '.', 'g', 'z', 0});
    }
    if ((flags & COMMENT) != 0) {
      out.writeBytes(new byte[] {'x', 0});
    }
    var crc = new CRC32();
    if ((flags & HEADER_CRC) != 0) {
      crc.update(out.toByteArray());
      little(out, crc.getValue() ^ error, 2);
    }
    var bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    var deflater = new Deflater(9, true);
    deflater.setInput(bytes);
    deflater.finish();
    var deflated = new byte[100];
    out.write(deflated, 0, deflater.deflate(deflated));
    deflater.end();
    crc.reset();
    crc.update(bytes);
    little(out, crc.getValue(), 4);
    little(out, bytes.length, 4);
    return out.toByteArray();
  }

  private static void little(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }
}
