package io.logboom.core.admin;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of one scrape, gathered by name. Names of counters are without {@code _total}. */
final class Families {
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final List<MetricSnapshot> others = new ArrayList<>();

  /** All data of one name. */
  static final class Family {
    private final String name;
    private final String help;
    private final boolean counter;
    private final Map<Labels, Double> data = new LinkedHashMap<>();

    private Family(String name, String help, boolean counter) {
      this.name = name;
      this.help = help;
      this.counter = counter;
    }

    void add(Labels labels, double value) {
      data.put(labels, value);
    }

    /** A count; beyond 2 to the 53 it is rounded. */
    void add(Labels labels, long value) {
      add(labels, (double) value);
    }

    private MetricSnapshot snapshot() {
      if (counter) {
        var counters = CounterSnapshot.builder().name(name).help(help);
        data.forEach(
            (labels, value) ->
                counters.dataPoint(
                    CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
        return counters.build();
      }
      var gauges = GaugeSnapshot.builder().name(name).help(help);
      data.forEach(
          (labels, value) ->
              gauges.dataPoint(
                  GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
      return gauges.build();
    }
  }

  Family counter(String name, String help) {
    return families.computeIfAbsent(name, _ -> new Family(name, help, true));
  }

  Family gauge(String name, String help) {
    return families.computeIfAbsent(name, _ -> new Family(name, help, false));
  }

  /** Facts that are labels; the name is without {@code _info}. */
  void info(String name, String help, Labels labels) {
    add(
        InfoSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
            .build());
  }

  void add(MetricSnapshot snapshot) {
    others.add(snapshot);
  }

  MetricSnapshots snapshots() {
    var all = MetricSnapshots.builder();
    others.forEach(all::metricSnapshot);
    families.values().stream()
        .filter(family -> !family.data.isEmpty())
        .forEach(family -> all.metricSnapshot(family.snapshot()));
    return all.build();
  }
}
