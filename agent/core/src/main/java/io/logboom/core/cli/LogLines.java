package io.logboom.core.cli;

import static ch.qos.logback.classic.Level.toLocationAwareLoggerInteger;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.logboom.core.config.Logging.Format;
import io.logboom.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * Writes messages as lines, in UTF-8: for people ({@code 2026-11-21T03:15:00.123Z INFO Agent:
 * started}), or a JSON object each. Lines for people that go to systemd's journal have no time,
 * which it adds, but their urgency in front: {@code <6>INFO Agent: started}. Whatever a message
 * holds, a line of JSON is one line; among lines for people only a message begins at the margin,
 * and control characters are shown as {@code ?}: no text from outside passes for a message, or
 * takes hold of a terminal.
 */
final class LogLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final Format format;
  private final boolean journal;

  /**
   * @param journal whether lines for people go to systemd's journal
   */
  LogLines(Format format, boolean journal) {
    this.format = format;
    this.journal = journal;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line =
        switch (format) {
          case TEXT -> text(event);
          case JSON -> json(event) + "\n";
        };
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private String text(ILoggingEvent event) {
    var line = new StringBuilder();
    if (!journal) {
      line.append(time(event)).append(' ');
    }
    line.append(event.getLevel());
    line.append(" ".repeat(Math.max(1, 6 - event.getLevel().toString().length())));
    String logger = event.getLoggerName();
    line.append(logger.substring(logger.lastIndexOf('.') + 1)).append(": ");
    line.append(event.getFormattedMessage());
    for (var pair : pairs(event)) {
      line.append(' ').append(pair.key).append('=').append(pair.value);
    }
    if (event.getThrowableProxy() != null) {
      line.append('\n').append(ThrowableProxyUtil.asString(event.getThrowableProxy()).strip());
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        line.setCharAt(i, '?');
      }
    }
    // Each line is an entry of its own in the journal, so each has its mark.
    String mark = journal ? mark(event) : "";
    return mark + line.toString().replace("\n", "\n" + mark + "  ") + "\n";
  }

  private static String mark(ILoggingEvent event) {
    return Journal.mark(Level.intToLevel(toLocationAwareLoggerInteger(event.getLevel())));
  }

  private static String json(ILoggingEvent event) {
    var line = new JsonText().open('{');
    line.name("time").value(time(event));
    line.name("level").value(event.getLevel().toString());
    line.name("logger").value(event.getLoggerName());
    line.name("thread").value(event.getThreadName());
    line.name("message").value(Objects.toString(event.getFormattedMessage()));
    for (var pair : pairs(event)) {
      line.name(pair.key).value(Objects.toString(pair.value));
    }
    if (event.getThrowableProxy() != null) {
      line.name("error").value(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.close('}').toString();
  }

  private static String time(ILoggingEvent event) {
    return TIME.format(event.getInstant());
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
  }
}
