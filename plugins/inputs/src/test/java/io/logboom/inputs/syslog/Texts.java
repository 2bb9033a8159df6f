package io.logboom.inputs.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.logboom.testkit.TestContext;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Events as texts, made as the input makes them. */
final class Texts {
  private static final Clock CLOCK = Clock.fixed(TestContext.NOW, ZoneOffset.UTC);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final byte[] END = {'}'};

  private Texts() {}

  /** The events of one message; several when others are glued to it. */
  static List<String> events(byte[] message, boolean keepRaw) {
    return events(message, 0, message.length, keepRaw);
  }

  /** The same of a part of an array. */
  static List<String> events(byte[] a, int from, int to, boolean keepRaw) {
    var parser = new Parser(CLOCK, ZONE);
    var rows = new EventRow(keepRaw);
    var parts = new Message();
    var events = new ArrayList<String>();
    for (int p = from; p < to; ) {
      int most = (int) rows.most(to - p, END);
      byte[] room = new byte[most];
      p = parser.read(parts, a, p, to);
      int end = rows.write(parts, 0, END, room, 0);
      events.add(new String(room, 0, end, UTF_8));
    }
    return events;
  }
}
