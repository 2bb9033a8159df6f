package io.logboom.core.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.logboom.core.config.Logging;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;

/**
 * The agent's own log: lines on stderr, never on stdout, which belongs to events.
 *
 * <p>Logback finds this class by itself before the first message, and so looks for no file of its
 * own: searching the class path and parsing XML would take longer than a short run. Until the
 * configuration is known, warnings are shown as text.
 */
public final class Logs extends ContextAwareBase implements Configurator {

  /** For Logback, which makes it. */
  public Logs() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    apply(context, new Logging(Logging.Level.WARN, Logging.Format.TEXT), journal());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Logs as configured from now on. */
  static void configure(Logging logging) {
    configure(logging, journal());
  }

  /**
   * The same.
   *
   * @param journal whether standard error is systemd's journal
   */
  static void configure(Logging logging, boolean journal) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      apply(context, logging, journal);
    }
  }

  private static boolean journal() {
    return Journal.takes(System.getenv());
  }

  private static void apply(LoggerContext context, Logging logging, boolean journal) {
    var lines = new LogLines(logging.format(), journal);
    lines.setContext(context);
    lines.start();
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setEncoder(lines);
    appender.setOutputStream(new StandardError());
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    var level = level(logging.level());
    // Libraries may log what they send, with all that is secret in it, below the level of warnings.
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    context.getLogger("io.logboom").setLevel(level);
  }

  private static Level level(Logging.Level level) {
    return switch (level) {
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
      case TRACE -> Level.TRACE;
    };
  }

  /** Standard error as it is at the time; stays open whatever becomes of the log. */
  private static final class StandardError extends FilterOutputStream {
    StandardError() {
      super(OutputStream.nullOutputStream());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      System.err.write(bytes, offset, length);
    }

    @Override
    public void write(int b) {
      System.err.write(b);
    }

    @Override
    public void flush() {
      System.err.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}
