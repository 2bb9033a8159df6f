package io.logboom.secops;

/**
 * What a server took.
 *
 * @param kind {@code events}, {@code entities} or {@code logs}
 * @param logType of entities and logs; empty for events
 * @param id of an event or entity; the text of a log
 * @param text as it was sent, a log decoded
 */
public record Stored(String kind, String logType, String id, String text) {}
