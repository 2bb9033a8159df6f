package io.logboom.filters.udm;

import static io.logboom.filters.udm.TrailRecord.ACCOUNT_ID;
import static io.logboom.filters.udm.TrailRecord.ARN;
import static io.logboom.filters.udm.TrailRecord.AWS_REGION;
import static io.logboom.filters.udm.TrailRecord.INVOKED_BY;
import static io.logboom.filters.udm.TrailRecord.PRINCIPAL_ID;
import static io.logboom.filters.udm.TrailRecord.SOURCE_IP_ADDRESS;
import static io.logboom.filters.udm.TrailRecord.TYPE;
import static io.logboom.filters.udm.TrailRecord.USER_NAME;

import java.util.Arrays;

/** Writes who did it, and from where. Belongs to one thread. */
final class TrailPrincipal {
  private static final byte[] ROLE = UdmWord.bytes("Role");
  private static final byte[] AWS_SERVICE = UdmWord.bytes("AWSService");
  private static final byte[] SERVICE_ACCOUNT = UdmWord.quoted("SERVICE_ACCOUNT_TYPE");
  private static final byte[] CLOUD_ACCOUNT = UdmWord.quoted("CLOUD_ACCOUNT_TYPE");
  private static final byte[] MFA = UdmWord.bytes("mfaAuthenticated");
  private static final byte[] CREATION_DATE = UdmWord.bytes("creationDate");
  private static final byte[] IDENTITY_PROVIDER = UdmWord.bytes("identityProvider");
  private static final byte[] CREDENTIAL_ID = UdmWord.bytes("credentialId");
  private static final byte[] BEHALF_USER = UdmWord.bytes("onBehalfOf.userId");
  private static final byte[] BEHALF_STORE = UdmWord.bytes("onBehalfOf.identityStoreArn");
  private static final byte[] SOURCE_IDENTITY = UdmWord.bytes("sourceIdentity");
  private static final byte[] ASSUMED_ROOT = UdmWord.bytes("assumedRoot");
  private static final byte[] EC2_ROLE_DELIVERY = UdmWord.bytes("ec2RoleDelivery");
  private static final byte[] EC2_ISSUED_IN_VPC = UdmWord.bytes("ec2IssuedInVpc");
  private static final byte[] ISSUER_TYPE = UdmWord.bytes("sessionIssuer.type");
  private static final byte[] ISSUER_ID = UdmWord.bytes("sessionIssuer.principalId");
  private static final byte[] ISSUER_ARN = UdmWord.bytes("sessionIssuer.arn");
  private static final byte[] ISSUER_ACCOUNT = UdmWord.bytes("sessionIssuer.accountId");
  private static final byte[] ISSUER_NAME = UdmWord.bytes("sessionIssuer.userName");

  private final TrailRecord record;
  private final JsonOut out;
  private final byte[] namespace;
  private Address.Kind address = Address.Kind.OTHER;

  /**
   * @param namespace a JSON string; empty for none
   */
  TrailPrincipal(TrailRecord record, JsonOut out, byte[] namespace) {
    this.record = record;
    this.out = out;
    this.namespace = namespace;
  }

  /** Looks at the record that was just read; answers what there is, as {@link EventType.Needs}. */
  int look() {
    var top = record.top;
    address = Address.Kind.OTHER;
    int has = top.has(AWS_REGION) ? EventType.Needs.PRINCIPAL : 0;
    if (top.has(SOURCE_IP_ADDRESS)) {
      int start = top.start(SOURCE_IP_ADDRESS);
      has |= EventType.Needs.PRINCIPAL;
      if (top.array()[start] == '"') {
        address = Address.of(top.array(), start + 1, top.end(SOURCE_IP_ADDRESS) - 1);
      }
      if (address != Address.Kind.OTHER) {
        has |= EventType.Needs.MACHINE;
      }
    }
    return hasUser()
        ? has
            | EventType.Needs.PRINCIPAL
            | EventType.Needs.PRINCIPAL_USER
            | EventType.Needs.ANY_USER
        : has;
  }

  /** Whether the record says which user it was. */
  boolean hasUser() {
    return userid() >= 0 || record.behalf.has(TrailRecord.BEHALF_USER_ID);
  }

  /**
   * Which of identity's fields names the user: Google's own rules look for the ARN. Users of IAM
   * Identity Center have none of these.
   */
  private int userid() {
    var identity = record.identity;
    if (identity.has(ARN)) {
      return ARN;
    }
    if (identity.has(USER_NAME)) {
      return USER_NAME;
    }
    if (identity.has(PRINCIPAL_ID)) {
      return PRINCIPAL_ID;
    }
    return identity.has(INVOKED_BY) ? INVOKED_BY : -1;
  }

  void write() {
    int mark = out.object(UdmName.PRINCIPAL);
    machine();
    if (record.top.has(AWS_REGION)) {
      int location = out.object(UdmName.LOCATION);
      text(UdmName.NAME, record.top, AWS_REGION);
      out.close(location);
    }
    int user = out.object(UdmName.USER);
    user();
    attribute();
    out.close(user);
    if (record.identity.has(TYPE)) {
      int resource = out.object(UdmName.RESOURCE);
      text(UdmName.TYPE, record.identity, TYPE);
      out.close(resource);
    }
    if (namespace.length > 0) {
      out.word(UdmName.NAMESPACE, namespace);
    }
    out.close(mark);
  }

  private void machine() {
    var top = record.top;
    switch (address) {
      case IP -> {
        int ip = out.array(UdmName.IP);
        out.text(top.array(), top.start(SOURCE_IP_ADDRESS), top.end(SOURCE_IP_ADDRESS));
        out.closeArray(ip);
      }
      case HOST -> text(UdmName.HOSTNAME, top, SOURCE_IP_ADDRESS);
      case OTHER -> {
        if (!record.identity.has(INVOKED_BY)) {
          text(UdmName.APPLICATION, top, SOURCE_IP_ADDRESS);
        }
      }
    }
    text(UdmName.APPLICATION, record.identity, INVOKED_BY);
  }

  /** Whether sourceIPAddress has found no place, as it is words and another service is named. */
  boolean leavesAddress() {
    if (address != Address.Kind.OTHER
        || !record.top.has(SOURCE_IP_ADDRESS)
        || !record.identity.has(INVOKED_BY)) {
      return false;
    }
    return !Arrays.equals(
        record.top.array(),
        record.top.start(SOURCE_IP_ADDRESS),
        record.top.end(SOURCE_IP_ADDRESS),
        record.identity.array(),
        record.identity.start(INVOKED_BY),
        record.identity.end(INVOKED_BY));
  }

  /** Writes the names of the user into the object under way: also where it is the target. */
  void user() {
    var identity = record.identity;
    int userid = userid();
    if (userid >= 0) {
      text(UdmName.USERID, identity, userid);
    } else {
      text(UdmName.USERID, record.behalf, TrailRecord.BEHALF_USER_ID);
    }
    if (identity.has(USER_NAME)) {
      text(UdmName.USER_DISPLAY_NAME, identity, USER_NAME);
    } else {
      text(UdmName.USER_DISPLAY_NAME, record.issuer, TrailRecord.ISSUER_USER_NAME);
    }
    text(UdmName.PRODUCT_OBJECT_ID, identity, PRINCIPAL_ID);
    if (identity.has(ACCOUNT_ID)) {
      int groups = out.array(UdmName.GROUP_IDENTIFIERS);
      out.text(identity.array(), identity.start(ACCOUNT_ID), identity.end(ACCOUNT_ID));
      out.closeArray(groups);
    }
    if (identity.has(TYPE)) {
      boolean service = identity.is(TYPE, AWS_SERVICE);
      out.word(UdmName.ACCOUNT_TYPE, service ? SERVICE_ACCOUNT : CLOUD_ACCOUNT);
    }
  }

  private void attribute() {
    int attribute = out.object(UdmName.ATTRIBUTE);
    boolean role = record.issuer.is(TrailRecord.ISSUER_TYPE, ROLE);
    if (role) {
      int roles = out.array(UdmName.ROLES);
      int item = out.item();
      text(UdmName.NAME, record.issuer, TrailRecord.ISSUER_USER_NAME);
      text(UdmName.DESCRIPTION, record.issuer, TrailRecord.ISSUER_ARN);
      out.close(item);
      out.closeArray(roles);
    }
    int labels = out.array(UdmName.LABELS);
    label(MFA, record.attributes, TrailRecord.MFA_AUTHENTICATED);
    label(CREATION_DATE, record.attributes, TrailRecord.CREATION_DATE);
    label(ISSUER_TYPE, record.issuer, TrailRecord.ISSUER_TYPE);
    label(ISSUER_ID, record.issuer, TrailRecord.ISSUER_PRINCIPAL_ID);
    label(ISSUER_ACCOUNT, record.issuer, TrailRecord.ISSUER_ACCOUNT_ID);
    if (!role) {
      label(ISSUER_ARN, record.issuer, TrailRecord.ISSUER_ARN);
      label(ISSUER_NAME, record.issuer, TrailRecord.ISSUER_USER_NAME);
    }
    label(SOURCE_IDENTITY, record.session, TrailRecord.SOURCE_IDENTITY);
    label(ASSUMED_ROOT, record.session, TrailRecord.ASSUMED_ROOT);
    label(EC2_ROLE_DELIVERY, record.session, TrailRecord.EC2_ROLE_DELIVERY);
    label(EC2_ISSUED_IN_VPC, record.session, TrailRecord.EC2_ISSUED_IN_VPC);
    label(IDENTITY_PROVIDER, record.identity, TrailRecord.IDENTITY_PROVIDER);
    label(BEHALF_USER, record.behalf, TrailRecord.BEHALF_USER_ID);
    label(BEHALF_STORE, record.behalf, TrailRecord.BEHALF_STORE_ARN);
    label(CREDENTIAL_ID, record.identity, TrailRecord.CREDENTIAL_ID);
    out.closeArray(labels);
    out.close(attribute);
  }

  private void label(byte[] key, Part part, int name) {
    if (part.has(name)) {
      out.label(key, part.array(), part.start(name), part.end(name));
    }
  }

  private void text(UdmName as, Part part, int name) {
    if (part.has(name)) {
      out.text(as, part.array(), part.start(name), part.end(name));
    }
  }
}
