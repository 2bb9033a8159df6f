package io.logboom.filters.udm;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The event types of UDM that can be made of a CloudTrail record, with what an event of that type
 * must have (Google SecOps, "UDM usage guide"), and the type that is taken instead when the record
 * has not got it.
 */
@SuppressWarnings("ImmutableEnumChecker") // Nobody changes the bytes of a word.
enum EventType {
  /** Whatever has no other type. */
  GENERIC_EVENT(0),
  /** What a user did, or what was done to one. */
  USER_UNCATEGORIZED(Needs.PRINCIPAL | Needs.ANY_USER, GENERIC_EVENT),
  /** A resource was made. */
  RESOURCE_CREATION(Needs.PRINCIPAL | Needs.RESOURCE, GENERIC_EVENT),
  /** A resource is no more. */
  RESOURCE_DELETION(Needs.PRINCIPAL | Needs.RESOURCE, GENERIC_EVENT),
  /** Who may do what with a resource changed. */
  RESOURCE_PERMISSIONS_CHANGE(Needs.PRINCIPAL | Needs.RESOURCE, GENERIC_EVENT),
  /** A resource was read. */
  RESOURCE_READ(Needs.PRINCIPAL | Needs.RESOURCE, GENERIC_EVENT),
  /** A resource was changed. */
  RESOURCE_WRITTEN(Needs.PRINCIPAL | Needs.RESOURCE, GENERIC_EVENT),
  /** A user made a resource. */
  USER_RESOURCE_CREATION(Needs.PRINCIPAL_USER | Needs.RESOURCE, RESOURCE_CREATION),
  /** A user removed a resource. */
  USER_RESOURCE_DELETION(Needs.PRINCIPAL_USER | Needs.RESOURCE, RESOURCE_DELETION),
  /** A user changed who may do what with a resource. */
  USER_RESOURCE_UPDATE_PERMISSIONS(
      Needs.PRINCIPAL_USER | Needs.RESOURCE, RESOURCE_PERMISSIONS_CHANGE),
  /** A user used a resource. */
  USER_RESOURCE_ACCESS(Needs.PRINCIPAL_USER | Needs.RESOURCE, RESOURCE_READ),
  /** A user changed a resource. */
  USER_RESOURCE_UPDATE_CONTENT(Needs.PRINCIPAL_USER | Needs.RESOURCE, RESOURCE_WRITTEN),
  /** A user signed in, or tried to. */
  USER_LOGIN(Needs.MACHINE | Needs.TARGET_USER, USER_UNCATEGORIZED),
  /** A user signed out. */
  USER_LOGOUT(Needs.MACHINE | Needs.TARGET_USER, USER_UNCATEGORIZED),
  /** A user was made. */
  USER_CREATION(Needs.PRINCIPAL | Needs.TARGET_USER, RESOURCE_CREATION),
  /** A user is no more. */
  USER_DELETION(Needs.PRINCIPAL | Needs.TARGET_USER, RESOURCE_DELETION),
  /** A user's password changed. */
  USER_CHANGE_PASSWORD(Needs.PRINCIPAL | Needs.TARGET_USER, RESOURCE_WRITTEN),
  /** What a user may do changed. */
  USER_CHANGE_PERMISSIONS(Needs.PRINCIPAL | Needs.TARGET_USER, RESOURCE_PERMISSIONS_CHANGE),
  /** Something else about a group. */
  GROUP_UNCATEGORIZED(Needs.PRINCIPAL | Needs.GROUP, RESOURCE_WRITTEN),
  /** A group was made. */
  GROUP_CREATION(Needs.PRINCIPAL | Needs.GROUP, RESOURCE_CREATION),
  /** A group is no more. */
  GROUP_DELETION(Needs.PRINCIPAL | Needs.GROUP, RESOURCE_DELETION),
  /** A group changed. */
  GROUP_MODIFICATION(Needs.PRINCIPAL | Needs.GROUP, RESOURCE_WRITTEN),
  /** Something else a product says of itself. */
  STATUS_UNCATEGORIZED(Needs.MACHINE, GENERIC_EVENT),
  /** A product says that something goes on. */
  STATUS_UPDATE(Needs.MACHINE, GENERIC_EVENT);

  private final int needs;
  private final EventType instead;
  private final byte[] word = UdmWord.quoted(name());

  EventType(int needs) {
    this.needs = needs;
    this.instead = this;
  }

  EventType(int needs, EventType instead) {
    this.needs = needs;
    this.instead = instead;
  }

  /** What an event has, as bits. */
  static final class Needs {
    /** Whatever is known of who did it. */
    static final int PRINCIPAL = 1;

    /** An address or a host name of who did it. */
    static final int MACHINE = 1 << 1;

    /** The user who did it. */
    static final int PRINCIPAL_USER = 1 << 2;

    /** The user it was done to. */
    static final int TARGET_USER = 1 << 3;

    /** A user on either side. */
    static final int ANY_USER = 1 << 4;

    /** The group it was done to. */
    static final int GROUP = 1 << 5;

    /** The resource it was done to. */
    static final int RESOURCE = 1 << 6;

    private Needs() {}
  }

  /** This type, or the first one instead whose needs are met. */
  EventType metBy(int has) {
    var type = this;
    while ((type.needs & ~has) != 0) {
      type = type.instead;
    }
    return type;
  }

  /** Its name as a JSON string. */
  byte[] word() {
    return word;
  }

  /**
   * Looks a type up by UDM's name for it.
   *
   * @throws IllegalArgumentException when UDM has none of that name, or none that fits
   */
  static EventType of(String name) {
    for (var type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + name
            + "\" is not an event type that can be made of a CloudTrail record; these can: "
            + Arrays.stream(values()).map(EventType::name).collect(Collectors.joining(", ")));
  }
}
