package io.logboom.packaging;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A topic, and a queue that gets what is published to it. */
final class Subscribed implements AutoCloseable {
  private final SqsClient sqs;
  private final String topic;
  private final String queueUrl;

  /**
   * @param name ends with {@code .fifo} for a topic and a queue of that kind
   */
  Subscribed(URI endpoint, String name) {
    sqs = Clients.sqs(endpoint);
    boolean fifo = name.endsWith(".fifo");
    queueUrl =
        sqs.createQueue(
                request ->
                    request
                        .queueName(name)
                        .attributes(
                            fifo ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of()))
            .queueUrl();
    String queue =
        sqs.getQueueAttributes(
                request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    try (SnsClient sns = Clients.sns(endpoint)) {
      topic =
          sns.createTopic(
                  request ->
                      request.name(name).attributes(fifo ? Map.of("FifoTopic", "true") : Map.of()))
              .topicArn();
      sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(queue));
    }
  }

  /** The topic's ARN. */
  String topic() {
    return topic;
  }

  /** What has come since last asked: SNS's envelopes. */
  List<JsonNode> messages() {
    var all = new ArrayList<JsonNode>();
    while (true) {
      var some =
          sqs.receiveMessage(request -> request.queueUrl(queueUrl).maxNumberOfMessages(10))
              .messages();
      if (some.isEmpty()) {
        return all;
      }
      for (var message : some) {
        all.add(JsonMapper.shared().readTree(message.body()));
        sqs.deleteMessage(
            request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    }
  }

  @Override
  public void close() {
    sqs.close();
  }
}
