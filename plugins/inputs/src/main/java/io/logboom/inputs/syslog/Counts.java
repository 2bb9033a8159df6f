package io.logboom.inputs.syslog;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;

/** What the input counts of messages; of connections others count. Safe for use by many threads. */
final class Counts {
  private final Counter unparsed;
  private final Counter badData;
  private final Counter misframed;
  private final Counter cutShort;
  private final Counter invalid;
  private final Counter oversize;
  private final Counter empty;
  private final Counter limited;
  private final Counter refused;
  private final Counter pauses;

  Counts(Context context) {
    unparsed = context.counter("unparsed");
    badData = context.counter("bad-structured-data");
    misframed = context.counter("misframed");
    cutShort = context.counter("cut-short");
    invalid = context.counter("invalid-utf8");
    oversize = context.counter("oversize");
    empty = context.counter("empty");
    limited = context.counter("rate-limited");
    refused = context.counter("refused-datagrams");
    pauses = context.counter("pauses");
  }

  /** Counts what is odd about a message. */
  void count(Message message, int flags, boolean notUtf8) {
    if (message.unparsed) {
      unparsed.increment();
    }
    if (message.badData) {
      badData.increment();
    }
    if ((flags & Frames.MISFRAMED) != 0) {
      misframed.increment();
    }
    if ((flags & Frames.CUT_SHORT) != 0) {
      cutShort.increment();
    }
    if (notUtf8) {
      invalid.increment();
    }
  }

  /** Messages longer than allowed. */
  Counter oversize() {
    return oversize;
  }

  /** Messages without any byte. */
  Counter empty() {
    return empty;
  }

  /** Datagrams dropped because their sender sends too many. */
  Counter limited() {
    return limited;
  }

  /** Datagrams of senders that are not allowed. */
  Counter refused() {
    return refused;
  }

  /** Times that nothing was read because the pipeline was full. */
  Counter pauses() {
    return pauses;
  }
}
