package io.logboom.filters.udm.schema;

import java.util.Optional;

/**
 * A field of a message.
 *
 * @param name in snake case
 * @param number its place in the message, from 0
 * @param limit the most bytes of its text; 0 for no limit
 * @param limitLevel what it is to be longer
 */
record Field(
    String name,
    int number,
    Kind kind,
    boolean repeated,
    boolean map,
    Optional<Message> message,
    Optional<Enumeration> values,
    int limit,
    Problem.Level limitLevel) {}
