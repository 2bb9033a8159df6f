package io.logboom.filters.udm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The tables beside this class: plain lines, with {@code #} before remarks. */
final class Table {

  private Table() {}

  /**
   * Hands on the lines of a table, one by one.
   *
   * @throws IllegalArgumentException when the taker throws it at a line: with the line's number
   */
  static void read(String name, Consumer<String> lines) throws IOException {
    try (var in = Table.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no table " + name);
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      int number = 0;
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        int remark = line.indexOf('#');
        var rule = (remark < 0 ? line : line.substring(0, remark)).strip();
        if (!rule.isEmpty()) {
          try {
            lines.accept(rule);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
          }
        }
      }
    }
  }
}
