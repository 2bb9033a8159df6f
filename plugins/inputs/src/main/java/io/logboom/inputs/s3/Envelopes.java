package io.logboom.inputs.s3;

import io.logboom.spi.MalformedException;
import io.logboom.spi.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the kinds of messages apart that announce objects, each by what is in it alone, so that one
 * queue may carry all of them: S3's own (S3 User Guide, "Event message structure"), the same by way
 * of SNS, wrapped or raw, EventBridge's ("EventBridge event message structure"), Security Lake's
 * (subscriber data access), CloudTrail's and AWS Config's own (CloudTrail User Guide, "Configuring
 * Amazon SNS notifications").
 *
 * <p>Keys: S3 encodes them as HTML forms do ({@code +} is a space). EventBridge and Security Lake
 * are not documented to, and are seen not to; should there be no such object, the decoded key is
 * tried. CloudTrail and Config write them plain. Safe for use by many threads.
 */
final class Envelopes {

  /** Parses one JSON text. */
  @FunctionalInterface
  interface Parser {
    Value parse(String text) throws MalformedException;
  }

  private static final int MOST_WRAPPINGS = 3;
  private static final String TRAIL_TEST = "CloudTrail validation message";
  private static final Set<String> WRITES =
      Set.of("PutObject", "POST Object", "CopyObject", "CompleteMultipartUpload");

  private final Parser parser;

  Envelopes(Parser parser) {
    this.parser = parser;
  }

  /** Reads the body of a message. */
  Notification read(String body) {
    String text = body;
    for (int depth = 0; depth <= MOST_WRAPPINGS; depth++) {
      if (text.startsWith(TRAIL_TEST)) {
        return new Notification.Test();
      }
      Value root;
      try {
        root = parser.parse(text.strip());
      } catch (MalformedException e) {
        return new Notification.Unknown("not JSON: " + e.getMessage());
      }
      String type = Tree.text(root, "Type").orElse("");
      switch (type) {
        case "SubscriptionConfirmation", "UnsubscribeConfirmation" -> {
          return new Notification.Irrelevant(type);
        }
        case "Notification" -> {
          var message = Tree.text(root, "Message");
          if (message.isEmpty()) {
            return new Notification.Unknown("a notification of SNS without a message");
          }
          text = message.get();
        }
        default -> {
          return unwrapped(root);
        }
      }
    }
    return new Notification.Unknown("wrapped by SNS more than " + MOST_WRAPPINGS + " times");
  }

  private static Notification unwrapped(Value root) {
    if (Tree.text(root, "Event").filter("s3:TestEvent"::equals).isPresent()) {
      return new Notification.Test();
    }
    var records = Tree.items(root, "Records");
    if (records.isPresent()) {
      return ofS3(records.get());
    }
    if (Tree.object(root, "detail", "bucket") && Tree.object(root, "detail", "object")) {
      return ofEventBridge(root);
    }
    if (Tree.object(root, "bucket") && Tree.object(root, "object")) {
      return ofDetail(root);
    }
    if (Tree.at(root, "s3Bucket").isPresent() && Tree.at(root, "s3ObjectKey").isPresent()) {
      return ofTrail(root);
    }
    return new Notification.Unknown("JSON of no known kind");
  }

  private static Notification ofS3(List<Value> records) {
    List<S3Object> objects = new ArrayList<>();
    int others = 0;
    for (Value record : records) {
      String sender = Tree.text(record, "eventSource").orElse("");
      if (!sender.equals("aws:s3") && !sender.equals("minio:s3")) {
        return new Notification.Unknown(
            "a record of eventSource \"" + sender + "\", not of aws:s3");
      }
      String version = Tree.text(record, "eventVersion").orElse("2.0");
      if (!version.startsWith("2.")) {
        return new Notification.Unknown("a record of eventVersion " + version + ", not 2.x");
      }
      String happening = Tree.text(record, "eventName").orElse("");
      if (happening.isEmpty()) {
        return new Notification.Unknown("a record without eventName");
      }
      // MinIO says s3:ObjectCreated:Put, S3 leaves the prefix out.
      if (!happening.startsWith("ObjectCreated:") && !happening.startsWith("s3:ObjectCreated:")) {
        others++;
        continue;
      }
      var bucket = Tree.text(record, "s3", "bucket", "name");
      var key = Tree.text(record, "s3", "object", "key");
      if (bucket.isEmpty() || key.isEmpty()) {
        return new Notification.Unknown("a record without a bucket's name or an object's key");
      }
      objects.add(
          new S3Object(
              bucket.get(),
              decoded(key.get()).orElse(key.get()),
              Optional.empty(),
              Tree.text(record, "s3", "object", "versionId")));
    }
    return records.isEmpty()
        ? new Notification.Unknown("an empty list of records")
        : new Notification.Objects(objects, others);
  }

  private static Notification ofEventBridge(Value root) {
    String sender = Tree.text(root, "source").orElse("aws.s3");
    if (!sender.equals("aws.s3")) {
      return new Notification.Unknown("an event of source \"" + sender + "\", not of aws.s3");
    }
    // Security Lake leaves detail-type out.
    String type = Tree.text(root, "detail-type").orElse("Object Created");
    return type.equals("Object Created")
        ? ofDetail(Tree.at(root, "detail").orElseThrow())
        : new Notification.Irrelevant(type);
  }

  /** EventBridge's detail, which is all there is when the rule has an input path. */
  private static Notification ofDetail(Value detail) {
    String reason = Tree.text(detail, "reason").orElse("PutObject");
    if (!WRITES.contains(reason) || Tree.at(detail, "deletion-type").isPresent()) {
      return new Notification.Irrelevant(reason);
    }
    var bucket = Tree.text(detail, "bucket", "name");
    var key = Tree.text(detail, "object", "key");
    if (bucket.isEmpty() || key.isEmpty()) {
      return new Notification.Unknown("an event without a bucket's name or an object's key");
    }
    var object =
        new S3Object(
            bucket.get(),
            key.get(),
            decoded(key.get()).filter(other -> !other.equals(key.get())),
            Tree.text(detail, "object", "version-id"));
    return new Notification.Objects(List.of(object), 0);
  }

  private static Notification ofTrail(Value root) {
    var bucket = Tree.text(root, "s3Bucket");
    if (bucket.isEmpty()) {
      return new Notification.Unknown("s3Bucket is no name");
    }
    List<Value> keys =
        Tree.items(root, "s3ObjectKey")
            .orElseGet(() -> List.of(Tree.at(root, "s3ObjectKey").orElseThrow()));
    List<S3Object> objects = new ArrayList<>();
    for (Value key : keys) {
      if (!(key instanceof Value.Str(String text)) || text.isEmpty()) {
        return new Notification.Unknown("s3ObjectKey holds something that is no key");
      }
      objects.add(new S3Object(bucket.get(), text, Optional.empty(), Optional.empty()));
    }
    return objects.isEmpty()
        ? new Notification.Unknown("an empty list of keys")
        : new Notification.Objects(objects, 0);
  }

  /** The key, decoded as a form's field; empty when it cannot be one. */
  private static Optional<String> decoded(String key) {
    try {
      return Optional.of(URLDecoder.decode(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
