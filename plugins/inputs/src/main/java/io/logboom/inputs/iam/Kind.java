package io.logboom.inputs.iam;

import java.util.Locale;

/** What IAM lists. */
enum Kind {
  USERS,
  ROLES,
  GROUPS;

  /** The word for all of them, as configurations and file names have it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for one of them. */
  String one() {
    return word().substring(0, word().length() - 1);
  }
}
