package io.logboom.inputs.s3;

import io.logboom.inputs.aws.QueueUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * One queue. Every method may throw the SDK's {@link
 * software.amazon.awssdk.core.exception.SdkException}. Safe for use by many threads.
 */
final class SqsQueue {
  /** How many messages SQS takes or gives in one request. */
  static final int BATCH = 10;

  private final QueueUrl address;
  private final SqsClient polling;
  private final SqsClient calling;

  /**
   * A queue.
   *
   * @param polling a client that bears long polls
   * @param calling a client for everything else, which gives up sooner
   */
  SqsQueue(QueueUrl address, SqsClient polling, SqsClient calling) {
    this.address = address;
    this.polling = polling;
    this.calling = calling;
  }

  /** What went wrong with one message of a batch. */
  record EntryFault(Lease lease, String code, String message, boolean ours) {}

  String name() {
    return address.name();
  }

  @Override
  public String toString() {
    return name();
  }

  /** Waits for messages. */
  List<Message> receive(int most, Duration wait, Duration visibility) {
    var response =
        polling.receiveMessage(
            request ->
                request
                    .queueUrl(address.url())
                    .maxNumberOfMessages(most)
                    .waitTimeSeconds((int) wait.toSeconds())
                    .visibilityTimeout((int) visibility.toSeconds())
                    .messageSystemAttributeNames(
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    long now = System.nanoTime();
    return response.messages().stream()
        .map(
            message ->
                new Message(
                    this,
                    message.messageId(),
                    message.receiptHandle(),
                    message.body(),
                    receives(message.attributes()),
                    now))
        .toList();
  }

  /** Deletes up to {@link #BATCH} messages; those it could not delete are returned. */
  List<EntryFault> delete(List<Lease> leases) {
    var response =
        calling.deleteMessageBatch(
            request ->
                request
                    .queueUrl(address.url())
                    .entries(
                        numbered(
                            leases.size(),
                            i ->
                                DeleteMessageBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(leases.get(i).message().handle())
                                    .build())));
    return faults(leases, response.failed());
  }

  /**
   * Hides up to {@link #BATCH} messages for so long from now, each; those it could not are
   * returned.
   */
  List<EntryFault> hide(List<Lease> leases, List<Duration> times) {
    var response =
        calling.changeMessageVisibilityBatch(
            request ->
                request
                    .queueUrl(address.url())
                    .entries(
                        numbered(
                            leases.size(),
                            i ->
                                ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(leases.get(i).message().handle())
                                    .visibilityTimeout((int) times.get(i).toSeconds())
                                    .build())));
    return faults(leases, response.failed());
  }

  /** Sends a message here. */
  void send(String body, Map<String, String> attributes, String messageId) {
    Map<String, MessageAttributeValue> values = new java.util.LinkedHashMap<>();
    attributes.forEach(
        (name, value) ->
            values.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    calling.sendMessage(
        request -> {
          request.queueUrl(address.url()).messageBody(body).messageAttributes(values);
          if (address.fifo()) {
            request.messageGroupId("logboom").messageDeduplicationId(messageId);
          }
        });
  }

  /** Asks for the queue's attributes, by name. */
  Map<String, String> attributes() {
    return calling
        .getQueueAttributes(
            request -> request.queueUrl(address.url()).attributeNames(QueueAttributeName.ALL))
        .attributesAsStrings();
  }

  private static List<EntryFault> faults(List<Lease> leases, List<BatchResultErrorEntry> failed) {
    List<EntryFault> faults = new ArrayList<>();
    for (BatchResultErrorEntry entry : failed) {
      faults.add(
          new EntryFault(
              leases.get(Integer.parseInt(entry.id())),
              entry.code(),
              java.util.Objects.requireNonNullElse(entry.message(), ""),
              Boolean.TRUE.equals(entry.senderFault())));
    }
    return faults;
  }

  private static <T> List<T> numbered(int count, Function<Integer, T> entry) {
    return IntStream.range(0, count).boxed().map(entry).toList();
  }

  private static int receives(Map<MessageSystemAttributeName, String> attributes) {
    String count = attributes.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    return count == null ? 1 : Integer.parseInt(count);
  }
}
