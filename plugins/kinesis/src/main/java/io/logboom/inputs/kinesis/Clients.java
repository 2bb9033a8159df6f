package io.logboom.inputs.kinesis;

import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The clients of one input. Safe for use by many threads. */
interface Clients extends AutoCloseable {

  /** Where the stream is. */
  String region();

  /** For what the input asks itself. */
  KinesisClient kinesis();

  /** For what the Kinesis Client Library asks. */
  KinesisAsyncClient kinesisAsync();

  /** For its leases. */
  DynamoDbAsyncClient dynamoDb();

  /** For its metrics, when they are wanted. */
  CloudWatchAsyncClient cloudWatch();

  @Override
  void close();
}
