package io.logboom.inputs.net;

import io.logboom.spi.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Tells of what those who send do wrong. Everything is counted; of each kind only the first few in
 * a minute are logged, with the number of those left out, so that nobody can flood the log. Safe
 * for use by many threads.
 */
public final class Complaints {
  private static final int A_MINUTE = 10;
  private static final long MINUTE = 60_000_000_000L;
  private static final int LONGEST = 500;

  private final Logger log;
  private final Context context;
  private final LongSupplier nanos;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  /** Logs under the input's name. */
  public Complaints(Logger log, Context context) {
    this(log, context, System::nanoTime);
  }

  Complaints(Logger log, Context context, LongSupplier nanos) {
    this.log = log;
    this.context = context;
    this.nanos = nanos;
  }

  /**
   * Counts, and perhaps logs.
   *
   * @param counter the kind: the counter's name
   * @param message who did what, without any secret; characters that could forge lines of the log
   *     are replaced
   */
  public void tell(String counter, String message) {
    context.counter(counter).increment();
    var kind = kinds.computeIfAbsent(counter, _ -> new Kind());
    long left;
    synchronized (kind) {
      long now = nanos.getAsLong();
      if (kind.told == 0 || now - kind.since >= MINUTE) {
        kind.since = now;
        kind.told = 0;
      }
      if (kind.told == A_MINUTE) {
        kind.left++;
        return;
      }
      kind.told++;
      left = kind.left;
      kind.left = 0;
    }
    String more = left == 0 ? "" : " (" + left + " more of this kind before)";
    log.warn("{}: {}{}", context.name(), printable(message), more);
  }

  /** A stranger's text in one line of the log: no control characters, not too long. */
  public static String printable(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{C}\\u2028\\u2029]", "?");
  }

  private static final class Kind {
    private long since;
    private int told;
    private long left;
  }
}
