package io.logboom.inputs.kinesis;

import io.logboom.spi.Input;
import io.logboom.testkit.TestContext;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Inputs that share the leases of a fake stream, in a table of DynamoDB Local. */
final class SharedSetup implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final FakeStream stream;
  final FakeAsync async;
  private final Path folder;
  private final String options;
  private final String table = "leases-" + NUMBER.incrementAndGet();

  /** How many more times another agent is first to write down the library's version. */
  final AtomicInteger second = new AtomicInteger();

  private final AwsClients aws;

  SharedSetup(LeaseServer server, FakeStream stream, Path folder) {
    this.stream = stream;
    this.async = new FakeAsync(stream);
    this.folder = folder;
    this.options =
        """
        stream = trail, region = eu-west-1, dynamodb-endpoint = "%s", table = %s
        credentials { from = static, access-key-id = x, secret-access-key = y }
        failover-time = 1s, shard-sync = 1s, poll-interval = 200ms, checkpoint-interval = 50ms
        """
            .formatted(server.endpoint(), table);
    this.aws = new AwsClients(config(), new Counters(context()));
  }

  KinesisInputConfig config(String... more) {
    return Setup.config(options + String.join("\n", more));
  }

  TestContext context() {
    return new TestContext(folder);
  }

  Input input(TestContext context, String... more) {
    var config = config(more);
    return new KinesisInput(config, context, new Some(config), new Counters(context));
  }

  /** A lease as it stands in the table. */
  Optional<Map<String, AttributeValue>> lease(String shard) {
    try {
      var item =
          aws.dynamoDb()
              .getItem(
                  get ->
                      get.tableName(table)
                          .consistentRead(true)
                          .key(Map.of("leaseKey", AttributeValue.fromS(shard))))
              .join()
              .item();
      return item.isEmpty() ? Optional.empty() : Optional.of(item);
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof ResourceNotFoundException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What a lease remembers: {@code SEQUENCE SUB}; nothing without a lease. */
  String remembered(String shard) {
    return lease(shard)
        .map(
            lease ->
                lease.get("checkpoint").s() + " " + lease.get("checkpointSubSequenceNumber").n())
        .orElse("");
  }

  /** Who has a lease; nothing when nobody has. */
  String owner(String shard) {
    return lease(shard).map(lease -> lease.get("leaseOwner")).map(AttributeValue::s).orElse("");
  }

  /** Whether a record, or a part of one, would be read by an input made now. */
  boolean holds(String shard, Position position) {
    String[] words = remembered(shard).split(" ", 2);
    return switch (words[0]) {
      case "SHARD_END" -> false;
      case "", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP" -> true;
      default -> position.compareTo(new Position(words[0], Long.parseLong(words[1]))) > 0;
    };
  }

  private boolean comesSecond(Object... arguments) {
    return arguments != null
        && arguments.length == 1
        && arguments[0] instanceof PutItemRequest put
        && put.item().containsValue(AttributeValue.fromS("Migration3.0"))
        && second.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  @Override
  public void close() {
    aws.close();
  }

  /** The fake stream and the real table. */
  private final class Some implements Clients {
    private final AwsClients own;

    Some(KinesisInputConfig config) {
      own = new AwsClients(config, new Counters(context()));
    }

    @Override
    public String region() {
      return own.region();
    }

    @Override
    public KinesisClient kinesis() {
      return new FakeClients.Blocking(stream);
    }

    @Override
    public KinesisAsyncClient kinesisAsync() {
      return async;
    }

    @Override
    public DynamoDbAsyncClient dynamoDb() {
      return (DynamoDbAsyncClient)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {DynamoDbAsyncClient.class},
              (_, method, arguments) ->
                  comesSecond(arguments)
                      ? CompletableFuture.failedFuture(
                          ConditionalCheckFailedException.builder().message("there").build())
                      : method.invoke(own.dynamoDb(), arguments));
    }

    @Override
    public CloudWatchAsyncClient cloudWatch() {
      return own.cloudWatch();
    }

    @Override
    public void close() {
      own.close();
    }
  }
}
