package io.logboom.outputs.secops;

import io.logboom.spi.Bytes;
import io.logboom.spi.Event;
import java.net.URI;

/** How one of the APIs wants things said. Safe for use by many threads. */
sealed interface Dialect permits ChronicleApi, IngestionApi {

  /**
   * The method that takes such items.
   *
   * @param logType of logs and entities
   */
  Call call(Kind kind, String logType);

  /**
   * Writes a log as it stands in a request.
   *
   * @throws Unsendable when it cannot be one
   */
  void writeLog(Event event, Bytes out) throws Unsendable;

  /** What can be asked without changing anything. */
  URI check();

  /** The permission that {@link #check} needs. */
  String checkPermission();

  /** What the token must be good for. */
  String scope();

  /** Whose data it is, as people know it. */
  String place();
}
