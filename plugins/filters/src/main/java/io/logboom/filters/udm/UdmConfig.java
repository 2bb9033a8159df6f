package io.logboom.filters.udm;

import io.logboom.spi.DataSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of the {@code udm} filter.
 *
 * @param from what the events are
 * @param casing how the names of UDM's fields are spelled
 * @param eventTypes rules that come before the filter's own table of event types
 * @param ingestionLabels what is put on every event as its ingestion labels
 * @param namespace what principal and target of an event belong to; empty for nothing
 * @param maxSize the most bytes an event may have
 * @param relations how the members of a group are told
 * @param validate whether what was written is held against UDM's list of fields before it goes on
 */
public record UdmConfig(
    From from,
    Casing casing,
    List<EventTypeRule> eventTypes,
    Map<String, String> ingestionLabels,
    Optional<String> namespace,
    DataSize maxSize,
    Relations relations,
    boolean validate) {

  private static final long LEAST = 16 << 10;

  /** What the events are. */
  public enum From {
    /** Each event is looked at. */
    AUTO,
    /** Users, roles and groups of the IAM API. */
    IAM,
    /** CloudTrail records. */
    CLOUDTRAIL
  }

  /** How the names of UDM's fields are spelled. */
  public enum Casing {
    /** As in Google's documentation of UDM: {@code event_timestamp}. */
    SNAKE,
    /** As proto JSON is printed: {@code eventTimestamp}. */
    CAMEL
  }

  /** How the members of a group are told. */
  public enum Relations {
    /** As relations of the group, as Google's table for AWS_IAM has it. */
    SEED,
    /** And as relations of each user, as the definition of MEMBER has it. */
    ALSO_USER_TO_GROUP
  }

  public UdmConfig {
    if (maxSize.bytes() < LEAST || maxSize.bytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("max-size must be from 16KiB to 2GB");
    }
  }
}
