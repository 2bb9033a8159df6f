package io.logboom.core.admin;

import io.logboom.core.telemetry.Snapshot;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.io.OutputStream;

/** The metrics as Prometheus reads them. */
final class Exposition {

  private Exposition() {}

  /** The forms there are. */
  enum Format {
    /** The text format of Prometheus, version 0.0.4. */
    TEXT,
    /** OpenMetrics 1.0. */
    OPEN_METRICS;

    /** The media type. */
    String type() {
      return writer().getContentType();
    }

    private ExpositionFormatWriter writer() {
      return switch (this) {
        case TEXT -> PrometheusTextFormatWriter.create();
        case OPEN_METRICS -> new OpenMetricsTextFormatWriter(false, false);
      };
    }
  }

  /** The form asked for. */
  static Format asked(String accept) {
    return accept.contains("application/openmetrics-text") ? Format.OPEN_METRICS : Format.TEXT;
  }

  static void write(Snapshot agent, Format format, OutputStream to) throws IOException {
    format.writer().write(to, Metrics.of(agent));
  }
}
