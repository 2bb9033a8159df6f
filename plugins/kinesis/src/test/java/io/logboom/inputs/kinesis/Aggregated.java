package io.logboom.inputs.kinesis;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import software.amazon.kinesis.retrieval.kpl.Messages;

/** Packs records as the Kinesis Producer Library does, by means of a protobuf library. */
final class Aggregated {
  private final Messages.AggregatedRecord.Builder message = Messages.AggregatedRecord.newBuilder();

  /** One more record, with a partition key of its own. */
  Aggregated add(String partitionKey, byte[] data) {
    message.addPartitionKeyTable(partitionKey);
    message.addRecords(
        Messages.Record.newBuilder()
            .setPartitionKeyIndex(message.getPartitionKeyTableCount() - 1)
            .setData(ByteString.copyFrom(data)));
    return this;
  }

  /** One more record, with an explicit hash key. */
  Aggregated add(String partitionKey, String hashKey, byte[] data) {
    message.addPartitionKeyTable(partitionKey);
    message.addExplicitHashKeyTable(hashKey);
    message.addRecords(
        Messages.Record.newBuilder()
            .setPartitionKeyIndex(message.getPartitionKeyTableCount() - 1)
            .setExplicitHashKeyIndex(message.getExplicitHashKeyTableCount() - 1)
            .addTags(Messages.Tag.newBuilder().setKey("k").setValue("v"))
            .setData(ByteString.copyFrom(data)));
    return this;
  }

  byte[] bytes() {
    return around(message.build().toByteArray());
  }

  /** An aggregate of any message. */
  static byte[] around(byte[] message) {
    try {
      var bytes = new ByteArrayOutputStream();
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(Aggregate.SIGN).array());
      bytes.writeBytes(message);
      bytes.writeBytes(MessageDigest.getInstance("MD5").digest(message));
      return bytes.toByteArray();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
