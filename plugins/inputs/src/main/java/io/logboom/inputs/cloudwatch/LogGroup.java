package io.logboom.inputs.cloudwatch;

import java.util.Optional;

/**
 * A log group.
 *
 * @param account whose it is
 * @param arn what to ask for when it is another account's; one's own is asked for by name
 */
record LogGroup(String account, String region, String name, Optional<String> arn) {

  /** What it is known by in the checkpoint. */
  Fingerprint key() {
    return Fingerprint.of("group/" + region + "/" + account + "/" + name);
  }

  /** As people write it. */
  @Override
  public String toString() {
    return arn.orElse(name);
  }
}
