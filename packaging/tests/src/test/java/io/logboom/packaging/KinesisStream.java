package io.logboom.packaging;

import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream on a server, under the test's control. */
final class KinesisStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Kinesis takes no more in one request. */
  private static final int MOST = 500;

  private final KinesisClient client;
  private final String name;
  private int put;

  KinesisStream(URI endpoint, String name, int shards) {
    this.client = Clients.kinesis(endpoint);
    this.name = name;
    client.createStream(request -> request.streamName(name).shardCount(shards));
    awaitActive();
  }

  /** Puts the next records, up to this one. */
  void put(Drops drops, int upTo) {
    while (put < upTo) {
      List<PutRecordsRequestEntry> entries = new ArrayList<>();
      for (; put < upTo && entries.size() < MOST; put++) {
        entries.add(
            PutRecordsRequestEntry.builder()
                .partitionKey("key-" + put)
                .data(SdkBytes.fromByteArray(drops.record(put)))
                .build());
      }
      while (!entries.isEmpty()) {
        var results =
            client.putRecords(request -> request.streamName(name).records(entries)).records();
        for (int i = results.size() - 1; i >= 0; i--) {
          if (results.get(i).errorCode() == null) {
            entries.remove(i);
          }
        }
      }
    }
  }

  /** Splits the first open shard in two. */
  void split() {
    var shard = open().getFirst();
    var range = shard.hashKeyRange();
    var middle = new BigInteger(range.startingHashKey()).add(new BigInteger(range.endingHashKey()));
    change(
        () ->
            client.splitShard(
                request ->
                    request
                        .streamName(name)
                        .shardToSplit(shard.shardId())
                        .newStartingHashKey(middle.shiftRight(1).toString())));
  }

  /** Merges the first two neighbours among the open shards. */
  void merge() {
    var open = open();
    change(
        () ->
            client.mergeShards(
                request ->
                    request
                        .streamName(name)
                        .shardToMerge(open.get(0).shardId())
                        .adjacentShardToMerge(open.get(1).shardId())));
  }

  private void change(Runnable change) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try {
                change.run();
                return true;
              } catch (ResourceInUseException notYet) {
                return false;
              }
            });
    awaitActive();
  }

  private List<Shard> open() {
    return client.listShards(request -> request.streamName(name)).shards().stream()
        .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
        .sorted(
            java.util.Comparator.comparing(
                shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
        .toList();
  }

  private void awaitActive() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                client
                        .describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamStatus()
                    == StreamStatus.ACTIVE);
  }

  @Override
  public void close() {
    client.close();
  }
}
