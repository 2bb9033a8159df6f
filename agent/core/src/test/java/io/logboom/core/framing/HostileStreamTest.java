package io.logboom.core.framing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.logboom.core.memory.Blocks;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.Framing.Format;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Rejected;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams made to break a reader: too large, too deep, not what they say. */
final class HostileStreamTest {
  private static final long GIB = 1L << 30;

  /**
   * The most memory that may be allocated while 1 GiB goes through. What is never allocated is
   * never held, so this bounds the peak too; and it is a number that does not vary.
   */
  private static final long MEMORY = 24 << 20;

  private static final String KIB = "x".repeat(1024);

  @ParameterizedTest
  @EnumSource(names = {"JSON_ARRAY", "AUTO"})
  @DisplayName("a document of 1 GiB on one line flows through")
  void document(Format format) throws Exception {
    var item = "{\"a\":\"" + KIB.repeat(64) + "\"}";
    long items = GIB / (item.length() + 1);
    var seen = read(format, Streams.endless("{\"Records\":[" + item, "," + item, items, "]}"));
    assertThat(seen.count).isEqualTo(items + 1);
    assertThat(seen.rejected).isEmpty();
    assertThat(seen.largest).isLessThan(1 << 20);
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON_ARRAY", "AUTO"})
  @DisplayName("a string of 1 GiB beside the array is run over")
  void member(Format format) throws Exception {
    var seen =
        read(
            format,
            Streams.endless("{\"x\":\"", KIB, GIB / 1024, "\",\"Records\":[{\"a\":1}],\"y\":{}}"));
    assertThat(seen.count).isEqualTo(1);
    assertThat(seen.rejected).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON_ARRAY", "AUTO"})
  @DisplayName("an item of 1 GiB is rejected with its size, and the rest goes on")
  void item(Format format) throws Exception {
    var seen =
        read(
            format,
            Streams.endless(
                "{\"Records\":[{\"a\":1},{\"x\":\"", KIB, GIB / 1024, "\"},{\"b\":1}]}"));
    assertThat(seen.count).isEqualTo(3);
    assertThat(seen.rejected)
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.reason())
                  .startsWith(
                      "larger than max-event-size, which is 4MiB (1073741832 bytes, from byte 20"
                          + " of");
              assertThat(rejected.event().length()).isEqualTo(1024);
              assertThat(rejected.event().ordinal()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"LINES", "AUTO"})
  @DisplayName("a line of 1 GiB is rejected with its size, and the rest goes on")
  void line(Format format) throws Exception {
    var seen = read(format, Streams.endless("one\n", KIB, GIB / 1024, "\r\nthree\n"));
    assertThat(seen.count).isEqualTo(3);
    assertThat(seen.rejected)
        .singleElement()
        .satisfies(
            rejected ->
                assertThat(rejected.reason())
                    .startsWith(
                        "larger than max-event-size, which is 4MiB (1073741824 bytes, from byte 4"
                            + " of"));
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "AUTO"})
  @DisplayName("a JSON text of 1 GiB is rejected with its size, and the rest goes on")
  void text(Format format) throws Exception {
    var seen = read(format, Streams.endless("{\"x\":\"", KIB, GIB / 1024, "\"}\n{\"b\":1}"));
    assertThat(seen.count).isEqualTo(2);
    assertThat(seen.rejected).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("white space and nothing else does not fill the memory")
  void space(Format format) throws Exception {
    var seen = read(format, Streams.endless("", " \n \r\n", 10_000_000, "{\"Records\":[{}]}"));
    assertThat(seen.rejected).hasSize(format == Format.RAW ? 1 : 0);
    assertThat(seen.count).isEqualTo(format == Format.LINES ? 20_000_001 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[", "{\"a\"", "{\"a\":1", "{\"a\":1,", "[{}", "[{},", "[1,"})
  @DisplayName("white space inside a text does not fill the memory either")
  void spaceInside(String head) throws Exception {
    for (var format : List.of(Format.AUTO, Format.JSON, Format.JSON_ARRAY)) {
      var in = Streams.endless(head, " \n \r\n", 4_000_000, "}");
      var framer = framer(format);
      var seen = new Seen();
      assertThat(allocated(() -> catchThrowable(() -> seen.read(framer, in)))).isLessThan(MEMORY);
    }
  }

  @Test
  @DisplayName("a gzip bomb is cut into events like anything else")
  void bomb() throws Exception {
    byte[] inner = Streams.gzip(("{\"a\":\"" + KIB.repeat(60) + "\"}\n").repeat(1000));
    byte[] bomb = Streams.gzip(inner);
    assertThat(bomb.length).isLessThan(10_000);
    var seen = read(Format.AUTO, new ByteArrayInputStream(bomb));
    assertThat(seen.count).isEqualTo(1000);
  }

  @Test
  @DisplayName("a stream that may hold so much holds no more, whatever it was compressed to")
  void limit() throws Exception {
    var inner = "{\"n\":1}\n{\"n\":2}\n" + "\n".repeat(1 << 20);
    for (byte[] stream :
        List.of(inner.getBytes(UTF_8), Streams.gzip(inner), Streams.gzip(Streams.gzip(inner)))) {
      var events = new ArrayList<Long>();
      assertThatThrownBy(
              () ->
                  framer(Format.AUTO)
                      .read(
                          new ByteArrayInputStream(stream),
                          inner.length() - 1,
                          Framed.ORIGIN,
                          batch -> batch.events().forEach(event -> events.add(event.ordinal()))))
          .isInstanceOfSatisfying(
              MalformedException.class, e -> assertThat(e.reason()).isEqualTo(Framer.TOO_LARGE));
      assertThat(events).containsExactly(1L, 2L);
      var count =
          framer(Format.AUTO)
              .read(
                  new ByteArrayInputStream(stream),
                  inner.length(),
                  Framed.ORIGIN,
                  batch -> batch.release().run());
      assertThat(count).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("tiny events make batches of bounded size that count what they weigh")
  void tiny() throws Exception {
    var seen = read(Format.JSON_ARRAY, Streams.endless("{\"Records\":[{}", ",{}", 199_999, "]}"));
    assertThat(seen.count).isEqualTo(200_000);
    assertThat(seen.most).isEqualTo(4096);
    assertThat(seen.largest).isGreaterThan(4096 * 64);
  }

  @Test
  @DisplayName("nesting 10,000 deep is rejected, and the rest goes on")
  void deep() {
    var deep = "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    for (var stream :
        List.of(
            "{\"Records\":[{\"n\":1}," + deep + ",{\"n\":2}]}",
            "{\"n\":1}\n" + deep + "\n{\"n\":2}")) {
      var framed = Framed.as(Format.AUTO).read(stream);
      assertThat(framed.events()).containsExactly("1 {\"n\":1}", "3 {\"n\":2}");
      assertThat(framed.rejected()).singleElement().asString().startsWith("place#2 not JSON: ");
      assertThat(framed.bytes().getFirst()).asString().isEqualTo(deep);
      assertThat(framed.flaw()).isEmpty();
    }
  }

  @Test
  @DisplayName("numbers of 400 digits and duplicate names go through as they are")
  void unchanged() {
    var item = "{\"n\":-" + "9".repeat(400) + "." + "1".repeat(400) + "e+" + "3".repeat(400) + "}";
    assertThat(Framed.as(Format.JSON_ARRAY).read("{\"Records\":[" + item + "]}").events())
        .containsExactly("1 " + item);
    var twice = "{\"a\":1,\"a\":2}";
    assertThat(Framed.as(Format.JSON_ARRAY).read("{\"Records\":[" + twice + "]}").events())
        .containsExactly("1 " + twice);
  }

  @Test
  @DisplayName("invalid UTF-8 in one record is rejected with its bytes, and the rest goes on")
  void utf8() {
    byte[] bad = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '(', '"', '}'};
    var framed =
        Framed.as(Format.JSON_ARRAY)
            .read(
                Streams.concat(
                    "{\"Records\":[{\"n\":1},".getBytes(UTF_8),
                    bad,
                    ",{\"n\":2}]}".getBytes(UTF_8)));
    assertThat(framed.events()).containsExactly("1 {\"n\":1}", "3 {\"n\":2}");
    assertThat(framed.bytes().getFirst()).isEqualTo(bad);
    assertThat(framed.rejected().getFirst()).startsWith("place#2 not JSON: ").contains("byte 7");
  }

  @Test
  @DisplayName("an event that comes byte by byte takes time in proportion to its size")
  void trickle() {
    var large = "{\"a\":\"" + "x".repeat(2 << 20) + "\"}";
    var stream = Streams.inPieces(large.getBytes(UTF_8), new Random(1), 1);
    var framed = Framed.as(Format.AUTO).most(4 << 20).read(stream);
    assertThat(framed.events()).containsExactly("1 " + large);
  }

  private static Seen read(Format format, InputStream in) throws Exception {
    var framer = framer(format);
    var seen = new Seen();
    long allocated = allocated(() -> seen.read(framer, in));
    // Besides the events' own objects.
    assertThat(allocated - 100 * seen.events).as("bytes allocated").isLessThan(MEMORY);
    return seen;
  }

  private static StreamFramer framer(Format format) {
    var framing = new Framing(format, FieldPath.of("Records"), DataSize.of("4MiB"));
    return new StreamFramer(framing, new Blocks(512 << 10, 8 << 20));
  }

  private static long allocated(Callable<?> action) throws Exception {
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = bean.getCurrentThreadAllocatedBytes();
    action.call();
    return bean.getCurrentThreadAllocatedBytes() - before;
  }

  /** What came out. */
  private static final class Seen {
    private final List<Rejected> rejected = new ArrayList<>();
    private long count;
    private long events;
    private long largest;
    private int most;

    Seen read(StreamFramer framer, InputStream in) throws Exception {
      count =
          framer.read(
              in,
              Framed.ORIGIN,
              batch -> {
                most = Math.max(most, batch.events().size());
                events += batch.events().size();
                largest = Math.max(largest, batch.bytes());
                rejected.addAll(batch.rejected());
                batch.release().run();
              });
      return this;
    }
  }
}
