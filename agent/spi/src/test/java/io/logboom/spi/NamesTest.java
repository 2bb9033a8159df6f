package io.logboom.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void findsEveryNameAndNoOther() {
    long seed = Long.getLong("logboom.seed", 42);
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var all = new LinkedHashSet<String>();
      for (int i = random.nextInt(60); i > 0; i--) {
        all.add(name(random));
      }
      var list = List.copyOf(all);
      var names = Names.of(list);
      assertThat(names.size()).isEqualTo(list.size());
      var asked = new ArrayList<>(list);
      for (int i = 0; i < 60; i++) {
        asked.add(name(random));
      }
      for (var name : asked) {
        assertThat(find(names, name, random))
            .as("%s in %s, seed %s", name, list, seed)
            .isEqualTo(list.indexOf(name));
      }
    }
  }

  /** Few letters and a common beginning and end, so that names are alike. */
  private static String name(Random random) {
    var text = new StringBuilder(random.nextBoolean() ? "eventTim" : "");
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append("ab\u00e9\0".charAt(random.nextInt(4)));
    }
    return text.append(random.nextBoolean() ? "Identity" : "").toString();
  }

  /** Anywhere in an array, its very end included. */
  private static int find(Names names, String name, Random random) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    int before = random.nextInt(10);
    var array = new byte[before + utf8.length + (random.nextBoolean() ? 0 : random.nextInt(20))];
    random.nextBytes(array);
    System.arraycopy(utf8, 0, array, before, utf8.length);
    return names.indexOf(array, before, before + utf8.length);
  }

  @Test
  void aNameStandsOnce() {
    assertThatThrownBy(() -> Names.of("a", "b", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name a is there twice");
  }

  @Test
  void thereMayBeNone() {
    assertThat(Names.of().indexOf(new byte[0], 0, 0)).isEqualTo(-1);
    assertThat(Names.of("").indexOf(new byte[0], 0, 0)).isZero();
  }
}
