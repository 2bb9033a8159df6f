package io.logboom.inputs.cloudwatch;

import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Makes events of what CloudWatch Logs returns: those that were not delivered before. Safe for use
 * by many threads.
 */
final class Messages {
  /** What an event takes beside its message: itself, its origin, its place, its id. */
  private static final int OVERHEAD = 400;

  private final Context context;

  Messages(Context context) {
    this.context = context;
  }

  /**
   * What is new of a page.
   *
   * @param ids of the events of the batch
   * @param repeated how many events were known
   * @param late how many of the others showed up late
   */
  record Taken(Batch batch, Ids ids, int repeated, int late) {}

  /**
   * Takes what is new of a page.
   *
   * @param pending the ids of what was taken of earlier pages; those of this one are added
   */
  Taken take(Follow follow, List<FilteredLogEvent> page, IdTable pending) {
    var fingerprints = new Fingerprint.Maker();
    var ids = new Ids(page.size());
    var events = new ArrayList<Event>(page.size());
    var rejected = new ArrayList<Rejected>();
    Map<String, String> streams = new HashMap<>();
    Instant received = context.clock().instant();
    long bytes = 0;
    int late = 0;
    for (FilteredLogEvent found : page) {
      long time = found.timestamp() == null ? follow.state.frontier() : found.timestamp();
      String id = id(found);
      Fingerprint fingerprint = fingerprints.of(id);
      if (follow.state.delivered(time, fingerprint) || !pending.add(fingerprint)) {
        continue;
      }
      ids.add(time, fingerprint);
      late += follow.progress.late(time) ? 1 : 0;
      String message = text(found.message());
      byte[] utf8 = message.getBytes(StandardCharsets.UTF_8);
      // One string for all events of a stream, however many the answer had.
      String stream = streams.computeIfAbsent(text(found.logStreamName()), name -> name);
      Event event = context.event(utf8, origin(follow.group, stream, id, found, time, received));
      bytes += utf8.length + OVERHEAD;
      if (halfCharacter(message)) {
        rejected.add(
            new Rejected(event, "the message has half a character, which no UTF-8 can hold"));
      } else {
        events.add(event);
      }
    }
    var batch = new Batch(List.copyOf(events), List.copyOf(rejected), bytes, () -> {});
    return new Taken(batch, ids, page.size() - ids.size(), late);
  }

  private Origin origin(
      LogGroup group,
      String stream,
      String id,
      FilteredLogEvent found,
      long time,
      Instant received) {
    long ingested = found.ingestionTime() == null ? time : found.ingestionTime();
    return new Origin(
        context.name(),
        "cloudwatch:" + group.name() + ":" + stream + "#" + id,
        received,
        new EventAttributes(group, stream, id, time, ingested));
  }

  /** The event's id; where there is none, what tells it from others best. */
  private static String id(FilteredLogEvent event) {
    if (event.eventId() != null) {
      return event.eventId();
    }
    var all = event.logStreamName() + "/" + event.timestamp() + "/" + event.ingestionTime();
    return all + "/" + text(event.message()).hashCode();
  }

  @SuppressWarnings("NullAway") // The SDK does not say that what it returns may be null.
  private static String text(String text) {
    return text == null ? "" : text;
  }

  /** Whether a surrogate stands alone, as JSON's escapes can have it. */
  private static boolean halfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
