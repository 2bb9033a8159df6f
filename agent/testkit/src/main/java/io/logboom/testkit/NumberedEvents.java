package io.logboom.testkit;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Batch;
import io.logboom.spi.Event;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events of which each one is unlike all others, written as the texts they hold. */
final class NumberedEvents {
  private int made;

  /** So many more. */
  List<String> more(int count) {
    int from = made;
    made += count;
    return IntStream.range(from, made).mapToObj(NumberedEvents::text).toList();
  }

  /** All there ever were. */
  Set<String> all() {
    return IntStream.range(0, made).mapToObj(NumberedEvents::text).collect(Collectors.toSet());
  }

  /** Some are long, so that they do not fit into small buffers. */
  private static String text(int number) {
    int length = number % 17 == 3 ? 90_000 : number % 101;
    return "{\"id\":\"event-%d\",\"group\":%d,\"text\":\"%s\"}"
        .formatted(number, number % 3, "x".repeat(length));
  }

  static Batch batch(List<String> texts) {
    return Batch.of(texts.stream().map(NumberedEvents::event).toList());
  }

  static Event event(String text) {
    return event(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An event that shares its array with other bytes, as events do. */
  static Event event(byte[] bytes) {
    var array = new byte[bytes.length + 10];
    Arrays.fill(array, (byte) '!');
    System.arraycopy(bytes, 0, array, 5, bytes.length);
    return JsonEvent.of(array, 5, bytes.length, OutputContract.ORIGIN, 0);
  }

  static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8);
  }

  static List<String> texts(Batch batch) {
    return batch.events().stream().map(NumberedEvents::text).toList();
  }
}
