package io.logboom.filters.udm.schema;

import io.logboom.spi.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * A message: its fields, found by either spelling of their names. Filled once, when the schema is
 * read, as messages hold one another; not changed after that.
 */
final class Message {

  /** More would not fit the bits of a long. */
  private static final int MOST = 64;

  private final String name;
  private final List<Field> fields = new ArrayList<>();

  /** Each name first in snake case, in the order of the fields, then in camel case where unlike. */
  private Names names = Names.of();

  private int[] fieldOf = {};
  private long required;

  Message(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void fill(List<Field> all) {
    if (all.size() > MOST) {
      throw new IllegalStateException(name + " has more than " + MOST + " fields");
    }
    fields.addAll(all);
    var spellings = new ArrayList<String>();
    var numbers = new ArrayList<Integer>();
    for (var field : all) {
      spellings.add(field.name());
      numbers.add(field.number());
    }
    for (var field : all) {
      var camel = camel(field.name());
      if (!camel.equals(field.name())) {
        spellings.add(camel);
        numbers.add(field.number());
      }
    }
    names = Names.of(spellings);
    fieldOf = numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Says that every message of this kind must have that field. */
  void require(String snake) {
    required |= 1L << field(snake).number();
  }

  /** The numbers of the fields that it must have, as bits. */
  long required() {
    return required;
  }

  int size() {
    return fields.size();
  }

  Field field(int number) {
    return fields.get(number);
  }

  /** The number of the field whose name stands there, in either spelling; -1 for none. */
  int find(byte[] array, int start, int end) {
    int place = names.indexOf(array, start, end);
    return place < 0 ? -1 : fieldOf[place];
  }

  /** The field of that name in snake case. */
  Field field(String snake) {
    return fields.stream()
        .filter(field -> field.name().equals(snake))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no field " + snake));
  }

  /** The name as proto3 JSON has it by default: underscores go, the letter after each grows. */
  static String camel(String snake) {
    var camel = new StringBuilder();
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      boolean after = i > 0 && snake.charAt(i - 1) == '_';
      if (c != '_') {
        camel.append(after ? Character.toUpperCase(c) : c);
      }
    }
    return camel.toString();
  }
}
