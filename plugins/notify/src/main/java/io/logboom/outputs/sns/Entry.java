package io.logboom.outputs.sns;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * A message as it is published.
 *
 * @param index of its event in the batch, which is its id, too
 * @param request for SNS
 * @param size its bytes as SNS counts them
 */
record Entry(int index, PublishBatchRequestEntry request, int size) {

  static Entry of(int index, PublishBatchRequestEntry request) {
    int size = bytes(request.message()) + bytes(request.subject());
    for (var attribute : request.messageAttributes().entrySet()) {
      size += bytes(attribute.getKey());
      size += bytes(attribute.getValue().dataType());
      size += bytes(attribute.getValue().stringValue());
    }
    return new Entry(index, request, size);
  }

  /** How many bytes a text has in UTF-8. */
  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
