package io.logboom.packaging;

import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * S3Mock and ElasticMQ: fast, and strict about visibility. The notifications are the tests' own.
 */
final class LocalCloud implements Cloud {
  private final ServerProcess objects;
  private final ServerProcess messages;
  private final S3Client s3;
  private final SqsClient sqs;
  private final String queueUrl;
  private final int timesAnnounced;

  /**
   * @param timesAnnounced how often the queue hears of each object
   */
  LocalCloud(int visibilitySeconds, int timesAnnounced) throws IOException {
    this.timesAnnounced = timesAnnounced;
    objects = Servers.s3Mock();
    messages = Servers.elasticMq();
    s3 = Clients.s3(objects.endpoint());
    sqs = Clients.sqs(messages.endpoint());
    s3.createBucket(request -> request.bucket(bucket()));
    queueUrl = Clients.createQueue(sqs, "trail", visibilitySeconds);
  }

  @Override
  public URI buckets() {
    return objects.endpoint();
  }

  @Override
  public URI queues() {
    return messages.endpoint();
  }

  @Override
  public String bucket() {
    return "example-trail";
  }

  @Override
  public String queueUrl() {
    return queueUrl;
  }

  @Override
  public void put(String key, byte[] object) {
    s3.putObject(request -> request.bucket(bucket()).key(key), RequestBody.fromBytes(object));
    String body = Notification.of(bucket(), key, object.length);
    for (int i = 0; i < timesAnnounced; i++) {
      sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    }
  }

  @Override
  public int messages() {
    return Clients.messages(sqs, queueUrl);
  }

  @Override
  public void close() {
    s3.close();
    sqs.close();
    objects.close();
    messages.close();
  }
}
