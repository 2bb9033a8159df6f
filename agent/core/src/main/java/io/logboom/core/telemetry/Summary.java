package io.logboom.core.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The closing summary, as people read it: a line a plugin, then the dead letters. */
public final class Summary {
  private Summary() {}

  /**
   * The lines.
   *
   * @param labels what each plugin is called
   * @param deadLetters where dead letters are, if there are any: {@code in FILE}
   */
  public static List<String> of(
      Telemetry telemetry, Function<Meter, String> labels, String deadLetters) {
    double seconds = telemetry.seconds();
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "logboom: %,d events, %s in %.1f s (%,.0f events/s)",
            telemetry.events(),
            size(telemetry.bytes()),
            seconds,
            telemetry.events() / seconds));
    int width = 0;
    for (var meter : telemetry.meters()) {
      width = Math.max(width, labels.apply(meter).length());
    }
    for (var meter : telemetry.meters()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-6s  %-" + width + "s  %s",
              meter.kind().name().toLowerCase(Locale.ROOT),
              labels.apply(meter),
              figures(meter, seconds)));
    }
    if (telemetry.deadLetters() > 0) {
      lines.add(
          String.format(
              Locale.ROOT, "  dead letters: %,d %s", telemetry.deadLetters(), deadLetters));
    }
    return lines;
  }

  /** A plugin's address, without what all have in common, and its type. */
  public static String label(Meter meter) {
    var name =
        meter.name().replaceFirst("^pipelines\\.", "").replaceFirst("\\.(inputs|outputs)\\.", ".");
    return name + " (" + meter.type() + ")";
  }

  private static String figures(Meter meter, double seconds) {
    var figures = new ArrayList<String>();
    switch (meter.kind()) {
      case INPUT, OUTPUT -> {
        figures.add(String.format(Locale.ROOT, "%,d events", meter.out()));
        figures.add(size(meter.bytes()));
        figures.add(String.format(Locale.ROOT, "%,.0f events/s", meter.out() / seconds));
        if (meter.kind() == Meter.Kind.OUTPUT) {
          figures.add(String.format(Locale.ROOT, "%,d batches", meter.batches()));
        }
      }
      case FILTER -> {
        figures.add(String.format(Locale.ROOT, "%,d in", meter.in()));
        figures.add(String.format(Locale.ROOT, "%,d out", meter.out()));
      }
    }
    if (meter.retries() > 0) {
      figures.add(String.format(Locale.ROOT, "%,d retries", meter.retries()));
    }
    each(figures, "dropped", meter.drops());
    each(figures, "failed", meter.failures());
    if (meter.deadLetters() > 0) {
      figures.add(String.format(Locale.ROOT, "%,d dead letters", meter.deadLetters()));
    }
    each(figures, "", meter.counters());
    each(figures, "", meter.gauges());
    return String.join(", ", figures);
  }

  private static void each(List<String> figures, String word, Map<String, Long> counts) {
    counts.forEach(
        (reason, count) ->
            figures.add(
                String.format(
                    Locale.ROOT,
                    "%,d %s",
                    count,
                    word.isEmpty() ? reason : word + " (" + reason + ")")));
  }

  /** An amount of bytes with three digits or so. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.5) {
      size /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, size < 9.995 ? "%.1f %sB" : "%.0f %sB", size, "kMGTPE".charAt(unit));
  }
}
