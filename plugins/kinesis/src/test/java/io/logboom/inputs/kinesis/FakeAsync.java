package io.logboom.inputs.kinesis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisServiceClientConfiguration;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamConsumerResponse;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerRequest;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/**
 * What the Kinesis Client Library asks of a {@link FakeStream}, enhanced fan-out included: each
 * event pushed has what the answer to a request would have, and a subscription ends with the shard.
 */
final class FakeAsync implements KinesisAsyncClient {
  private static final String CONSUMER =
      "arn:aws:kinesis:eu-west-1:111122223333:stream/trail/consumer/siem:1";

  private final FakeClients.Blocking blocking;
  private final FakeStream stream;
  private volatile boolean registered;
  private volatile Supplier<? extends Error> failing;

  FakeAsync(FakeStream stream) {
    this.stream = stream;
    this.blocking = new FakeClients.Blocking(stream);
  }

  /** Every list of shards fails so from now on. */
  void failListing(Supplier<? extends Error> error) {
    failing = error;
  }

  /** Whether a consumer was registered. */
  boolean registered() {
    return registered;
  }

  @Override
  public KinesisServiceClientConfiguration serviceClientConfiguration() {
    return KinesisServiceClientConfiguration.builder().region(Region.EU_WEST_1).build();
  }

  private static <T> CompletableFuture<T> answer(Supplier<T> call) {
    try {
      return CompletableFuture.completedFuture(call.get());
    } catch (AwsServiceException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<DescribeStreamSummaryResponse> describeStreamSummary(
      DescribeStreamSummaryRequest request) {
    return answer(
        () ->
            DescribeStreamSummaryResponse.builder()
                .streamDescriptionSummary(
                    summary ->
                        summary
                            .streamName(FakeStream.NAME)
                            .streamARN("arn:aws:kinesis:eu-west-1:111122223333:stream/trail")
                            .streamStatus("ACTIVE")
                            .streamCreationTimestamp(stream.created()))
                .build());
  }

  @Override
  public CompletableFuture<ListShardsResponse> listShards(ListShardsRequest request) {
    if (failing != null) {
      throw failing.get();
    }
    return answer(() -> blocking.listShards(request));
  }

  @Override
  public CompletableFuture<GetShardIteratorResponse> getShardIterator(
      GetShardIteratorRequest request) {
    return answer(() -> blocking.getShardIterator(request));
  }

  @Override
  public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest request) {
    return answer(() -> blocking.getRecords(request));
  }

  @Override
  public CompletableFuture<DescribeStreamConsumerResponse> describeStreamConsumer(
      DescribeStreamConsumerRequest request) {
    if (!registered) {
      return CompletableFuture.failedFuture(
          ResourceNotFoundException.builder().message("no consumer").build());
    }
    return answer(
        () ->
            DescribeStreamConsumerResponse.builder()
                .consumerDescription(
                    consumer ->
                        consumer
                            .consumerARN(CONSUMER)
                            .consumerName("siem")
                            .consumerStatus(ConsumerStatus.ACTIVE)
                            .consumerCreationTimestamp(Instant.EPOCH))
                .build());
  }

  @Override
  public CompletableFuture<RegisterStreamConsumerResponse> registerStreamConsumer(
      RegisterStreamConsumerRequest request) {
    registered = true;
    return answer(
        () ->
            RegisterStreamConsumerResponse.builder()
                .consumer(
                    consumer ->
                        consumer
                            .consumerARN(CONSUMER)
                            .consumerName("siem")
                            .consumerStatus(ConsumerStatus.CREATING)
                            .consumerCreationTimestamp(Instant.EPOCH))
                .build());
  }

  @Override
  public CompletableFuture<Void> subscribeToShard(
      SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
    String iterator = stream.iterator(position(request.shardId(), request.startingPosition()));
    var result = new CompletableFuture<Void>();
    var response = SubscribeToShardResponse.builder();
    response.responseMetadata(DefaultAwsResponseMetadata.create(Map.of("AWS_REQUEST_ID", "1")));
    handler.responseReceived(response.build());
    handler.onEventStream(
        subscriber -> subscriber.onSubscribe(new Push(subscriber, iterator, handler, result)));
    return result;
  }

  private static GetShardIteratorRequest position(String shard, StartingPosition position) {
    return GetShardIteratorRequest.builder()
        .shardId(shard)
        .shardIteratorType(position.type())
        .startingSequenceNumber(position.sequenceNumber())
        .timestamp(position.timestamp())
        .build();
  }

  @Override
  public String serviceName() {
    return "kinesis";
  }

  @Override
  public void close() {}

  /** One subscription: pushes an event for each that is asked for. */
  private final class Push implements Subscription {
    private final Subscriber<? super SubscribeToShardEventStream> subscriber;
    private final SubscribeToShardResponseHandler handler;
    private final CompletableFuture<Void> result;
    private final java.util.concurrent.ExecutorService thread =
        java.util.concurrent.Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private String iterator;
    private volatile boolean over;

    Push(
        Subscriber<? super SubscribeToShardEventStream> subscriber,
        String iterator,
        SubscribeToShardResponseHandler handler,
        CompletableFuture<Void> result) {
      this.subscriber = subscriber;
      this.iterator = iterator;
      this.handler = handler;
      this.result = result;
    }

    @Override
    public void request(long events) {
      for (long i = 0; i < events && !over; i++) {
        thread.execute(this::push);
      }
    }

    private void push() {
      if (over) {
        return;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        return;
      }
      var answer =
          stream.records(GetRecordsRequest.builder().shardIterator(iterator).limit(100).build());
      iterator = answer.nextShardIterator();
      String last = answer.records().isEmpty() ? "1" : answer.records().getLast().sequenceNumber();
      subscriber.onNext(
          SubscribeToShardEvent.builder()
              .records(answer.records())
              .continuationSequenceNumber(iterator == null ? null : last)
              .millisBehindLatest(answer.millisBehindLatest())
              .childShards(iterator == null ? answer.childShards() : List.of())
              .build());
      if (iterator == null) {
        over = true;
        subscriber.onComplete();
        handler.complete();
        result.complete(null);
        thread.shutdown();
      }
    }

    @Override
    public void cancel() {
      over = true;
      thread.shutdownNow();
    }
  }
}
