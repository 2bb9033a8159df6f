package io.logboom.inputs.kinesis;

import java.math.BigInteger;

/**
 * A place in a shard: a record, or a part of one.
 *
 * @param sequence the record's sequence number, a decimal of up to 128 bits
 * @param sub the number of the part in its aggregate, from 0; 0 for a record that is none
 */
record Position(String sequence, long sub) implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    int bySequence =
        sequence.equals(other.sequence)
            ? 0
            : new BigInteger(sequence).compareTo(new BigInteger(other.sequence));
    return bySequence != 0 ? bySequence : Long.compare(sub, other.sub);
  }
}
