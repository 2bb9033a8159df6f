package io.logboom.testkit;

import io.logboom.core.event.JsonEvent;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes events for tests. */
public final class Events {

  /** Where they come from. */
  public static final Origin ORIGIN =
      new Origin("test", "test.jsonl", Instant.parse("2026-01-02T03:04:05.678900Z"), Map.of());

  private Events() {}

  /** An event with this text in UTF-8, in the middle of an array as in real life. */
  public static Event of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An event with these bytes, in the middle of an array as in real life. */
  public static Event of(byte[] bytes) {
    return of(bytes, ORIGIN, 0);
  }

  /** The events of lines of JSON, numbered from 1. Empty lines are none. */
  public static List<Event> lines(String text) {
    var lines = text.lines().filter(line -> !line.isBlank()).toList();
    var events = new ArrayList<Event>();
    for (var line : lines) {
      events.add(of(line.getBytes(StandardCharsets.UTF_8), ORIGIN, events.size() + 1L));
    }
    return List.copyOf(events);
  }

  /** An event with these bytes, from there. */
  public static Event of(byte[] bytes, Origin origin, long ordinal) {
    var array = new byte[bytes.length + 7];
    Arrays.fill(array, (byte) '~');
    System.arraycopy(bytes, 0, array, 3, bytes.length);
    return JsonEvent.of(array, 3, bytes.length, origin, ordinal);
  }

  /** An event's bytes. */
  public static byte[] bytes(Event event) {
    int from = event.offset();
    return Arrays.copyOfRange(event.array(), from, from + event.length());
  }

  /** An event's bytes as text. */
  public static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8);
  }

  /**
   * What no plugin is to be thrown by: bytes that are no JSON, JSON that is no object, and objects
   * that go too far.
   */
  public static List<Event> hostile() {
    return List.of(
        of(""),
        of(" \n"),
        of("\0"),
        of("{"),
        of("}"),
        of("["),
        of("{\"a\":1"),
        of("{\"a\":}"),
        of("{\"a\":1}}"),
        of("{\"a\" 1}"),
        of("{a:1}"),
        of("{'a':1}"),
        of("{\"a\":1,}"),
        of("{\"a\":\"\t\"}"),
        of("{\"a\":\"\\x\"}"),
        of("{\"a\":\"\\u12\"}"),
        of("{\"a\":01}"),
        of("{\"a\":NaN}"),
        of("nul"),
        of("null"),
        of("true"),
        of("0"),
        of("-1.5e300"),
        of("\"text\""),
        of("[]"),
        of("[[]]"),
        of("[1,null,\"a\",{}]"),
        of("[{},{},]"),
        of("{}"),
        of(" { } "),
        of("\uFEFF{}"),
        of("{\"\":\"\"}"),
        of("{\"a\":" + "9".repeat(400) + "}"),
        of("{\"a\":1,\"a\":2}"),
        of("{\"a\":\"\\ud800\",\"\\udc00\":1}"),
        of("{\"" + "x".repeat(100_000) + "\":1}"),
        of(nested("[", "]", 1_000)),
        of("{\"a\":" + nested("[", "]", 999) + "}"),
        of(nested("{\"a\":", "}", 1_000).replace(":}", ":1}")),
        of(nested("[", "]", 10_000)),
        of(manyNames()),
        invalidUtf8("{\"a\":\"", new byte[] {(byte) 0xFF}, "\"}"),
        invalidUtf8("{\"a\":\"", new byte[] {(byte) 0xC0, (byte) 0x80}, "\"}"),
        invalidUtf8("{\"a\":\"", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, "\"}"),
        invalidUtf8("{\"a\":\"", new byte[] {(byte) 0xE2, (byte) 0x82}, "\"}"),
        invalidUtf8("{\"", new byte[] {(byte) 0x80}, "\":1}"));
  }

  private static String nested(String open, String close, int depth) {
    return open.repeat(depth) + close.repeat(depth);
  }

  private static String manyNames() {
    var text = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      text.append(i == 0 ? "" : ",").append("\"n").append(i).append("\":").append(i);
    }
    return text.append('}').toString();
  }

  private static Event invalidUtf8(String before, byte[] bytes, String after) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    all.writeBytes(bytes);
    all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return of(all.toByteArray());
  }
}
