package io.logboom.core.systemd;

import io.logboom.core.telemetry.Health.Phase;
import io.logboom.core.telemetry.Health.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;

/**
 * How an agent is doing, in a line for people. Reasons of inputs come from elsewhere, so control
 * characters are shown as {@code ?}: a line break would begin another message to the supervisor.
 */
final class StatusLine {
  /** A message has to fit into one datagram, of which systemd reads 4 KiB. */
  private static final int LONGEST = 600;

  private final Supervised agent;
  private long events;
  private long at = System.nanoTime();

  StatusLine(Supervised agent) {
    this.agent = agent;
  }

  /** The line; the rate is that since the last one. */
  String now(boolean ready) {
    if (agent.health().stopping()) {
      return "stopping, " + rate();
    }
    if (!agent.begun()) {
      return "starting: reading queues on disk";
    }
    String waiting = waiting();
    String line;
    if (!ready) {
      line = "starting: waiting for " + waiting;
    } else {
      line = waiting.isEmpty() ? rate() : rate() + "; cannot read: " + waiting;
    }
    return oneLine(line);
  }

  private String rate() {
    long now = System.nanoTime();
    long total = agent.events();
    double rate = (total - events) * 1e9 / Math.max(1, now - at);
    at = now;
    events = total;
    var figures = new ArrayList<String>();
    figures.add(String.format(Locale.ROOT, "%,.0f events/s", rate));
    agent.lag().ifPresent(lag -> figures.add("lag " + shown(lag)));
    if (agent.deadLetters() > 0) {
      figures.add(String.format(Locale.ROOT, "%,d dead letters", agent.deadLetters()));
    }
    return String.join(", ", figures);
  }

  private String waiting() {
    var inputs = new ArrayList<String>();
    for (Map.Entry<String, State> input : agent.health().inputs().entrySet()) {
      var state = input.getValue();
      if (state.phase() == Phase.STARTING) {
        inputs.add(input.getKey());
      } else if (state.phase() == Phase.UNREADY) {
        inputs.add(input.getKey() + " (" + state.why() + ")");
      }
    }
    return String.join(", ", inputs);
  }

  private static String shown(Duration lag) {
    if (lag.toSeconds() < 100) {
      return String.format(Locale.ROOT, "%.1f s", lag.toMillis() / 1e3);
    }
    return lag.toMinutes() < 100 ? lag.toMinutes() + " min" : lag.toHours() + " h";
  }

  private static String oneLine(String text) {
    var line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, '?');
      }
    }
    if (line.length() > LONGEST) {
      line.replace(LONGEST, line.length(), "...");
    }
    return line.toString();
  }
}
