package io.logboom.outputs.sns;

import io.logboom.outputs.message.Line;
import io.logboom.outputs.message.Message;
import io.logboom.outputs.message.Template;
import io.logboom.spi.Bytes;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** Makes messages of events. Safe for use by many threads. */
final class Entries {
  /** A message, and all messages of a request (quotas of SNS). */
  static final int MOST_BYTES = 256 << 10;

  private static final int LONGEST_LINE = 140;

  /** SNS cuts nothing itself; more of a line than this would not be in any subject. */
  private static final int LONGEST_TITLE = 400;

  private final SnsOutputConfig config;
  private final Template title = Template.of("{title}");
  private final MessageAttributes attributes;
  private final Fifo fifo;
  private final Counter cut;

  Entries(SnsOutputConfig config, Context context) {
    this.config = config;
    this.attributes = new MessageAttributes(config.attributes());
    this.fifo = new Fifo(config);
    this.cut = context.counter("cut-messages");
  }

  /** An event that no message can be made of. Its message says why. */
  static final class Unsendable extends Exception {
    private static final long serialVersionUID = 1L;

    Unsendable(String reason) {
      super(reason);
    }
  }

  /** The message for an event. */
  Entry of(int index, Event event) throws Unsendable {
    var message = Message.of(event);
    boolean alert = message.title().isPresent();
    if (!alert && !Message.isUtf8(event)) {
      throw new Unsendable("not UTF-8, which a message of SNS must be");
    }
    String words = words(event, message);
    if (words.isEmpty()) {
      throw new Unsendable("empty, which a message of SNS must not be");
    }
    var request =
        PublishBatchRequestEntry.builder()
            .id(Integer.toString(index))
            .subject(Subject.of(config.subject().fill(event, LONGEST_TITLE)))
            .message(words)
            .messageAttributes(attributes.of(event, alert));
    if (config.message() == SnsOutputConfig.Content.PER_PROTOCOL) {
      request.messageStructure("json");
    }
    if (config.topicArn().fifo()) {
      request.messageGroupId(fifo.group(event)).messageDeduplicationId(Fifo.deduplicationId(event));
    }
    var entry = Entry.of(index, request.build());
    if (entry.size() <= MOST_BYTES) {
      return entry;
    }
    return switch (config.tooLarge()) {
      case REJECT ->
          throw new Unsendable(
              "too large: the message has %,d bytes, and may have %,d"
                  .formatted(entry.size(), MOST_BYTES));
      case CUT -> {
        cut.increment();
        String less = cut(words, MOST_BYTES - (entry.size() - Entry.bytes(words)));
        yield Entry.of(index, request.message(less).build());
      }
    };
  }

  private String words(Event event, Message message) {
    return switch (config.message()) {
      case TEXT -> message.text();
      case EVENT -> text(event);
      case PER_PROTOCOL -> {
        var json = new Bytes(byte[]::new);
        json.begin().put("{\"default\":").putJson(message.text());
        json.put(",\"email\":").putJson(message.text());
        json.put(",\"sms\":").putJson(sms(event, message));
        json.put(",\"lambda\":").putJson(text(event)).put('}');
        yield new String(json.toByteArray(), StandardCharsets.UTF_8);
      }
    };
  }

  /** A line of an alert's title, or of what there is. */
  private String sms(Event event, Message message) {
    return message.title().isPresent()
        ? title.fill(event, LONGEST_LINE)
        : Line.of(message.text(), LONGEST_LINE);
  }

  private static String text(Event event) {
    return new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8);
  }

  /** Its beginning, whole characters, and a word on the rest, in so many bytes. */
  private static String cut(String words, int most) {
    byte[] utf8 = words.getBytes(StandardCharsets.UTF_8);
    String note = "\n[cut: too large by %,d bytes]".formatted(utf8.length - most);
    int end = most - Entry.bytes(note);
    while ((utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8) + note;
  }
}
