package io.logboom.filters.snare;

import io.logboom.spi.Names;
import java.util.Arrays;

/**
 * The columns of Snare's AWSCloudTrailLog table, in their order, and where in a record each comes
 * from (Snare Central, "AWSCloudTrailLog"). The ones without a field are made up by the filter.
 */
@SuppressWarnings("EnumOrdinal") // Positions by column, without hashing and without boxes.
enum Column {
  DATE(""),
  TIME(""),
  SYSTEM("eventSource"),
  TABLE(""),
  COLLECTIONDATETIME(""),
  CWLDATETIME(""),
  DATETIME("eventTime"),
  AWSREGION("awsRegion"),
  EVENTCATEGORY("eventCategory"),
  EVENTID("eventID"),
  EVENTNAME("eventName"),
  EVENTTYPE("eventType"),
  RECIPIENTACCOUNTID("recipientAccountId"),
  REQUESTID("requestID"),
  REQUESTPARAMETERS("requestParameters"),
  RESPONSEELEMENTS("responseElements"),
  SRCADDR("sourceIPAddress"),
  USERAGENT("userAgent"),
  USERACCESSKEYID("userIdentity.accessKeyId"),
  USERAID("userIdentity.accountId"),
  USERARN("userIdentity.arn"),
  USERNAME("userIdentity.userName"),
  USERPID("userIdentity.principalId"),
  USERTYPE("userIdentity.type"),
  SNAREDATAMAP("");

  private static final String USER_IDENTITY = "userIdentity";

  /** What the table is called. */
  static final String TABLE_NAME = "AWSCloudTrailLog";

  /** The fields with a column; the last name is userIdentity, whose own fields have some. */
  static final Names FIELDS;

  /** The column of each of {@link #FIELDS}, by ordinal. */
  static final int[] COLUMN_OF_FIELD;

  /** The number of userIdentity among {@link #FIELDS}. */
  static final int IDENTITY;

  /** The fields of userIdentity with a column. */
  static final Names IDENTITY_FIELDS;

  /** The column of each of {@link #IDENTITY_FIELDS}, by ordinal. */
  static final int[] COLUMN_OF_IDENTITY_FIELD;

  static {
    var top = Arrays.stream(values()).filter(c -> !c.field.isEmpty() && !c.ofIdentity()).toList();
    var names = new String[top.size() + 1];
    for (int i = 0; i < top.size(); i++) {
      names[i] = top.get(i).field;
    }
    names[top.size()] = USER_IDENTITY;
    FIELDS = Names.of(names);
    IDENTITY = top.size();
    COLUMN_OF_FIELD = top.stream().mapToInt(Column::ordinal).toArray();
    var nested = Arrays.stream(values()).filter(Column::ofIdentity).toList();
    int skip = USER_IDENTITY.length() + 1;
    IDENTITY_FIELDS = Names.of(nested.stream().map(c -> c.field.substring(skip)).toList());
    COLUMN_OF_IDENTITY_FIELD = nested.stream().mapToInt(Column::ordinal).toArray();
  }

  final String field;

  Column(String field) {
    this.field = field;
  }

  private boolean ofIdentity() {
    return field.startsWith(USER_IDENTITY + ".");
  }

  /** The most bytes its text may have; 0 where there is no such limit. */
  int limit() {
    return switch (this) {
      case REQUESTPARAMETERS, RESPONSEELEMENTS -> 100 << 10;
      case USERAGENT -> 1 << 10;
      default -> 0;
    };
  }
}
