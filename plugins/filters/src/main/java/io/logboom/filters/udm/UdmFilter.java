package io.logboom.filters.udm;

import io.logboom.spi.Event;
import io.logboom.spi.Fields;
import io.logboom.spi.Filter;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Names;
import io.logboom.spi.Next;

/**
 * Hands each event to the mapping of its kind. Keeps no state between calls but each thread's
 * scratch paper; safe for use by many threads.
 */
final class UdmFilter implements Filter {

  /**
   * Names that only one of the two kinds has at its top level: CloudTrail's first, then those of
   * IAM's records and pages (AWS IAM API Reference, "Data Types"), in the spelling of the API and
   * in Google's, and of what the iam input says of one that is gone.
   */
  private static final Names TELLING =
      Names.of(
          "eventVersion",
          "eventSource",
          "eventName",
          "UserName",
          "UserId",
          "UserID",
          "RoleName",
          "RoleId",
          "RoleID",
          "GroupName",
          "GroupId",
          "GroupID",
          "User",
          "Role",
          "Group",
          "Users",
          "Roles",
          "Groups",
          "UserDetailList",
          "RoleDetailList",
          "GroupDetailList",
          "Deleted");

  private static final int OF_CLOUDTRAIL = 3;

  private final UdmConfig.From from;
  private final Mapping cloudTrail;
  private final Mapping iam;

  UdmFilter(UdmConfig.From from, Mapping cloudTrail, Mapping iam) {
    this.from = from;
    this.cloudTrail = cloudTrail;
    this.iam = iam;
  }

  @Override
  public void apply(Event event, Next next) throws MalformedException {
    var fields = event.fields();
    var mapping =
        switch (from) {
          case CLOUDTRAIL -> cloudTrail;
          case IAM -> iam;
          case AUTO -> told(fields);
        };
    mapping.map(event, fields, next);
  }

  /** The first name that tells the kind decides. */
  private Mapping told(Fields fields) throws MalformedException {
    int size = fields.size();
    for (int i = 0; i < size; i++) {
      int name = fields.indexIn(TELLING, i);
      if (name >= 0) {
        return name < OF_CLOUDTRAIL ? cloudTrail : iam;
      }
    }
    throw new MalformedException(
        "unknown-record",
        "neither a CloudTrail record (it has no eventVersion, eventSource or eventName)"
            + " nor one of the IAM API (no user, role or group)",
        -1);
  }
}
