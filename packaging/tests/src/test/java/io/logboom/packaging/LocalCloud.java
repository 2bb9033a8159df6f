package io.logboom.packaging;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * S3Mock and ElasticMQ: fast, and strict about visibility. The notifications are the tests' own, in
 * the form of the S3 User Guide, "Event message structure".
 */
final class LocalCloud implements Cloud {
  private final ServerProcess objects;
  private final ServerProcess messages;
  private final S3Client s3;
  private final SqsClient sqs;
  private final String queueUrl;
  private final int timesAnnounced;
  private final AtomicInteger announced = new AtomicInteger();

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
    String body = notification(key, object.length);
    for (int i = 0; i < timesAnnounced; i++) {
      sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    }
  }

  private String notification(String key, int size) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
    "eventTime":"2026-11-05T14:30:00.000Z","eventName":"ObjectCreated:Put",\
    "userIdentity":{"principalId":"AWS:AROACKCEVSQ6C2EXAMPLE"},"requestParameters":{"sourceIPAddress":"192.0.2.1"},\
    "responseElements":{"x-amz-request-id":"8Y3KQ2M7EXAMPLE1","x-amz-id-2":"EXAMPLE="},\
    "s3":{"s3SchemaVersion":"1.0","configurationId":"trail","bucket":{"name":"%s",\
    "ownerIdentity":{"principalId":"EXAMPLE"},"arn":"arn:aws:s3:::%s"},\
    "object":{"key":"%s","size":%d,"eTag":"0123456789abcdef0123456789abcdef","sequencer":"%016X"}}}]}\
    """
        .formatted(
            bucket(),
            bucket(),
            URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"),
            size,
            announced.incrementAndGet());
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
