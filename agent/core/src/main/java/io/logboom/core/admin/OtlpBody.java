package io.logboom.core.admin;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Metrics as the body of an export request of OTLP (opentelemetry-proto 1.x, {@code
 * ExportMetricsServiceRequest}; the numbers are those of its fields). Sums are cumulative since the
 * agent began, so that an export that is lost loses nothing.
 */
final class OtlpBody {
  private static final int CUMULATIVE = 2;

  private final long start;
  private final long now;

  private OtlpBody(Instant start, Instant now) {
    this.start = nanos(start);
    this.now = nanos(now);
  }

  /**
   * The body.
   *
   * @param resource attributes of what the metrics are of
   * @param start when sums began
   */
  static byte[] of(
      MetricSnapshots metrics,
      Map<String, String> resource,
      String version,
      Instant start,
      Instant now) {
    var body = new OtlpBody(start, now);
    return new Protobuf()
        .message(
            1,
            all ->
                all.message(
                        1, it -> resource.forEach((name, value) -> attribute(it, 1, name, value)))
                    .message(
                        2,
                        scope -> {
                          scope.message(1, it -> it.string(1, "io.logboom").string(2, version));
                          for (var metric : metrics) {
                            scope.message(2, it -> body.metric(it, metric));
                          }
                        }))
        .bytes();
  }

  private void metric(Protobuf to, MetricSnapshot metric) {
    var about = metric.getMetadata();
    boolean info = metric instanceof InfoSnapshot;
    to.string(1, info ? about.getName() + "_info" : about.getName());
    to.string(2, String.valueOf(about.getHelp()));
    switch (metric) {
      case CounterSnapshot counter ->
          to.message(
              7,
              sum -> {
                for (var point : counter.getDataPoints()) {
                  sum.message(1, it -> number(it, point.getLabels(), point.getValue()));
                }
                sum.number(2, CUMULATIVE).number(3, 1);
              });
      case GaugeSnapshot gauge ->
          to.message(
              5,
              it ->
                  gauge
                      .getDataPoints()
                      .forEach(
                          point ->
                              it.message(
                                  1, to1 -> number(to1, point.getLabels(), point.getValue()))));
      case InfoSnapshot facts ->
          to.message(
              5,
              it ->
                  facts
                      .getDataPoints()
                      .forEach(point -> it.message(1, to1 -> number(to1, point.getLabels(), 1))));
      case HistogramSnapshot histogram ->
          to.message(
              9,
              it -> {
                for (var point : histogram.getDataPoints()) {
                  it.message(1, to1 -> histogram(to1, point));
                }
                it.number(2, CUMULATIVE);
              });
      default -> throw new IllegalStateException("no such metric is made: " + metric.getClass());
    }
  }

  private void number(Protobuf to, Labels labels, double value) {
    to.fixed(2, start).fixed(3, now).real(4, value);
    attributes(to, 7, labels);
  }

  private void histogram(Protobuf to, HistogramDataPointSnapshot point) {
    ClassicHistogramBuckets buckets = point.getClassicBuckets();
    to.fixed(2, start).fixed(3, now).fixed(4, point.getCount()).real(5, point.getSum());
    to.fixed(6, LongStream.range(0, buckets.size()).map(i -> buckets.getCount((int) i)).toArray());
    // The last bucket has no bound.
    to.fixed(
        7,
        LongStream.range(0, buckets.size() - 1)
            .map(i -> Double.doubleToRawLongBits(buckets.getUpperBound((int) i)))
            .toArray());
    attributes(to, 9, point.getLabels());
  }

  private static void attributes(Protobuf to, int field, Labels labels) {
    for (var label : labels) {
      attribute(to, field, label.getName(), label.getValue());
    }
  }

  private static void attribute(Protobuf to, int field, String name, String value) {
    to.message(field, it -> it.string(1, name).message(2, any -> any.string(1, value)));
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
