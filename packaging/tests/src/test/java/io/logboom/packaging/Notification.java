package io.logboom.packaging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What S3 tells a queue of a new object: S3 User Guide, "Event message structure", version 2.1. */
final class Notification {

  private Notification() {}

  static String of(String bucket, String key, int size) {
    return """
    {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",\
    "eventTime":"2026-11-05T14:30:00.000Z","eventName":"ObjectCreated:Put",\
    "userIdentity":{"principalId":"AWS:AROACKCEVSQ6C2EXAMPLE"},"requestParameters":{"sourceIPAddress":"192.0.2.1"},\
    "responseElements":{"x-amz-request-id":"8Y3KQ2M7EXAMPLE1","x-amz-id-2":"EXAMPLE="},\
    "s3":{"s3SchemaVersion":"1.0","configurationId":"trail","bucket":{"name":"%1$s",\
    "ownerIdentity":{"principalId":"EXAMPLE"},"arn":"arn:aws:s3:::%1$s"},\
    "object":{"key":"%2$s","size":%3$d,"eTag":"0123456789abcdef0123456789abcdef","sequencer":"0055AED6DCD90281E5"}}}]}\
    """
        .formatted(
            bucket, URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/"), size);
  }
}
