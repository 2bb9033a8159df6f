package io.logboom.packaging;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.TopicConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** moto alone: the notifications are its own, made when an object is stored. */
final class MotoCloud implements Cloud {

  /** The way from bucket to queue. */
  enum Way {
    DIRECT,
    TOPIC,
    TOPIC_RAW
  }

  private final ServerProcess server;
  private final S3Client s3;
  private final SqsClient sqs;
  private final String name;
  private final String queueUrl;

  /**
   * A bucket and a queue of that name on a server that stays open when this is closed.
   *
   * @param server moto
   */
  MotoCloud(ServerProcess server, Way way, String name, int visibilitySeconds) {
    this.server = server;
    this.name = name;
    s3 = Clients.s3(server.endpoint());
    sqs = Clients.sqs(server.endpoint());
    s3.createBucket(request -> request.bucket(bucket()));
    queueUrl = Clients.createQueue(sqs, name, visibilitySeconds);
    String queueArn =
        sqs.getQueueAttributes(
                request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    switch (way) {
      case DIRECT ->
          announce(
              NotificationConfiguration.builder()
                  .queueConfigurations(
                      List.of(
                          QueueConfiguration.builder()
                              .queueArn(queueArn)
                              .events(Event.S3_OBJECT_CREATED)
                              .build())));
      case TOPIC -> announceBy(topicTo(queueArn, "false"));
      case TOPIC_RAW -> announceBy(topicTo(queueArn, "true"));
    }
  }

  private String topicTo(String queueArn, String raw) {
    try (var sns = Clients.sns(server.endpoint())) {
      String topic = sns.createTopic(request -> request.name(name)).topicArn();
      sns.subscribe(
          request ->
              request
                  .topicArn(topic)
                  .protocol("sqs")
                  .endpoint(queueArn)
                  .attributes(Map.of("RawMessageDelivery", raw)));
      return topic;
    }
  }

  private void announceBy(String topic) {
    announce(
        NotificationConfiguration.builder()
            .topicConfigurations(
                List.of(
                    TopicConfiguration.builder()
                        .topicArn(topic)
                        .events(Event.S3_OBJECT_CREATED)
                        .build())));
  }

  private void announce(NotificationConfiguration.Builder to) {
    s3.putBucketNotificationConfiguration(
        request -> request.bucket(bucket()).notificationConfiguration(to.build()));
  }

  @Override
  public URI buckets() {
    return server.endpoint();
  }

  @Override
  public URI queues() {
    return server.endpoint();
  }

  @Override
  public String bucket() {
    return "example-" + name;
  }

  @Override
  public String queueUrl() {
    return queueUrl;
  }

  @Override
  public void put(String key, byte[] object) {
    s3.putObject(request -> request.bucket(bucket()).key(key), RequestBody.fromBytes(object));
  }

  @Override
  public int messages() {
    return Clients.messages(sqs, queueUrl);
  }

  @Override
  public void close() {
    s3.close();
    sqs.close();
  }
}
