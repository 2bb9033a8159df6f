package io.logboom.spi;

/**
 * An event that cannot go on, and why: it goes to the dead-letter file.
 *
 * @param reason a sentence a person can act on; carries no secret
 */
public record Rejected(Event event, String reason) {}
