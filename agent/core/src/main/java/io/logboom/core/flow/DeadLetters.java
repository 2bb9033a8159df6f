package io.logboom.core.flow;

import io.logboom.core.event.JsonBody;
import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import io.logboom.spi.Rejected;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The way to the dead-letter file. A letter is one JSON object in a line: {@code time}, {@code
 * pipeline}, {@code plugin}, {@code reason}, {@code origin} (place and attributes), and the event's
 * bytes as {@code event} when they are UTF-8, as {@code event-base64} when not. An entry of the
 * event's ledger stays open until its letter is durable.
 */
final class DeadLetters {
  private final Lane lane;
  private final Counting meters;
  private final Clock clock;

  /** Told how many events of a plugin went this way, and for what kind of reason. */
  @FunctionalInterface
  interface Counting {
    void add(String plugin, String kind, int events);
  }

  /**
   * @param meters told what went this way
   */
  DeadLetters(Lane lane, Counting meters, Clock clock) {
    this.lane = lane;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Sends events whose entries in the ledger are open already.
   *
   * @param plugin the address of the plugin that could not go on with them
   * @param kind of reason, of which there are few
   */
  void send(Ledger ledger, String plugin, String kind, List<Rejected> rejected) {
    if (rejected.isEmpty()) {
      return;
    }
    var letters = new ArrayList<Event>(rejected.size());
    for (var one : rejected) {
      letters.add(letter(plugin, one));
    }
    meters.add(plugin, kind, letters.size());
    lane.offer(Part.of(ledger, letters));
  }

  void flush() {
    lane.flush();
  }

  private Event letter(String plugin, Rejected one) {
    var event = one.event();
    var line = new Bytes(byte[]::new).begin();
    line.reserve(event.length() + event.length() / 4 + 512);
    line.put("{\"time\":").putJson(clock.instant().toString());
    line.put(",\"pipeline\":").putJson(pipeline(plugin));
    line.put(",\"plugin\":").putJson(plugin);
    line.put(",\"reason\":").putJson(one.reason());
    line.put(",\"origin\":{\"place\":").putJson(event.place());
    for (Map.Entry<String, String> attribute :
        new TreeMap<>(event.origin().attributes()).entrySet()) {
      line.put(',').putJson(attribute.getKey()).put(':').putJson(attribute.getValue());
    }
    line.put("},");
    JsonBody.put(line, event);
    byte[] bytes = line.put('}').toByteArray();
    return JsonEvent.of(bytes, 0, bytes.length, event.origin(), event.ordinal());
  }

  /** {@code pipelines.NAME.filters.0} is of pipeline NAME. */
  private static String pipeline(String plugin) {
    int kind = Math.max(plugin.indexOf(".inputs."), plugin.indexOf(".filters."));
    int end = kind < 0 ? plugin.indexOf(".outputs.") : kind;
    return end < 0 ? plugin : plugin.substring("pipelines.".length(), end);
  }
}
