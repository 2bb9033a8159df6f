package io.logboom.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.Fields;
import io.logboom.spi.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpotsTest {
  private static final Origin ORIGIN = new Origin("in", "here", Instant.EPOCH, Map.of());

  private final Blocks blocks = new Blocks(64, 1 << 20);

  @Test
  void judgesObjectsAsValuesAreJudged() {
    var spots = new Spots(blocks);
    for (var json :
        List.of(
            "{}x",
            "{ \n} ",
            "{\"a\":1,\"b\":[{}],\"c\":{\"d\":\"e\"}},",
            "{ \"a\" : 1 , \"b\" : null }\n{",
            "{\"a\":-}",
            "{\"a\":1,}",
            "{\"a\":1]",
            "{\"a\":01}",
            "{\"a\" 1}",
            "{\"a\":\"\\q\"}",
            "{,}",
            "{1}",
            "{\"a\":{\"b\":[1 2]}}",
            "{\"a\":".repeat(1000) + "1" + "}".repeat(1000),
            "{\"a\":".repeat(1001),
            "{\"a\":1,\"b\":" + "[".repeat(1001))) {
      byte[] array = json.getBytes(StandardCharsets.UTF_8);
      for (int to = 1; to <= array.length; to++) {
        assertThat(Scan.object(array, 0, to, spots))
            .as("%s up to %d", json, to)
            .isEqualTo(Scan.value(array, 0, to));
      }
    }
  }

  @Test
  void notesGiveTheFieldsThatScanningGives() throws Exception {
    var objects =
        List.of(
            "{}",
            "{\"a\":1}",
            "{ \"a\" : [ 1 , 2 ] ,\n\"\\u0062\" :\t{ \"c\" : \"}\" } , \"\":\"\\\"\"  }",
            "{\"colon:\":\":\",\"a\\\\\":0,\"a\":2,\"a\":3}",
            "{\"n\":0" + ",\"x\":1".repeat(500) + "}");
    byte[] array = String.join(",", objects).getBytes(StandardCharsets.UTF_8);
    var spots = new Spots(blocks);
    int[] places = new int[objects.size()];
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      int end = Scan.object(array, at, array.length, spots);
      places[i] = spots.end(end - at);
      at = end + 1;
      // One that fails in between leaves no trace.
      assertThat(Scan.object("{\"a\":1,".getBytes(StandardCharsets.UTF_8), 0, 7, spots))
          .isNegative();
      spots.forget();
    }
    byte[] copied = spots.takeCopy();
    at = 0;
    for (int i = 0; i < places.length; i++) {
      int length = objects.get(i).length();
      var noted = JsonEvent.valid(array, at, length, ORIGIN, i, copied, places[i]);
      var scanned = JsonEvent.valid(array, at, length, ORIGIN, i);
      var expected = positions(scanned.fields());
      assertThat(positions(noted.fields())).isEqualTo(expected);
      assertThat(positions(noted.with(ORIGIN).fields())).isEqualTo(expected);
      assertThat(noted.tree()).isEqualTo(scanned.tree());
      at += length + 1;
    }
  }

  @Test
  void escapedNamesAreFoundFromNotes() throws Exception {
    byte[] array = "{\"\\u0061\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
    var spots = new Spots(blocks);
    int end = Scan.object(array, 0, array.length, spots);
    int place = spots.end(end);
    byte[] notes = spots.take();

    var fields = JsonEvent.valid(array, 0, end, ORIGIN, 1, notes, place).fields();
    assertThat(fields.find("a")).isZero();
    assertThat(fields.indexIn(io.logboom.spi.Names.of("b", "a"), 0)).isEqualTo(1);
    assertThat(spots.take()).isEmpty();
  }

  @Test
  void anObjectTooLargeForNotesHasNone() throws Exception {
    String json = "{\"a\":\"" + "x".repeat(1 << 21) + "\",\"b\":1}";
    byte[] array = json.getBytes(StandardCharsets.UTF_8);
    var spots = new Spots(blocks);
    int end = Scan.object(array, 0, array.length, spots);

    int place = spots.end(end);
    assertThat(place).isEqualTo(Spots.NONE);
    var event = JsonEvent.valid(array, 0, end, ORIGIN, 1, spots.takeCopy(), place);
    assertThat(event.fields().find("b")).isEqualTo(1);
  }

  private static List<Integer> positions(Fields fields) {
    var positions = new ArrayList<Integer>();
    for (int i = 0; i < fields.size(); i++) {
      positions.add(fields.nameStart(i));
      positions.add(fields.nameEnd(i));
      positions.add(fields.valueStart(i));
      positions.add(fields.valueEnd(i));
    }
    return positions;
  }
}
