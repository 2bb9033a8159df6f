package io.logboom.inputs.iam;

/** What a record has beyond what the table of entities needs; each costs requests of its own. */
enum Detail {
  /** Managed policies that are attached to a user, a role or a group. */
  ATTACHED_POLICIES,
  /** Policies within a user, a role or a group, with their documents. */
  INLINE_POLICIES,
  /** A user's access keys and when each was last used. */
  ACCESS_KEYS,
  /** A user's devices for multi-factor authentication. */
  MFA_DEVICES,
  /** Whether a user has a password for the console. */
  LOGIN_PROFILE,
  /** A user's row of the account's credential report. */
  CREDENTIAL_REPORT
}
