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
      Snapshot agent, Function<Snapshot.Plugin, String> labels, String deadLetters) {
    double seconds = agent.seconds();
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "logboom: %,d events, %s in %.1f s (%,.0f events/s)",
            agent.events(),
            size(agent.bytes()),
            seconds,
            agent.events() / seconds));
    int width = 0;
    for (var plugin : agent.plugins()) {
      width = Math.max(width, labels.apply(plugin).length());
    }
    for (var plugin : agent.plugins()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-6s  %-" + width + "s  %s",
              plugin.kind().name().toLowerCase(Locale.ROOT),
              labels.apply(plugin),
              figures(plugin, seconds)));
    }
    if (agent.deadLetters() > 0) {
      lines.add(
          String.format(Locale.ROOT, "  dead letters: %,d %s", agent.deadLetters(), deadLetters));
    }
    return lines;
  }

  /** A plugin's address, without what all have in common, and its type. */
  public static String label(Snapshot.Plugin plugin) {
    var name =
        plugin
            .address()
            .replaceFirst("^pipelines\\.", "")
            .replaceFirst("\\.(inputs|outputs)\\.", ".");
    return name + " (" + plugin.type() + ")";
  }

  private static String figures(Snapshot.Plugin plugin, double seconds) {
    var figures = new ArrayList<String>();
    switch (plugin.kind()) {
      case INPUT, OUTPUT -> {
        figures.add(String.format(Locale.ROOT, "%,d events", plugin.out()));
        figures.add(size(plugin.bytes()));
        figures.add(String.format(Locale.ROOT, "%,.0f events/s", plugin.out() / seconds));
        if (plugin.kind() == Meter.Kind.OUTPUT) {
          figures.add(String.format(Locale.ROOT, "%,d batches", plugin.batches()));
        }
      }
      case FILTER -> {
        figures.add(String.format(Locale.ROOT, "%,d in", plugin.in()));
        figures.add(String.format(Locale.ROOT, "%,d out", plugin.out()));
      }
    }
    if (plugin.retries() > 0) {
      figures.add(String.format(Locale.ROOT, "%,d retries", plugin.retries()));
    }
    each(figures, "dropped", plugin.drops());
    each(figures, "failed", plugin.failures());
    if (plugin.allDeadLetters() > 0) {
      figures.add(String.format(Locale.ROOT, "%,d dead letters", plugin.allDeadLetters()));
    }
    each(figures, "", plugin.counters());
    each(figures, "", plugin.gauges());
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
  public static String size(long bytes) {
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
