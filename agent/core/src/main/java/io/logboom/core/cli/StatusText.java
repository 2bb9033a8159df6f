package io.logboom.core.cli;

import io.logboom.core.telemetry.Summary;
import io.logboom.spi.Value;
import io.logboom.spi.Value.Arr;
import io.logboom.spi.Value.Num;
import io.logboom.spi.Value.Obj;
import io.logboom.spi.Value.Str;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An agent's status for people: what is wrong first. */
final class StatusText {
  private static final int OLDEST = 5;

  private final Obj status;

  StatusText(Obj status) {
    this.status = status;
  }

  /** A row of the table of plugins. */
  private record Row(String kind, String name, String state, List<String> figures) {}

  List<String> lines(URI address) {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "logboom %s at %s: %s, up %s",
            text(status, "version"),
            address,
            text(status, "status"),
            time(number(status, "uptime-seconds"))));
    wrong(lines);
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d events, %s; %,d dead letters; %s of %s in flight",
            whole(status, "events"),
            Summary.size(whole(status, "bytes")),
            whole(status, "dead-letters"),
            Summary.size(whole(status, "in-flight-bytes")),
            Summary.size(whole(status, "in-flight-limit-bytes"))));
    for (var pipeline : fields(status, "pipelines").entrySet()) {
      lines.add("");
      lines.add(plain(pipeline.getKey()));
      if (pipeline.getValue() instanceof Obj of) {
        table(rows(of), lines);
        oldest(of, lines);
      }
    }
    return lines;
  }

  private void wrong(List<String> lines) {
    for (var pipeline : fields(status, "pipelines").entrySet()) {
      if (pipeline.getValue() instanceof Obj of) {
        for (var input : items(of, "inputs")) {
          String state = text(input, "state");
          if (!state.equals("ready") && !state.equals("ended")) {
            String why = text(input, "why");
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  ! %s.%s is %s since %s%s",
                    plain(pipeline.getKey()),
                    text(input, "name"),
                    state,
                    text(input, "since"),
                    why.isEmpty() ? "" : ": " + why));
          }
        }
      }
    }
    if (status.fields().get("warnings") instanceof Arr(var warnings)) {
      for (var warning : warnings) {
        lines.add("  ! " + (warning instanceof Str(var it) ? plain(it) : ""));
      }
    }
  }

  private static List<Row> rows(Obj pipeline) {
    var rows = new ArrayList<Row>();
    for (var input : items(pipeline, "inputs")) {
      var figures = flow(input);
      if (inner(input, "delivery").fields().get("p99-at-most-seconds") instanceof Num(var most)) {
        figures.add("99 % delivered within " + time(Double.parseDouble(most)));
      }
      rows.add(row("input", input, text(input, "state"), figures));
    }
    for (var filter : items(pipeline, "filters")) {
      var figures = new ArrayList<String>();
      figures.add(String.format(Locale.ROOT, "%,d in", whole(filter, "in-events")));
      figures.add(String.format(Locale.ROOT, "%,d out", whole(filter, "out-events")));
      rows.add(row("filter", filter, "", figures));
    }
    for (var output : items(pipeline, "outputs")) {
      var figures = flow(output);
      if (whole(output, "retries") > 0) {
        figures.add(String.format(Locale.ROOT, "%,d retries", whole(output, "retries")));
      }
      boolean failing = !inner(output, "trouble").fields().isEmpty();
      rows.add(row("output", output, failing ? "failing" : "", figures));
    }
    return rows;
  }

  private static Row row(String kind, Obj plugin, String state, List<String> figures) {
    counts(plugin, "dropped", figures);
    counts(plugin, "failed", figures);
    counts(plugin, "dead-letters", figures);
    var queue = inner(plugin, "queue");
    if (!queue.fields().isEmpty()) {
      figures.add(
          String.format(
              Locale.ROOT,
              "queue: %,d events, %s of %s",
              whole(queue, "events"),
              Summary.size(whole(queue, "bytes")),
              Summary.size(whole(queue, "limit-bytes"))));
    }
    return new Row(kind, text(plugin, "name") + " (" + text(plugin, "type") + ")", state, figures);
  }

  private static List<String> flow(Obj plugin) {
    var figures = new ArrayList<String>();
    figures.add(String.format(Locale.ROOT, "%,d events", whole(plugin, "events")));
    figures.add(Summary.size(whole(plugin, "bytes")));
    figures.add(String.format(Locale.ROOT, "%,.0f events/s", number(plugin, "events-per-second")));
    return figures;
  }

  private static void counts(Obj plugin, String name, List<String> figures) {
    fields(plugin, name)
        .forEach(
            (reason, count) ->
                figures.add(
                    String.format(
                        Locale.ROOT,
                        "%s %s (%s)",
                        count instanceof Num(var digits)
                            ? String.format(Locale.ROOT, "%,d", Long.parseLong(digits))
                            : "?",
                        name.replace('-', ' '),
                        plain(reason))));
  }

  private static void table(List<Row> rows, List<String> lines) {
    int name = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int state = rows.stream().mapToInt(row -> row.state().length()).max().orElse(0);
    for (var row : rows) {
      String padded =
          String.format(
              Locale.ROOT,
              "  %-6s  %-" + Math.max(1, name) + "s  %-" + Math.max(1, state) + "s  %s",
              row.kind(),
              row.name(),
              row.state(),
              String.join(", ", row.figures()));
      lines.add(padded.stripTrailing());
    }
  }

  /** The accounts and regions of which nothing has come for longest. */
  private static void oldest(Obj pipeline, List<String> lines) {
    var ages = new TreeMap<Double, String>(Comparator.reverseOrder());
    for (var input : items(pipeline, "inputs")) {
      for (var one : items(input, "freshness")) {
        String from = (text(one, "account") + " " + text(one, "region")).strip();
        ages.put(
            number(one, "seconds"), text(input, "name") + (from.isEmpty() ? "" : " from " + from));
      }
    }
    ages.entrySet().stream()
        .limit(OLDEST)
        .forEach(
            age ->
                lines.add(
                    String.format(
                        Locale.ROOT, "  newest  %s: %s ago", age.getValue(), time(age.getKey()))));
  }

  private static String time(double seconds) {
    var time = Duration.ofMillis(Math.round(seconds * 1000));
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() < 2) {
      return time.toMinutes() + " min";
    }
    return time.toDays() < 2
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toDays() + " d " + time.toHoursPart() + " h";
  }

  private static Map<String, Value> fields(Obj of, String name) {
    return inner(of, name).fields();
  }

  private static Obj inner(Obj of, String name) {
    return of.fields().get(name) instanceof Obj inner ? inner : new Obj(new LinkedHashMap<>());
  }

  private static List<Obj> items(Obj of, String name) {
    return of.fields().get(name) instanceof Arr(var items)
        ? items.stream().filter(Obj.class::isInstance).map(Obj.class::cast).toList()
        : List.of();
  }

  private static String text(Obj of, String name) {
    return of.fields().get(name) instanceof Str(var text) ? plain(text) : "";
  }

  private static double number(Obj of, String name) {
    return of.fields().get(name) instanceof Num(var digits) ? Double.parseDouble(digits) : 0;
  }

  private static long whole(Obj of, String name) {
    return (long) number(of, name);
  }

  /** Text from elsewhere leaves the terminal alone. */
  private static String plain(String text) {
    var plain = new StringBuilder(text);
    for (int i = 0; i < plain.length(); i++) {
      if (Character.isISOControl(plain.charAt(i))) {
        plain.setCharAt(i, '?');
      }
    }
    return plain.toString();
  }
}
