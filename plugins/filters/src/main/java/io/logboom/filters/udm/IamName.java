package io.logboom.filters.udm;

import io.logboom.spi.Names;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that the mapping of IAM knows (AWS IAM API Reference, "Data Types" and "Actions"). Ids
 * have a second spelling, Google's own; lists of policies are called differently by the operations
 * that give them.
 */
enum IamName {
  USER_ID("UserId", "UserID"),
  USER_NAME("UserName"),
  ROLE_ID("RoleId", "RoleID"),
  ROLE_NAME("RoleName"),
  GROUP_ID("GroupId", "GroupID"),
  GROUP_NAME("GroupName"),
  ARN("Arn"),
  PATH("Path"),
  CREATE_DATE("CreateDate"),
  PASSWORD_LAST_USED("PasswordLastUsed"),
  TAGS("Tags"),
  TAG_KEY("Key"),
  TAG_VALUE("Value"),
  PERMISSIONS_BOUNDARY("PermissionsBoundary"),
  PERMISSIONS_BOUNDARY_ARN("PermissionsBoundaryArn"),
  PERMISSIONS_BOUNDARY_TYPE("PermissionsBoundaryType"),
  ASSUME_ROLE_POLICY_DOCUMENT("AssumeRolePolicyDocument"),
  ROLE_LAST_USED("RoleLastUsed"),
  LAST_USED_DATE("LastUsedDate"),
  REGION("Region"),
  DESCRIPTION("Description"),
  MAX_SESSION_DURATION("MaxSessionDuration"),
  ATTACHED_POLICIES("AttachedManagedPolicies", "AttachedPolicies"),
  INLINE_POLICIES("UserPolicyList", "RolePolicyList", "GroupPolicyList"),
  POLICY_NAME("PolicyName"),
  POLICY_ARN("PolicyArn"),
  POLICY_DOCUMENT("PolicyDocument"),
  GROUP_LIST("GroupList"),
  USER("User"),
  ROLE("Role"),
  GROUP("Group"),
  USERS("Users"),
  IS_TRUNCATED("IsTruncated"),
  MARKER("Marker"),
  ROLES("Roles"),
  GROUPS("Groups"),
  USER_DETAILS("UserDetailList"),
  ROLE_DETAILS("RoleDetailList"),
  GROUP_DETAILS("GroupDetailList"),
  POLICIES("Policies"),

  // What the iam input says of one that is gone.
  DELETED("Deleted"),
  NOTICED_DATE("NoticedDate");

  private static final String OR = " or ";
  private static final IamName[] ALL = values();
  private static final IamName[] BY_SPELLING;
  private static final Names SPELLINGS;

  static {
    var owners = new ArrayList<IamName>();
    var spellings = new ArrayList<String>();
    for (var name : ALL) {
      for (var spelling : List.of(name.either.split(OR))) {
        owners.add(name);
        spellings.add(spelling);
      }
    }
    BY_SPELLING = owners.toArray(IamName[]::new);
    SPELLINGS = Names.of(spellings);
  }

  private final String spelling;
  private final String either;

  IamName(String... spellings) {
    spelling = spellings[0];
    either = String.join(" or ", spellings);
  }

  /** How many there are. */
  static int count() {
    return ALL.length;
  }

  /** The place in the enum of the name that stands there; -1 for none. */
  @SuppressWarnings("EnumOrdinal") // Names are numbered.
  static int find(byte[] array, int start, int end) {
    int spelling = SPELLINGS.indexOf(array, start, end);
    return spelling < 0 ? -1 : BY_SPELLING[spelling].ordinal();
  }

  /** The API's own spelling. */
  String spelling() {
    return spelling;
  }

  /** All spellings, for people: {@code UserId or UserID}. */
  String either() {
    return either;
  }
}
