package io.logboom.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.spi.Bytes;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class JsonTest {

  @Test
  void keepsDigitsAndOrder() throws MalformedException {
    assertThat(printed(parse(" { \"b\" : [ 1.50 , -0 , 1e5 , true , null ] , \"a\" : { } } ")))
        .isEqualTo("{\"b\":[1.50,-0,1e5,true,null],\"a\":{}}");
  }

  @Test
  void theLastOfTheSameNamesCounts() throws MalformedException {
    assertThat(printed(parse("{\"a\":1,\"b\":2,\"\\u0061\":3}"))).isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void decodesAndEncodesText() throws MalformedException {
    assertThat(parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\ude00\\ud83d\""))
        .isEqualTo(new Value.Str("\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud83d"));
    assertThat(printed(new Value.Str("a\u0001\n\"\u00e9\ud83d\ude00\ude00z\ud83d")))
        .isEqualTo("\"a\\u0001\\n\\\"\u00e9\ud83d\ude00\\ude00z\\ud83d\"");
  }

  @Test
  void whatIsNoEscapeStaysAsItIs() {
    for (var text : new String[] {"\\", "a\\q", "\\u12", "\\u12G4", "\\uD83"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(Text.decode(bytes, 0, bytes.length)).isEqualTo(text);
    }
  }

  @Test
  void treesDoNotChange() throws MalformedException {
    var tree = (Value.Obj) parse("{\"a\":[]}");

    assertThatThrownBy(() -> tree.fields().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Value.Arr) tree.fields().get("a")).items().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void namesThePlaceFromTheBeginningOfTheText() {
    byte[] array = "xx[1,]".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Json.parse(array, 2, array.length))
        .isInstanceOf(MalformedException.class)
        .hasMessage("expected a value, found ']' at byte 3");
  }

  @Test
  void refusesToPrintWhatIsNoJson() {
    for (var digits : new String[] {"", "01", "1 ", " 1", "true", "1.", "NaN", "1,2"}) {
      assertThatThrownBy(() -> printed(new Value.Arr(List.of(new Value.Num(digits)))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + digits + "\"");
    }
    assertThat(printed(nested(Scan.MAX_DEPTH))).hasSize(2 * Scan.MAX_DEPTH + 4);
    assertThatThrownBy(() -> printed(nested(Scan.MAX_DEPTH + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
    var object = new Value.Obj(new TreeMap<>(Map.of("a", new Value.Num("x"))));
    assertThatThrownBy(() -> printed(object)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void depthTakesNoStack() throws Exception {
    String json = "[{\"a\":".repeat(Scan.MAX_DEPTH / 2) + "1" + "}]".repeat(Scan.MAX_DEPTH / 2);
    var printed = new AtomicReference<String>();
    var thread =
        new Thread(
            null,
            () -> {
              try {
                printed.set(printed(parse(json)));
              } catch (MalformedException e) {
                throw new AssertionError(e);
              }
            },
            "small stack",
            200 << 10);
    thread.start();
    thread.join();
    assertThat(printed).hasValue(json);
  }

  private static Value nested(int levels) {
    Value value = Value.Word.NULL;
    for (int i = 0; i < levels; i++) {
      value = new Value.Arr(List.of(value));
    }
    return value;
  }

  private static Value parse(String json) throws MalformedException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Json.parse(bytes, 0, bytes.length);
  }

  private static String printed(Value value) {
    var to = new Bytes(byte[]::new).begin();
    Json.print(value, to);
    return new String(to.toByteArray(), StandardCharsets.UTF_8);
  }
}
