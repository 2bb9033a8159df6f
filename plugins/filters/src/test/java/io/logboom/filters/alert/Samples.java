package io.logboom.filters.alert;

import io.logboom.spi.Event;
import io.logboom.testkit.Events;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events of our own making, of as many kinds as there are. */
final class Samples {

  private Samples() {}

  static List<String> lines() {
    try (var in = Samples.class.getResourceAsStream("cases/text/in.jsonl")) {
      if (in == null) {
        throw new IllegalStateException("there are no samples");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Event> events() {
    return Events.lines(String.join("\n", lines()));
  }
}
