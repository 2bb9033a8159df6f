package io.logboom.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes that break what is not careful. */
public final class Hostile {

  /** One of each kind. */
  public static final List<byte[]> TEXTS =
      List.of(
          utf8(""),
          utf8("\n"),
          utf8("\r\n\r\n"),
          utf8("plain text"),
          utf8("two\nlines"),
          utf8("{\n  \"pretty\": true\r\n}"),
          utf8("{\"id\":\"event-0\"}\n{\"id\":\"event-1\"}"),
          utf8("{\"unclosed\": \""),
          utf8("{\"broken\": nope}"),
          utf8("]}],"),
          utf8("\"a string\""),
          utf8("[1,\n2]"),
          utf8("null"),
          utf8("\u2028\u2029\u0085 \uFEFF"),
          utf8("{\"a\":\"\\u0000\\ud800\"}"),
          utf8("../../etc/passwd\0"),
          utf8("{\"name\":\"../../x\",\"name\":\"/etc\"}"),
          utf8("[".repeat(5000)),
          new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3},
          new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'});

  private Hostile() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
