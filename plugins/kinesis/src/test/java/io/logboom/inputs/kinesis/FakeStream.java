package io.logboom.inputs.kinesis;

import io.logboom.testkit.TestContext;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * A stream under a test's control: what it answers can be scripted, and shards split, merge and end
 * with all that Kinesis says then. Safe for use by many threads.
 */
final class FakeStream {
  static final String NAME = "trail";
  static final Instant CREATED = TestContext.NOW.minus(Duration.ofDays(9));

  private static final BigInteger FIRST = new BigInteger("49600000000000000000000000");
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** One shard and what is in it. */
  private static final class Holding {
    final Shard shard;
    final List<Record> records = new ArrayList<>();
    final List<ChildShard> children = new ArrayList<>();
    boolean closed;

    Holding(Shard shard) {
      this.shard = shard;
    }
  }

  private final Map<String, Holding> shards = new LinkedHashMap<>();
  private final Queue<SdkException> failures = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<String> calls = new ArrayDeque<>();
  private Instant created = CREATED;
  private long counter;
  private int epoch;
  private int page = 2;

  /** A stream with so many open shards that share the hash keys evenly. */
  static FakeStream of(int shards) {
    var stream = new FakeStream();
    var width = MOST.add(BigInteger.ONE).divide(BigInteger.valueOf(shards));
    for (int i = 0; i < shards; i++) {
      var from = width.multiply(BigInteger.valueOf(i));
      var to = i == shards - 1 ? MOST : from.add(width).subtract(BigInteger.ONE);
      stream.open(from, to, null, null);
    }
    return stream;
  }

  private String open(BigInteger from, BigInteger to, String parent, String other) {
    String id = String.format("shardId-%012d", shards.size());
    shards.put(
        id,
        new Holding(
            Shard.builder()
                .shardId(id)
                .parentShardId(parent)
                .adjacentParentShardId(other)
                .hashKeyRange(
                    HashKeyRange.builder()
                        .startingHashKey(from.toString())
                        .endingHashKey(to.toString())
                        .build())
                .sequenceNumberRange(range -> range.startingSequenceNumber(next()))
                .build()));
    return id;
  }

  private String next() {
    return FIRST.add(BigInteger.valueOf(++counter)).toString();
  }

  /** Puts a record into a shard, and gives its sequence number. */
  synchronized String put(int shard, byte[] data) {
    return put(shard, data, TestContext.NOW.minusSeconds(60));
  }

  synchronized String put(int shard, byte[] data, Instant arrival) {
    var holding = List.copyOf(shards.values()).get(shard);
    if (holding.closed) {
      throw new IllegalStateException("the shard is closed");
    }
    String sequence = next();
    holding.records.add(
        Record.builder()
            .sequenceNumber(sequence)
            .partitionKey("key-" + counter)
            .approximateArrivalTimestamp(arrival)
            .data(SdkBytes.fromByteArray(data))
            .build());
    return sequence;
  }

  String put(int shard, String data) {
    return put(shard, data.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes a shard and opens two in its place. */
  synchronized void split(int shard) {
    var parent = List.copyOf(shards.values()).get(shard);
    var from = new BigInteger(parent.shard.hashKeyRange().startingHashKey());
    var to = new BigInteger(parent.shard.hashKeyRange().endingHashKey());
    var middle = from.add(to).shiftRight(1);
    parent.closed = true;
    String id = parent.shard.shardId();
    child(open(from, middle, id, null), parent);
    child(open(middle.add(BigInteger.ONE), to, id, null), parent);
  }

  /** Closes two shards and opens one in their place. */
  synchronized void merge(int one, int two) {
    var first = List.copyOf(shards.values()).get(one);
    var second = List.copyOf(shards.values()).get(two);
    first.closed = true;
    second.closed = true;
    String id =
        open(
            new BigInteger(first.shard.hashKeyRange().startingHashKey()),
            new BigInteger(second.shard.hashKeyRange().endingHashKey()),
            first.shard.shardId(),
            second.shard.shardId());
    child(id, first, second);
  }

  private void child(String id, Holding... parents) {
    var child =
        ChildShard.builder()
            .shardId(id)
            .parentShards(java.util.Arrays.stream(parents).map(p -> p.shard.shardId()).toList())
            .hashKeyRange(shards.get(id).shard.hashKeyRange())
            .build();
    for (var parent : parents) {
      parent.children.add(child);
    }
  }

  /** Takes the oldest records of a shard away, as the end of the retention does. */
  synchronized void trim(int shard, int records) {
    List.copyOf(shards.values()).get(shard).records.subList(0, records).clear();
  }

  /** Takes a shard away with all that is in it. */
  synchronized void remove(String shard) {
    shards.remove(shard);
  }

  /** Deletes the stream and makes one of the same name, whose shards have the same names. */
  synchronized void remake(int count) {
    shards.clear();
    counter += 1_000_000;
    created = created.plus(Duration.ofDays(1));
    shards.putAll(of(count).shards);
    expire();
  }

  /** The next requests for iterators or records fail so, one after another. */
  void fail(SdkException... next) {
    failures.addAll(List.of(next));
  }

  /** No iterator given so far is good any more. */
  synchronized void expire() {
    epoch++;
  }

  synchronized Instant created() {
    return created;
  }

  /** What was asked, in order. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<Shard> shards() {
    return shards.values().stream().map(holding -> holding.shard).toList();
  }

  /** How many shards a page of their list has. */
  synchronized int page() {
    return page;
  }

  synchronized void page(int size) {
    page = size;
  }

  /** Answers as Kinesis does. */
  synchronized String iterator(GetShardIteratorRequest request) {
    failOnCue();
    calls.add(request.shardIteratorType() + " " + request.shardId());
    var records = holding(request.shardId()).records;
    int index =
        switch (request.shardIteratorType()) {
          case TRIM_HORIZON -> 0;
          case LATEST -> records.size();
          case AT_TIMESTAMP ->
              (int)
                  records.stream()
                      .takeWhile(r -> r.approximateArrivalTimestamp().isBefore(request.timestamp()))
                      .count();
          case AT_SEQUENCE_NUMBER -> before(records, request.startingSequenceNumber());
          case AFTER_SEQUENCE_NUMBER -> after(records, request.startingSequenceNumber());
          case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException();
        };
    String sequence = index < records.size() ? records.get(index).sequenceNumber() : next();
    return token(request.shardId(), sequence);
  }

  private int before(List<Record> records, String sequence) {
    if (new BigInteger(sequence).compareTo(FIRST.add(BigInteger.valueOf(counter))) > 0) {
      throw InvalidArgumentException.builder().message("no such sequence number").build();
    }
    return (int)
        records.stream()
            .takeWhile(
                r -> new BigInteger(r.sequenceNumber()).compareTo(new BigInteger(sequence)) < 0)
            .count();
  }

  private int after(List<Record> records, String sequence) {
    int at = before(records, sequence);
    boolean there = at < records.size() && records.get(at).sequenceNumber().equals(sequence);
    return there ? at + 1 : at;
  }

  private String token(String shard, String sequence) {
    return epoch + "/" + shard + "/" + sequence;
  }

  synchronized GetRecordsResponse records(GetRecordsRequest request) {
    failOnCue();
    String[] token = request.shardIterator().split("/", 3);
    if (Integer.parseInt(token[0]) != epoch) {
      throw ExpiredIteratorException.builder().message("the iterator has expired").build();
    }
    var holding = holding(token[1]);
    int from = before(holding.records, token[2]);
    int to = Math.min(holding.records.size(), from + request.limit());
    calls.add("records " + token[1] + " " + request.limit());
    boolean rest = to < holding.records.size();
    boolean end = holding.closed && !rest;
    return GetRecordsResponse.builder()
        .records(holding.records.subList(from, to))
        .nextShardIterator(
            end ? null : token(token[1], rest ? holding.records.get(to).sequenceNumber() : next()))
        .childShards(end ? holding.children : List.of())
        .millisBehindLatest(
            rest
                ? Duration.between(
                        holding.records.get(to).approximateArrivalTimestamp(), TestContext.NOW)
                    .toMillis()
                : 0L)
        .build();
  }

  private Holding holding(String shard) {
    var holding = shards.get(shard);
    if (holding == null) {
      throw ResourceNotFoundException.builder().message(shard + " not found").build();
    }
    return holding;
  }

  private void failOnCue() {
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
