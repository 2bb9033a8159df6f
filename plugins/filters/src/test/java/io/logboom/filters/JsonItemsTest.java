package io.logboom.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonItemsTest {

  @Test
  void findsTheItemsThatWereJoined() {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    var records = new RandomRecords(seed);
    for (int round = 0; round < 5_000; round++) {
      boolean spaced = random.nextBoolean();
      var items = new ArrayList<String>();
      for (int i = random.nextInt(5); i > 0; i--) {
        items.add(records.value(0, spaced));
      }
      var space = spaced ? " \n" : "";
      var text = "[" + space + String.join(space + "," + space, items) + space + "]";
      assertThat(items(text)).as("seed %s: %s", seed, text).isEqualTo(items);
    }
  }

  private static List<String> items(String text) {
    byte[] utf8 = ("x" + text).getBytes(StandardCharsets.UTF_8);
    var items = new JsonItems(utf8, 1);
    var found = new ArrayList<String>();
    while (items.next()) {
      found.add(
          new String(utf8, items.start(), items.end() - items.start(), StandardCharsets.UTF_8));
      assertThat(items.number()).isEqualTo(found.size());
    }
    return found;
  }
}
