package io.logboom.filters.udm.schema;

import io.logboom.spi.Names;
import java.util.List;

/**
 * An enum: the names of its values and their numbers.
 *
 * @param numbers by the place of the name
 */
record Enumeration(String name, List<String> values, Names names, List<Integer> numbers) {

  static Enumeration of(String name, List<String> values, List<Integer> numbers) {
    return new Enumeration(name, values, Names.of(values), numbers);
  }

  /** The number of that value. */
  int number(String value) {
    int place = values.indexOf(value);
    if (place < 0) {
      throw new IllegalStateException("the enum " + name + " has no " + value);
    }
    return numbers.get(place);
  }

  /** The name of that number; the number itself when there is none. */
  String nameOf(int number) {
    int place = numbers.indexOf(number);
    return place < 0 ? String.valueOf(number) : values.get(place);
  }
}
