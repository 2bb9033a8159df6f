package io.logboom.outputs.message;

import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import io.logboom.testkit.Events;
import java.nio.charset.StandardCharsets;

/** Events as the {@code alert} filter makes them. */
public final class Alerts {

  /** Where they come from. */
  public static final Origin ORIGIN = Events.ORIGIN.with(Origin.ALERT, "json");

  private Alerts() {}

  /** An alert with this text in UTF-8. */
  public static Event of(String text) {
    return Events.of(text.getBytes(StandardCharsets.UTF_8), ORIGIN, 0);
  }
}
