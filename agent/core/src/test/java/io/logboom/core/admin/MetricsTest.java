package io.logboom.core.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Sample agent = new Sample().ready();

  private String metrics(Exposition.Format format) throws IOException {
    var out = new ByteArrayOutputStream();
    Exposition.write(agent.read(), format, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void namesAreThoseThatOthersMakeAlertsOf() throws IOException {
    String input = "{input=\"trail\",pipeline=\"p\",type=\"s3\"}";
    assertThat(metrics(Exposition.Format.TEXT).lines())
        .contains(
            "logboom_ready 1.0",
            "logboom_input_events_total" + input + " 100.0",
            "logboom_input_bytes_total" + input + " 160000.0",
            "logboom_input_batches_total" + input + " 1.0",
            "logboom_input_ready" + input + " 1.0",
            "logboom_s3_messages_in_flight" + input + " 4.0",
            "logboom_filter_in_events_total{filter=\"0\",pipeline=\"p\",type=\"snare\"} 100.0",
            "logboom_filter_out_events_total{filter=\"0\",pipeline=\"p\",type=\"snare\"} 97.0",
            "logboom_output_events_total{output=\"siem\",pipeline=\"p\",type=\"http\"} 97.0",
            "logboom_output_retries_total{output=\"siem\",pipeline=\"p\",type=\"http\"} 1.0",
            "logboom_dead_letters_total{pipeline=\"p\",plugin=\"inputs.trail\",reason=\"rejected\","
                + "type=\"s3\"} 2.0",
            "logboom_dropped_events_total{pipeline=\"p\",plugin=\"filters.0\","
                + "reason=\"say \\\"no\\\"\\n\",type=\"snare\"} 3.0",
            "logboom_rejected_events_total{pipeline=\"p\",plugin=\"inputs.trail\",type=\"s3\"} 2.0",
            "logboom_queue_bytes{pipeline=\"p\",plugin=\"outputs.siem\",type=\"http\"} 950.0",
            "logboom_queue_limit_bytes{pipeline=\"p\",plugin=\"outputs.siem\",type=\"http\"}"
                + " 1000.0",
            "logboom_plugin_total{name=\"objects\",pipeline=\"p\",plugin=\"inputs.trail\","
                + "type=\"s3\"} 3.0",
            "logboom_in_flight_bytes 1000.0",
            "logboom_in_flight_limit_bytes 64000.0",
            "logboom_delivery_seconds_bucket{input=\"trail\",pipeline=\"p\",type=\"s3\",le=\"0.05\"}"
                + " 100",
            "logboom_delivery_seconds_count" + input + " 100",
            "logboom_kinesis_lag_seconds{input=\"stream\",pipeline=\"p\","
                + "shard=\"shardId-000000000000\",stream=\"trail\",type=\"kinesis\"} 1.5")
        .anyMatch(line -> line.startsWith("logboom_freshness_seconds{account=\"111122223333\""))
        .anyMatch(line -> line.startsWith("logboom_build_info{"))
        .anyMatch(line -> line.startsWith("process_start_time_seconds "))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
        .noneMatch(line -> line.contains("queue-events"));
  }

  @Test
  void openMetricsIsForThoseWhoAskForIt() throws IOException {
    assertThat(Exposition.asked("text/plain")).isEqualTo(Exposition.Format.TEXT);
    assertThat(Exposition.asked("application/openmetrics-text;version=1.0.0,text/plain;q=0.5"))
        .isEqualTo(Exposition.Format.OPEN_METRICS);
    assertThat(metrics(Exposition.Format.OPEN_METRICS)).endsWith("# EOF\n");
  }
}
