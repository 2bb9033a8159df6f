package io.logboom.inputs.kinesis;

import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

/** Clients of a {@link FakeStream}, for an input with local leases. */
record FakeClients(FakeStream stream) implements Clients {

  @Override
  public String region() {
    return "eu-west-1";
  }

  @Override
  public KinesisClient kinesis() {
    return new Blocking(stream);
  }

  @Override
  public KinesisAsyncClient kinesisAsync() {
    throw new UnsupportedOperationException("local leases need none");
  }

  @Override
  public DynamoDbAsyncClient dynamoDb() {
    throw new UnsupportedOperationException("local leases need none");
  }

  @Override
  public CloudWatchAsyncClient cloudWatch() {
    throw new UnsupportedOperationException("local leases need none");
  }

  @Override
  public void close() {}

  /** What the input asks itself. */
  record Blocking(FakeStream stream) implements KinesisClient {

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(
        DescribeStreamSummaryRequest request) {
      return DescribeStreamSummaryResponse.builder()
          .streamDescriptionSummary(
              summary ->
                  summary.streamName(FakeStream.NAME).streamCreationTimestamp(stream.created()))
          .build();
    }

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
      var all = stream.shards();
      int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
      int to = Math.min(all.size(), from + stream.page());
      return ListShardsResponse.builder()
          .shards(all.subList(from, to))
          .nextToken(to < all.size() ? Integer.toString(to) : null)
          .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      return GetShardIteratorResponse.builder().shardIterator(stream.iterator(request)).build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      return stream.records(request);
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }
}
