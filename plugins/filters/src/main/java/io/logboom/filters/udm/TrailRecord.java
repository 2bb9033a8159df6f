package io.logboom.filters.udm;

import io.logboom.filters.udm.Part.Takes;
import io.logboom.spi.Fields;
import java.util.List;

/**
 * A CloudTrail record as positions in its bytes (AWS CloudTrail User Guide, "CloudTrail record
 * contents" and "CloudTrail userIdentity element"): one pass over the fields of each object that
 * UDM has places for. Filled again and again by the thread it belongs to.
 */
final class TrailRecord {
  static final int EVENT_VERSION = 0;
  static final int EVENT_TIME = 1;
  static final int EVENT_SOURCE = 2;
  static final int EVENT_NAME = 3;
  static final int AWS_REGION = 4;
  static final int EVENT_ID = 5;
  static final int SOURCE_IP_ADDRESS = 6;
  static final int USER_AGENT = 7;
  static final int ERROR_CODE = 8;
  static final int ERROR_MESSAGE = 9;
  static final int USER_IDENTITY = 10;
  static final int REQUEST_PARAMETERS = 11;
  static final int RESPONSE_ELEMENTS = 12;
  static final int ADDITIONAL_EVENT_DATA = 13;
  static final int TLS_DETAILS = 14;
  static final int RESOURCES = 15;

  static final int TYPE = 0;
  static final int PRINCIPAL_ID = 1;
  static final int ARN = 2;
  static final int ACCOUNT_ID = 3;
  static final int ACCESS_KEY_ID = 4;
  static final int USER_NAME = 5;
  static final int INVOKED_BY = 6;
  static final int IDENTITY_PROVIDER = 7;
  static final int CREDENTIAL_ID = 8;
  static final int SESSION_CONTEXT = 9;
  static final int ON_BEHALF_OF = 10;

  static final int SESSION_ISSUER = 0;
  static final int ATTRIBUTES = 1;
  static final int SOURCE_IDENTITY = 2;
  static final int ASSUMED_ROOT = 3;
  static final int EC2_ROLE_DELIVERY = 4;
  static final int EC2_ISSUED_IN_VPC = 5;

  static final int BEHALF_USER_ID = 0;
  static final int BEHALF_STORE_ARN = 1;

  static final int MFA_AUTHENTICATED = 0;
  static final int CREATION_DATE = 1;

  static final int ISSUER_TYPE = 0;
  static final int ISSUER_PRINCIPAL_ID = 1;
  static final int ISSUER_ARN = 2;
  static final int ISSUER_ACCOUNT_ID = 3;
  static final int ISSUER_USER_NAME = 4;

  static final int TLS_VERSION = 0;
  static final int CIPHER_SUITE = 1;
  static final int HOST_HEADER = 2;
  static final int KEY_EXCHANGE = 3;

  static final int MFA_USED = 0;
  static final int MFA_TYPE = 1;

  private static final byte[] SIGN_IN = UdmWord.bytes("signin.amazonaws.com");
  private static final byte[] IAM = UdmWord.bytes("iam.amazonaws.com");
  private static final byte[] STS = UdmWord.bytes("sts.amazonaws.com");

  final Part top =
      new Part(
          List.of(
              "eventVersion",
              "eventTime",
              "eventSource",
              "eventName",
              "awsRegion",
              "eventID",
              "sourceIPAddress",
              "userAgent",
              "errorCode",
              "errorMessage",
              "userIdentity",
              "requestParameters",
              "responseElements",
              "additionalEventData",
              "tlsDetails",
              "resources"),
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.ARRAY);

  final Part identity =
      new Part(
          List.of(
              "type",
              "principalId",
              "arn",
              "accountId",
              "accessKeyId",
              "userName",
              "invokedBy",
              "identityProvider",
              "credentialId",
              "sessionContext",
              "onBehalfOf"),
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.OBJECT,
          Takes.OBJECT);

  final Part session =
      new Part(
          List.of(
              "sessionIssuer",
              "attributes",
              "sourceIdentity",
              "assumedRoot",
              "ec2RoleDelivery",
              "ec2IssuedInVpc"),
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR);

  final Part behalf = Part.scalars("userId", "identityStoreArn");
  final Part attributes = Part.scalars("mfaAuthenticated", "creationDate");
  final Part issuer = Part.scalars("type", "principalId", "arn", "accountId", "userName");
  final Part tls =
      Part.scalars("tlsVersion", "cipherSuite", "clientProvidedHostHeader", "keyExchange");
  final Part signIn = Part.scalars("MFAUsed", "MfaType");
  final Parameters parameters;
  final Response response = new Response();
  final ResourceList resources = new ResourceList();

  private final Resources table;
  private boolean resourcesListed;

  TrailRecord(Resources table) {
    this.table = table;
    this.parameters = new Parameters(table);
  }

  /** Takes a record in. */
  void read(Fields fields) {
    top.read(fields);
    byte[] array = top.array();
    int source =
        top.has(EVENT_SOURCE)
            ? table.source(array, top.start(EVENT_SOURCE) + 1, top.end(EVENT_SOURCE) - 1)
            : -1;
    identity(fields);
    nested(fields, TLS_DETAILS, tls);
    signIn.clear();
    if (isSignIn()) {
      nested(fields, ADDITIONAL_EVENT_DATA, signIn);
    }
    if (top.has(REQUEST_PARAMETERS)) {
      parameters.read(fields.object(top.field(REQUEST_PARAMETERS)), source);
    } else {
      parameters.clear();
    }
    response.clear();
    if (top.has(RESPONSE_ELEMENTS) && (isSignIn() || isOfIdentities())) {
      response.read(fields.object(top.field(RESPONSE_ELEMENTS)));
    }
    resourcesListed = top.has(RESOURCES) && resources.read(array, top.start(RESOURCES));
    if (!resourcesListed) {
      resources.clear();
    }
  }

  private void nested(Fields fields, int name, Part part) {
    if (top.has(name)) {
      part.read(fields.object(top.field(name)));
    } else {
      part.clear();
    }
  }

  private void identity(Fields fields) {
    session.clear();
    attributes.clear();
    issuer.clear();
    behalf.clear();
    if (!top.has(USER_IDENTITY)) {
      identity.clear();
      return;
    }
    var object = fields.object(top.field(USER_IDENTITY));
    identity.read(object);
    if (identity.has(ON_BEHALF_OF)) {
      behalf.read(object.object(identity.field(ON_BEHALF_OF)));
    }
    if (identity.has(SESSION_CONTEXT)) {
      var context = object.object(identity.field(SESSION_CONTEXT));
      session.read(context);
      if (session.has(ATTRIBUTES)) {
        attributes.read(context.object(session.field(ATTRIBUTES)));
      }
      if (session.has(SESSION_ISSUER)) {
        issuer.read(context.object(session.field(SESSION_ISSUER)));
      }
    }
  }

  /** Whether resources is a list of objects, as it should be. */
  boolean resourcesListed() {
    return resourcesListed;
  }

  /** Whether somebody signed in, or out. */
  boolean isSignIn() {
    return top.is(EVENT_SOURCE, SIGN_IN);
  }

  private boolean isOfIdentities() {
    return top.is(EVENT_SOURCE, IAM) || top.is(EVENT_SOURCE, STS);
  }
}
