package io.logboom.outputs.sns;

import io.logboom.inputs.aws.Credentials;
import io.logboom.outputs.message.Template;
import io.logboom.spi.FieldPath;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Options of the output {@code sns}; {@code reference.conf} says what each one means. */
public record SnsOutputConfig(
    TopicArn topicArn,
    Template subject,
    Content message,
    TooLarge tooLarge,
    Map<String, FieldPath> attributes,
    Optional<String> groupId,
    Optional<FieldPath> groupField,
    Optional<URI> endpoint,
    Optional<URI> stsEndpoint,
    Credentials credentials,
    Duration requestTimeout) {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?!(?i:aws|amazon)\\.)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  /** With more than these a subscription with raw delivery to SQS discards the message. */
  private static final int MOST_ATTRIBUTES = 10;

  /** What a message holds. */
  public enum Content {
    /** Words for people. */
    TEXT,
    /** The event as it is. */
    EVENT,
    /** Words, a line or the event, as the subscriber's protocol wants. */
    PER_PROTOCOL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What becomes of a message that SNS would not take. */
  public enum TooLarge {
    /** The event is rejected. */
    REJECT,
    /** Its end is cut off, with a word on it. */
    CUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SnsOutputConfig {
    attributes = Map.copyOf(attributes);
    var names = new TreeSet<>(attributes.keySet());
    for (var name : names) {
      if (name.length() > 256 || !ATTRIBUTE.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "the name of an attribute is of letters, digits, - and _, with single dots between, and"
                + " does not begin with AWS. or Amazon.: \""
                + name
                + "\"");
      }
    }
    names.add(MessageAttributes.RULE);
    names.add(MessageAttributes.SEVERITY);
    if (names.size() > MOST_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "there may be ten attributes, rule and severity included, not " + names.size());
    }
    if (tooLarge == TooLarge.CUT && message != Content.TEXT) {
      throw new IllegalArgumentException(
          "too-large = cut is for message = text: what is left of JSON that is cut is none");
    }
    if (!topicArn.fifo() && (groupId.isPresent() || groupField.isPresent())) {
      throw new IllegalArgumentException(
          "group-id and group-field are for FIFO topics, whose names end with .fifo");
    }
    if (groupId.isPresent() && !Fifo.isName(groupId.get())) {
      throw new IllegalArgumentException(
          "group-id is of 1 to 128 letters, digits and punctuation marks");
    }
    if (!requestTimeout.isPositive()) {
      throw new IllegalArgumentException("request-timeout must be longer than 0s");
    }
  }
}
