package io.logboom.core.admin;

import io.logboom.core.telemetry.Snapshot.Plugin;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * What a few plugins count or show for themselves and people make alerts of: by names of its own.
 */
final class Named {
  private static final String KINESIS_LAG = "millis-behind-latest.";

  private Named() {}

  static void put(Families all, Plugin plugin, Labels labels) {
    switch (plugin.type()) {
      case "s3" -> {
        var messages = plugin.gauges().get("messages-in-flight");
        if (messages != null) {
          all.gauge("logboom_s3_messages_in_flight", "Messages of SQS that are being dealt with.")
              .add(labels, messages);
        }
      }
      case "kinesis" -> {
        var lag =
            all.gauge("logboom_kinesis_lag_seconds", "How far behind its end a shard is read.");
        plugin
            .gauges()
            .forEach(
                (name, millis) -> {
                  if (name.startsWith(KINESIS_LAG)) {
                    String[] shard = name.substring(KINESIS_LAG.length()).split("/", 2);
                    lag.add(
                        labels.add("stream", shard[0]).add("shard", shard[shard.length - 1]),
                        millis / 1e3);
                  }
                });
      }
      case "syslog" ->
          all.counter("logboom_syslog_kernel_drops", "Datagrams that the kernel had no room for.")
              .add(labels, plugin.counters().getOrDefault("kernel-drops", 0L));
      default -> {}
    }
  }
}
