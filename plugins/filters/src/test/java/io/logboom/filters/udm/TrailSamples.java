package io.logboom.filters.udm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CloudTrail records of our own making, of as many kinds as there are: one a line. */
final class TrailSamples {

  private TrailSamples() {}

  static List<String> lines() {
    try (var in = TrailSamples.class.getResourceAsStream("cases/records/in.jsonl")) {
      if (in == null) {
        throw new IllegalStateException("there are no samples");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
