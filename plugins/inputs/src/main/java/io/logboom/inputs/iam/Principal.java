package io.logboom.inputs.iam;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.User;

/**
 * A user, a role or a group as a list has it.
 *
 * @param id AWS's own, never given twice
 * @param listed all that the list tells
 */
record Principal(Kind kind, String id, String name, String arn, String path, SdkPojo listed) {

  static Principal of(User user) {
    return new Principal(Kind.USERS, user.userId(), user.userName(), user.arn(), user.path(), user);
  }

  static Principal of(Role role) {
    return new Principal(Kind.ROLES, role.roleId(), role.roleName(), role.arn(), role.path(), role);
  }

  static Principal of(Group group) {
    return new Principal(
        Kind.GROUPS, group.groupId(), group.groupName(), group.arn(), group.path(), group);
  }

  /** For people. */
  String label() {
    return kind.one() + " " + name;
  }
}
