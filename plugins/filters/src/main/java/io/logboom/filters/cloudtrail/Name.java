package io.logboom.filters.cloudtrail;

import io.logboom.spi.Names;
import java.util.Arrays;

/**
 * The names the filter knows at the top level of an object: the fields of a record (AWS CloudTrail
 * User Guide, "CloudTrail record contents"), and the names that give an envelope away.
 */
@SuppressWarnings("EnumOrdinal") // The set of names found is one long.
enum Name {
  EVENT_VERSION("eventVersion"),
  USER_IDENTITY("userIdentity"),
  EVENT_TIME("eventTime"),
  EVENT_SOURCE("eventSource"),
  EVENT_NAME("eventName"),
  AWS_REGION("awsRegion"),
  EVENT_ID("eventID"),
  EVENT_TYPE("eventType"),
  EVENT_CATEGORY("eventCategory"),
  SOURCE_IP_ADDRESS("sourceIPAddress"),
  USER_AGENT("userAgent"),
  ERROR_CODE("errorCode"),
  ERROR_MESSAGE("errorMessage"),
  REQUEST_PARAMETERS("requestParameters"),
  RESPONSE_ELEMENTS("responseElements"),
  ADDITIONAL_EVENT_DATA("additionalEventData"),
  REQUEST_ID("requestID"),
  API_VERSION("apiVersion"),
  MANAGEMENT_EVENT("managementEvent"),
  READ_ONLY("readOnly"),
  RESOURCES("resources"),
  RECIPIENT_ACCOUNT_ID("recipientAccountId"),
  SERVICE_EVENT_DETAILS("serviceEventDetails"),
  SHARED_EVENT_ID("sharedEventID"),
  VPC_ENDPOINT_ID("vpcEndpointId"),
  VPC_ENDPOINT_ACCOUNT_ID("vpcEndpointAccountId"),
  ADDENDUM("addendum"),
  SESSION_CREDENTIAL_FROM_CONSOLE("sessionCredentialFromConsole"),
  EDGE_DEVICE_DETAILS("edgeDeviceDetails"),
  TLS_DETAILS("tlsDetails"),
  EVENT_CONTEXT("eventContext"),
  INSIGHT_DETAILS("insightDetails"),
  // Aggregated records spell their id so.
  EVENT_ID_OF_AGGREGATED("eventId"),
  TIME_WINDOW("timeWindow"),
  // A document as it lies in S3.
  RECORDS("Records"),
  // EventBridge.
  DETAIL("detail"),
  DETAIL_TYPE("detail-type"),
  SOURCE("source"),
  ACCOUNT("account"),
  REGION("region"),
  // A subscription of CloudWatch Logs.
  MESSAGE_TYPE("messageType"),
  LOG_EVENTS("logEvents"),
  LOG_GROUP("logGroup"),
  LOG_STREAM("logStream"),
  OWNER("owner"),
  // LookupEvents: an item, and a page of them.
  CLOUD_TRAIL_EVENT("CloudTrailEvent"),
  EVENTS("Events"),
  // A digest.
  DIGEST_S3_OBJECT("digestS3Object"),
  DIGEST_START_TIME("digestStartTime");

  /** All of them, numbered by ordinal. */
  static final Names ALL = Names.of(Arrays.stream(values()).map(name -> name.text).toList());

  final String text;

  Name(String text) {
    this.text = text;
  }

  /** The bit that stands for it in a set. */
  long bit() {
    return 1L << ordinal();
  }
}
