package io.logboom.filters.alert;

import java.util.Locale;

/** What titles and templates can ask for, and groups can be made by. */
public enum Fact {
  /** What was done: {@code CreateUser}. */
  ACTION,
  /** The service it was done with: {@code iam.amazonaws.com}. */
  SERVICE,
  /** Who did it, in a word: a user's name, a session's. */
  ACTOR,
  /** What kind of identity that is: {@code AssumedRole}. */
  ACTOR_TYPE,
  /** The account it was done in. */
  ACCOUNT,
  /** The role that was used. */
  ROLE,
  /** The name of the role's session. */
  SESSION,
  /** {@code yes} or {@code no}: whether there was a second factor. */
  MFA,
  /** The id of the access key. */
  ACCESS_KEY,
  /** To whom or what it was done. */
  TARGET,
  /** The address it came from. */
  ADDRESS,
  /** The program it came from, in its own words. */
  AGENT,
  /** How it was done: console, CLI, SDK, an AWS service. */
  MEANS,
  /** The region. */
  REGION,
  /** {@code success} or {@code failed}. */
  OUTCOME,
  /** The code of the error. */
  ERROR,
  /** The words of the error, or of a plain line. */
  MESSAGE,
  /** The gravest rule that matched. */
  RULE,
  /** How grave it is: {@code high}. */
  SEVERITY;

  /** The name templates use: {@code access-key}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
