package io.logboom.spi;

import java.nio.file.Path;
import java.time.Clock;
import java.util.function.LongSupplier;

/** What the engine lends a plugin when it is made. Safe for use by many threads. */
public interface Context {

  /** The plugin's address in the configuration: {@code pipelines.cloudtrail.inputs.trail}. */
  String name();

  /**
   * A directory of the plugin's own that outlives the process; made by whoever writes to it first.
   */
  Path dataDirectory();

  /** The time. */
  Clock clock();

  /**
   * A counter of the plugin's own, shown in the summary and the metrics. Names are kebab-case and
   * say what is counted: {@code objects}, {@code skipped-digest}. The same name gives the same
   * counter.
   */
  Counter counter(String name);

  /**
   * Shows a value of the plugin's own that goes up and down, in the summary and the metrics, under
   * a name as a counter has one: {@code millis-behind-latest.shard-1}. Given the same name again,
   * the new one is shown.
   *
   * @param value asked for whenever somebody looks, on any thread, so it must be quick; a negative
   *     one means that there is nothing to show
   */
  void gauge(String name, LongSupplier value);

  /** Cuts streams into events. */
  Framer framer(Framing framing);

  /** An event over an array nobody changes any more. */
  Event event(byte[] bytes, Origin origin);
}
