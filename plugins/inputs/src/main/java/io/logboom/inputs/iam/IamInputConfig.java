package io.logboom.inputs.iam;

import io.logboom.inputs.aws.Backoff;
import io.logboom.inputs.aws.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The section of an iam input; {@code reference.conf} says what each option means. */
record IamInputConfig(
    Schedule schedule,
    Duration jitter,
    List<Kind> kinds,
    List<Detail> details,
    IdCase idCase,
    boolean changesOnly,
    int concurrency,
    List<String> roles,
    Optional<String> externalId,
    Optional<String> account,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<URI> stsEndpoint,
    Credentials credentials,
    Backoff retry) {

  /** How ids are spelled. */
  enum IdCase {
    /** {@code UserId}: the API's own. */
    AWS,
    /** {@code UserID}: that of Google's table of fields. */
    GOOGLE
  }

  IamInputConfig {
    kinds = List.copyOf(kinds);
    details = List.copyOf(details);
    roles = List.copyOf(roles);
    require(!kinds.isEmpty(), "kinds must name at least one kind");
    require(new HashSet<>(kinds).size() == kinds.size(), "kinds must name no kind twice");
    require(new HashSet<>(details).size() == details.size(), "details must name no detail twice");
    require(!jitter.isNegative(), "jitter must not be negative");
    require(
        jitter.compareTo(schedule.most()) < 0,
        "jitter must be less than the time between two walks, and than 24h");
    require(concurrency >= 1 && concurrency <= 64, "concurrency must be from 1 to 64");
    require(
        roles.stream().allMatch(role -> Accounts.ROLE.matcher(role).matches()),
        "roles must be ARNs of roles, such as arn:aws:iam::111122223333:role/reader");
    require(new HashSet<>(roles).size() == roles.size(), "roles must name no role twice");
    require(
        roles.isEmpty() || credentials.assumeRole().roleArn().isEmpty(),
        "roles and credentials.assume-role.role-arn must not both be given: write all roles into"
            + " roles");
    require(
        externalId.isEmpty() || !roles.isEmpty(),
        "external-id belongs to roles, of which there are none");
    require(
        account.isEmpty() || roles.isEmpty(),
        "account must not be given with roles, whose ARNs tell their accounts");
    require(account.isEmpty() || account.get().matches("\\d{12}"), "account must be twelve digits");
  }

  /** Whether a record has that detail. */
  boolean has(Detail detail) {
    return details.contains(detail);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
