package io.logboom.inputs.cloudwatch;

/**
 * Something that is true for good once it has become true, whatever else is known: a checkpoint
 * that consists of such things can lose any of them and is still right, it only remembers less.
 */
sealed interface Fact {

  /** What it is about: an entry of {@code log-groups}, or a log group. */
  Fingerprint of();

  /**
   * An entry of {@code log-groups} was there, and its log groups are read from this time on.
   *
   * @param at in milliseconds since 1970
   */
  record Started(Fingerprint of, long at) implements Fact {}

  /**
   * All events of a log group stamped before this time are delivered.
   *
   * @param at in milliseconds since 1970
   */
  record Frontier(Fingerprint of, long at) implements Fact {}

  /**
   * Events of a log group are delivered.
   *
   * @param minute they are stamped with this minute, counted from 1970, or a following one
   * @param minutes how many minutes these are together, from 1
   * @param ids their fingerprints
   */
  record Delivered(Fingerprint of, long minute, int minutes, Fingerprints ids) implements Fact {}
}
