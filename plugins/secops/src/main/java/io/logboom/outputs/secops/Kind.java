package io.logboom.outputs.secops;

import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.MalformedException;

/** What an event is to SecOps, by which the method that takes it is chosen. */
enum Kind {
  /** A UDM event. */
  EVENT("events"),
  /** An entity: what is known of a user, a resource, a group. */
  ENTITY("entities"),
  /** A log as its sender wrote it. */
  LOG("logs");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** Several of them, as the methods of the Chronicle API and its permissions say. */
  String word() {
    return word;
  }

  /**
   * Tells what an event is.
   *
   * @throws Unsendable when it cannot be what the configuration says it is
   */
  static Kind of(Event event, Mode mode) throws Unsendable {
    if (mode == Mode.RAW) {
      return LOG;
    }
    boolean metadata;
    boolean entity;
    try {
      var fields = event.fields();
      metadata = isObject(fields.find("metadata"), fields);
      entity = isObject(fields.find("entity"), fields);
    } catch (MalformedException e) {
      throw new Unsendable("neither a UDM event nor an entity: " + e.getMessage());
    }
    if (!metadata) {
      throw new Unsendable(
          "neither a UDM event nor an entity: it has no object metadata"
              + " (the filter udm makes them; mode = raw sends events as they are)");
    }
    return switch (mode) {
      case AUTO -> entity ? ENTITY : EVENT;
      case UDM -> {
        if (entity) {
          throw new Unsendable("an entity, but mode = udm is for events");
        }
        yield EVENT;
      }
      case ENTITIES -> {
        if (!entity) {
          throw new Unsendable("no entity: it has no object entity, as mode = entities wants");
        }
        yield ENTITY;
      }
      case RAW -> LOG;
    };
  }

  private static boolean isObject(int field, Fields fields) {
    return field >= 0 && fields.kind(field) == '{';
  }
}
