package io.logboom.filters.udm;

import io.logboom.filters.udm.Part.Takes;
import io.logboom.spi.Fields;
import java.util.List;

/**
 * What responseElements says of identities: the user, group, role, policy or key that IAM made, the
 * session that STS handed out, and whether a sign-in failed. Belongs to one thread.
 */
final class Response {
  static final int USER_ID = 0;
  static final int USER_NAME = 1;
  static final int ARN = 2;
  static final int CREATE_DATE = 3;
  static final int SESSION_ID = 4;

  static final int THING_ARN = 0;
  static final int THING_ID = 1;
  static final int POLICY_ID = 2;
  static final int KEY_ID = 3;
  static final int THING_CREATE_DATE = 4;

  static final int GROUP_ID = 0;
  static final int GROUP_CREATE_DATE = 1;

  private static final int USER = 0;
  private static final int SESSION = 1;
  private static final int FEDERATED = 2;
  private static final int GROUP = 3;
  private static final int ROLE = 4;
  private static final int POLICY = 5;
  private static final int ACCESS_KEY = 6;
  private static final int CONSOLE_LOGIN = 7;
  private static final int RENEW_ROLE = 11;

  private static final byte[] FAILURE = UdmWord.bytes("Failure");

  /** The user that was made, or the session, which acts as one. */
  final Part user = Part.scalars("userId", "userName", "arn", "createDate", "assumedRoleId");

  final Part group = Part.scalars("groupId", "createDate");

  /** The role, policy or key that was made. */
  final Part thing = Part.scalars("arn", "roleId", "policyId", "accessKeyId", "createDate");

  private final Part all =
      new Part(
          List.of(
              "user",
              "assumedRoleUser",
              "federatedUser",
              "group",
              "role",
              "policy",
              "accessKey",
              "ConsoleLogin",
              "SwitchRole",
              "CheckMfa",
              "ExitRole",
              "RenewRole"),
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.OBJECT,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR,
          Takes.SCALAR);

  private boolean failed;

  void clear() {
    user.clear();
    group.clear();
    thing.clear();
    failed = false;
  }

  /** Takes responseElements in. */
  void read(Fields elements) {
    clear();
    all.read(elements);
    nested(elements, USER, user);
    nested(elements, SESSION, user);
    nested(elements, FEDERATED, user);
    nested(elements, GROUP, group);
    nested(elements, ROLE, thing);
    nested(elements, POLICY, thing);
    nested(elements, ACCESS_KEY, thing);
    for (int word = CONSOLE_LOGIN; word <= RENEW_ROLE; word++) {
      failed |= all.is(word, FAILURE);
    }
  }

  private void nested(Fields elements, int name, Part part) {
    if (all.has(name)) {
      part.read(elements.object(all.field(name)));
    }
  }

  /** Whether a sign-in failed, or a step of one. */
  boolean failed() {
    return failed;
  }

  /** Whether it has anything to say of a user or session. */
  boolean hasUser() {
    return user.has(USER_NAME) || user.has(ARN);
  }
}
