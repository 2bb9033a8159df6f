package io.logboom.core.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Framing.Format;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each format makes of well-formed and of broken streams. */
final class StreamFramerTest {

  @Nested
  @DisplayName("lines")
  final class OfLines {
    private final Framed.How how = Framed.as(Format.LINES).most(1024);

    @Test
    @DisplayName("end with LF or CRLF or the stream; empty ones are none")
    void lines() {
      var framed = how.read("one\r\n\n\r\n two \nthree\r\r\nfour");
      assertThat(framed.events()).containsExactly("1 one", "2  two ", "3 three\r", "4 four");
      assertThat(framed.flaw()).isEmpty();
      assertThat(how.read("").events()).isEmpty();
      assertThat(how.read("\n").batches()).isZero();
    }

    @Test
    @DisplayName("too long are rejected with place, size and first bytes; the rest goes on")
    void tooLong() {
      var exact = "e".repeat(1024);
      var framed =
          how.read("a\n" + exact + "\r\n" + "x".repeat(1025) + "\n" + "y".repeat(9999) + "\r\nb");
      assertThat(framed.events()).containsExactly("1 a", "2 " + exact, "5 b");
      assertThat(framed.rejected())
          .containsExactly(
              "place#3 larger than max-event-size, which is 1KiB (1025 bytes, from byte 1028 of the"
                  + " stream; only the first are kept)",
              "place#4 larger than max-event-size, which is 1KiB (9999 bytes, from byte 2054 of the"
                  + " stream; only the first are kept)");
      assertThat(framed.bytes()).allSatisfy(bytes -> assertThat(bytes).hasSize(1024));
    }

    @Test
    @DisplayName("are not judged, and lose a byte order mark")
    void anyBytes() {
      var framed =
          how.read(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', 10, (byte) 0xFF});
      assertThat(framed.events()).containsExactly("1 a", "2 \uFFFD");
    }
  }

  @Nested
  @DisplayName("raw")
  final class OfRaw {
    private final Framed.How how = Framed.as(Format.RAW).most(1024).block(512);

    @Test
    @DisplayName("is the stream as it is; an empty one is none")
    void whole() {
      assertThat(how.read("\uFEFFone\r\n\n two").events()).containsExactly("1 \uFEFFone\r\n\n two");
      assertThat(how.read("").batches()).isZero();
      assertThat(how.read("x".repeat(1024)).events()).containsExactly("1 " + "x".repeat(1024));
    }

    @Test
    @DisplayName("is decompressed first")
    void compressed() throws Exception {
      assertThat(how.read(Streams.gzip("one\ntwo")).events()).containsExactly("1 one\ntwo");
    }

    @Test
    @DisplayName("is rejected when it is too large")
    void tooLarge() {
      var framed = how.read("x".repeat(5000));
      assertThat(framed.events()).isEmpty();
      assertThat(framed.rejected())
          .containsExactly(
              "place#1 larger than max-event-size, which is 1KiB (5000 bytes, from byte 0 of the"
                  + " stream; only the first are kept)");
      assertThat(framed.bytes()).allSatisfy(bytes -> assertThat(bytes).hasSize(1024));
    }
  }

  @Nested
  @DisplayName("json-array")
  final class OfArray {
    private final Framed.How how = Framed.as(Format.JSON_ARRAY).most(1024);

    @Test
    @DisplayName("gives the items of the array at the path")
    void items() {
      assertThat(how.read("{\"Records\":[{\"a\":1},{\"b\":[2]} , {}]}").events())
          .containsExactly("1 {\"a\":1}", "2 {\"b\":[2]}", "3 {}");
      assertThat(
              how.path("a.b")
                  .read("{\"b\":[{}],\"a\":{\"x\":{\"b\":[{}]},\"b\":[{\"c\":1}]}}")
                  .events())
          .containsExactly("1 {\"c\":1}");
      assertThat(how.read("\uFEFF {\"Records\" : [ ] } \n").flaw()).isEmpty();
      assertThat(how.read("{\"\\u0052ecords\":[{}]}").events()).hasSize(1);
    }

    @Test
    @DisplayName("runs over other members, and reads a second array of the same name")
    void others() {
      var other = "\"x\":{\"Records\":[1,\"]}\\\"\"]},\"long\":\"" + "l".repeat(20_000) + "\",";
      var framed =
          how.read("{" + other + "\"Records\":[{\"a\":1}]," + other + "\"Records\":[{\"b\":2}]}");
      assertThat(framed.events()).containsExactly("1 {\"a\":1}", "2 {\"b\":2}");
      assertThat(framed.flaw()).isEmpty();
    }

    @Test
    @DisplayName("says what is missing or in the array's place")
    void noRecords() {
      assertThat(how.read("{}").message()).isEqualTo("Records is missing at byte 2");
      assertThat(how.read("{\"Records\":null}").message())
          .isEqualTo("Records is null, not an array at byte 16");
      assertThat(how.read("{\"Records\":{\"a\":[]}}").message()).startsWith("Records is an object");
      assertThat(how.path("a.b").read("{\"a\":1}").message())
          .startsWith("a.b is a number at a, not an array");
      assertThat(how.read("{\"Records\":\"[]\"}").flaw()).isEqualTo("no-records");
      assertThat(how.read("[{}]").flaw()).isEqualTo("no-records");
      assertThat(how.read("").flaw()).isEqualTo("not-json");
      assertThat(how.read("hello").flaw()).isEqualTo("not-json");
      assertThat(how.read("\u00FE\u00FF").flaw()).isEqualTo("not-json");
      assertThat(how.read(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0}).message())
          .startsWith("the text is UTF-16");
    }

    @Test
    @DisplayName("rejects what is no object, and goes on")
    void noObjects() {
      var framed = how.read("{\"Records\":[1,{},null,[{}],\"]\",{\"a\":1},12x]}");
      assertThat(framed.events()).containsExactly("2 {}", "6 {\"a\":1}");
      assertThat(framed.rejected())
          .containsExactly(
              "place#1 not an object but a number (1 bytes, from byte 12 of the stream)",
              "place#3 not an object but null (4 bytes, from byte 17 of the stream)",
              "place#4 not an object but an array (4 bytes, from byte 22 of the stream)",
              "place#5 not an object but a string (3 bytes, from byte 27 of the stream)",
              "place#7 not an object but a number (3 bytes, from byte 39 of the stream)");
    }

    @Test
    @DisplayName("rejects a broken item as far as its brackets tell, and goes on")
    void brokenItems() {
      var framed = how.read("{\"Records\":[{\"a\":tru},{\"b\":1},{\"c\":\"\n\"},{\"d\":2}]}");
      assertThat(framed.events()).containsExactly("2 {\"b\":1}", "4 {\"d\":2}");
      assertThat(framed.rejected()).hasSize(2).allMatch(r -> r.contains("not JSON: "));
      assertThat(framed.bytes().getFirst()).asString().isEqualTo("{\"a\":tru}");
      assertThat(framed.flaw()).isEmpty();
    }

    @Test
    @DisplayName("rejects an item too large with its place and first bytes, and goes on")
    void tooLarge() {
      var large = "{\"a\":\"" + "x".repeat(50_000) + "\"}";
      var exact = "{\"a\":\"" + "x".repeat(1016) + "\"}";
      var framed = how.read("{\"Records\":[" + exact + "," + large + ",{\"b\":1}]}");
      assertThat(framed.events()).containsExactly("1 " + exact, "3 {\"b\":1}");
      assertThat(framed.rejected())
          .containsExactly(
              "place#2 larger than max-event-size, which is 1KiB (50008 bytes, from byte 1037 of"
                  + " the stream; only the first are kept)");
      assertThat(framed.bytes().getFirst())
          .hasSize(1024)
          .startsWith("{\"a\":\"xxx".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("hands on what is whole before the document breaks off or goes wrong")
    void brokenDocument() {
      assertThat(how.read("{\"Records\":[{\"a\":1},{\"b\":").events())
          .containsExactly("1 {\"a\":1}");
      assertThat(how.read("{\"Records\":[{\"a\":1},{\"b\":").flaw()).isEqualTo("truncated-json");
      assertThat(how.read("{\"Records\":[{\"a\":1}").flaw()).isEqualTo("truncated-json");
      assertThat(how.read("{\"Records\":[{\"a\":1}]").flaw()).isEqualTo("truncated-json");
      assertThat(how.read("{\"Records\":[{\"a\":1} {}]}").flaw()).isEqualTo("not-json");
      assertThat(how.read("{\"Records\":[{\"a\":1},]}").flaw()).isEqualTo("not-json");
      assertThat(how.read("{\"Records\":[{\"a\":1}],}").flaw()).isEqualTo("not-json");
      var trailing = how.read("{\"Records\":[{\"a\":1}]} x");
      assertThat(trailing.events()).hasSize(1);
      assertThat(trailing.message()).isEqualTo("something follows the document at byte 22");
      assertThat(trailing.flaw()).isEqualTo("trailing-garbage");
    }
  }

  @Nested
  @DisplayName("json")
  final class OfTexts {
    private final Framed.How how = Framed.as(Format.JSON).most(1024);

    @Test
    @DisplayName("gives one text after another")
    void texts() {
      assertThat(how.read("{\"a\":1}{\"b\":2}\n[3] \"four\"5 true\n{\"Records\":[{}]}").events())
          .containsExactly(
              "1 {\"a\":1}",
              "2 {\"b\":2}",
              "3 [3]",
              "4 \"four\"",
              "5 5",
              "6 true",
              "7 {\"Records\":[{}]}");
      assertThat(how.read(" ").flaw()).isEmpty();
    }

    @Test
    @DisplayName("rejects a broken text and goes on behind it")
    void broken() {
      var framed =
          how.read(
              """
              {"a":tru}{"b":1}
              {"c":
              {"d":1}
              no json
              12,3
              {"e":"open
              {"f":1}
              {]
              {"g":1}
              """);
      assertThat(framed.events())
          .containsExactly("2 {\"b\":1}", "4 {\"d\":1}", "8 {\"f\":1}", "10 {\"g\":1}");
      assertThat(framed.rejected()).hasSize(6);
    }

    @Test
    @DisplayName("tells a text that breaks off")
    void cut() {
      var framed = how.read("{\"a\":1}\n{\"b\":");
      assertThat(framed.events()).containsExactly("1 {\"a\":1}");
      assertThat(framed.flaw()).isEqualTo("truncated-json");
      assertThat(how.read("tru").flaw()).isEqualTo("truncated-json");
    }

    @Test
    @DisplayName("rejects a text too large")
    void tooLarge() {
      var framed = how.read("{\"a\":\"" + "x".repeat(5000) + "\"}\n{\"b\":1}");
      assertThat(framed.events()).containsExactly("2 {\"b\":1}");
      assertThat(framed.rejected().getFirst()).startsWith("place#1 larger than max-event-size");
    }
  }

  @Nested
  @DisplayName("auto")
  final class Auto {
    private final Framed.How how = Framed.as(Format.AUTO).most(1024);

    @Test
    @DisplayName("takes the items of a document, also of several")
    void documents() {
      assertThat(how.read("{\"Records\":[{\"a\":1},{\"b\":2}]}").events()).hasSize(2);
      assertThat(
              how.read("{\"x\":1,\"Records\":[{\"a\":1}],\"y\":2}{\"Records\":[{\"b\":1}]}")
                  .events())
          .containsExactly("1 {\"a\":1}", "2 {\"b\":1}");
      assertThat(how.read("[{\"a\":1},{\"b\":2}]").events())
          .containsExactly("1 {\"a\":1}", "2 {\"b\":2}");
      assertThat(how.read("[]").events()).isEmpty();
    }

    @Test
    @DisplayName("takes any other object as one event")
    void singles() {
      assertThat(how.read("{\"version\":\"0\",\"detail\":{\"Records\":[1]}}").events()).hasSize(1);
      assertThat(how.read("{\"Records\":null}").events()).containsExactly("1 {\"Records\":null}");
      assertThat(how.read("{\n  \"a\": 1\n}\n").events()).containsExactly("1 {\n  \"a\": 1\n}");
      assertThat(how.read("{}").events()).containsExactly("1 {}");
      assertThat(how.read("[1,\n2]").events()).containsExactly("1 [1,\n2]");
      assertThat(how.read("[\"a\"] \n").events()).containsExactly("1 [\"a\"]");
    }

    @Test
    @DisplayName("finds the array in an object too large to be an event")
    void lateArray() {
      var large = "\"x\":\"" + "x".repeat(5000) + "\"";
      assertThat(how.read("{" + large + ",\"Records\":[{\"a\":1}]}").events())
          .containsExactly("1 {\"a\":1}");
      var framed = how.read("{" + large + "}\n{\"b\":1}");
      assertThat(framed.events()).containsExactly("2 {\"b\":1}");
      assertThat(framed.rejected().getFirst())
          .startsWith(
              "place#1 larger than max-event-size, which is 1KiB (5008 bytes, from byte 0 of");
      assertThat(framed.bytes().getFirst()).hasSize(1024);
    }

    @Test
    @DisplayName("takes JSON lines one by one and rejects a broken one")
    void jsonLines() {
      var framed = how.read("{\"a\":1}\n{\"b\":tru}\nhello\n\n{\"c\":1}\n[1]\n{\"d\":2}\n");
      assertThat(framed.events())
          .containsExactly("1 {\"a\":1}", "4 {\"c\":1}", "5 [1]", "6 {\"d\":2}");
      assertThat(framed.rejected())
          .satisfiesExactly(
              r -> assertThat(r).startsWith("place#2 not JSON: "),
              r ->
                  assertThat(r)
                      .isEqualTo(
                          "place#3 not an object or an array (5 bytes, from byte 18 of the"
                              + " stream)"));
    }

    @Test
    @DisplayName("takes everything else as lines")
    void lines() {
      assertThat(how.read("2026 hello\n{\"a\":1}\n").events())
          .containsExactly("1 2026 hello", "2 {\"a\":1}");
      assertThat(how.read("[error] no\n[info] yes").events())
          .containsExactly("1 [error] no", "2 [info] yes");
      assertThat(how.read("[1234] begins\n[1234] ends").events())
          .containsExactly("1 [1234] begins", "2 [1234] ends");
      assertThat(how.read("{name} is gone\nbye").events())
          .containsExactly("1 {name} is gone", "2 bye");
      assertThat(how.read("").events()).isEmpty();
    }
  }
}
