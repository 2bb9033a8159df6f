package io.logboom.inputs.kinesis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * What is asked of Kinesis about one stream, named by its ARN when that is known. Safe for use by
 * many threads; everything throws what the SDK throws.
 */
final class StreamCalls {
  private final KinesisClient client;
  private final StreamName stream;

  StreamCalls(KinesisClient client, StreamName stream) {
    this.client = client;
    this.stream = stream;
  }

  /** When the stream was made. */
  Instant created() {
    return client
        .describeStreamSummary(
            request -> {
              stream.arn().ifPresentOrElse(request::streamARN, () -> request.streamName(name()));
            })
        .streamDescriptionSummary()
        .streamCreationTimestamp();
  }

  /** All shards that can still be read, those that have ended included. */
  List<software.amazon.awssdk.services.kinesis.model.Shard> shards() {
    List<software.amazon.awssdk.services.kinesis.model.Shard> all = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      var request = ListShardsRequest.builder();
      token.ifPresentOrElse(request::nextToken, () -> named(request));
      ListShardsResponse page = client.listShards(request.build());
      all.addAll(page.shards());
      token = Optional.ofNullable(page.nextToken());
    } while (token.isPresent());
    return all;
  }

  private void named(ListShardsRequest.Builder request) {
    stream.arn().ifPresentOrElse(request::streamARN, () -> request.streamName(name()));
  }

  /** An iterator that begins with this record. */
  String iteratorAt(String shard, String sequence) {
    return iterator(
        request(shard)
            .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
            .startingSequenceNumber(sequence));
  }

  /** An iterator that begins with the first record of that time or later. */
  String iteratorAt(String shard, Instant time) {
    return iterator(
        request(shard).shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(time));
  }

  /** An iterator that begins with the oldest record there is. */
  String iteratorAtBeginning(String shard) {
    return iterator(request(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON));
  }

  /** The records from there on. */
  GetRecordsResponse records(String iterator, int limit) {
    return client.getRecords(
        request -> {
          stream.arn().ifPresent(request::streamARN);
          request.shardIterator(iterator).limit(limit);
        });
  }

  private GetShardIteratorRequest.Builder request(String shard) {
    var request = GetShardIteratorRequest.builder().shardId(shard);
    stream.arn().ifPresentOrElse(request::streamARN, () -> request.streamName(name()));
    return request;
  }

  private String iterator(GetShardIteratorRequest.Builder request) {
    return client.getShardIterator(request.build()).shardIterator();
  }

  private String name() {
    return stream.name();
  }
}
