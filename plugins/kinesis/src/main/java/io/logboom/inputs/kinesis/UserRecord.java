package io.logboom.inputs.kinesis;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What somebody put into a stream: a record, or a part of an aggregate. The bytes are in an array
 * that the parts of an aggregate share and nobody changes.
 *
 * @param part whether it is a part of an aggregate
 * @param arrival about when Kinesis got it
 * @param broken why it cannot be used; empty when it can
 */
record UserRecord(
    Position position,
    boolean part,
    String partitionKey,
    Instant arrival,
    ByteBuffer data,
    String broken) {}
