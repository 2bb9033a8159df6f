package io.logboom.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * A made-up trail: so many objects of so many records, each record with an id of its own that tells
 * its object and place, so that a test can say which one is missing. The same seed, the same bytes.
 *
 * @param noise bytes of each record that no compression makes smaller
 */
record Trail(String name, int objects, int records, int noise, long seed) {
  static final String ACCOUNT = "111122223333";
  private static final String[] CALLS = {"PutObject", "GetObject", "DeleteObject", "HeadObject"};

  /** Records of an ordinary size, about 1.5 kB. */
  static Trail of(String name, int objects, int records, long seed) {
    return new Trail(name, objects, records, 60, seed);
  }

  /** Where CloudTrail would put the object. */
  String key(int object) {
    return "AWSLogs/" + ACCOUNT + "/CloudTrail/us-east-1/2026/11/05/" + fileName(object);
  }

  /** The last part of its key. */
  String fileName(int object) {
    return "%s_CloudTrail_us-east-1_20261105T%02d%02dZ_%s%012d.json.gz"
        .formatted(ACCOUNT, object / 60 % 24, object % 60, name, object);
  }

  /** The ids of all records. */
  Set<String> ids() {
    return IntStream.range(0, objects)
        .boxed()
        .flatMap(object -> IntStream.range(0, records).mapToObj(record -> id(object, record)))
        .collect(Collectors.toSet());
  }

  /** The object, compressed as CloudTrail does. */
  byte[] object(int object) throws IOException {
    var random = new Random(seed * 31 + object);
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes, 1 << 16)) {
      var text = new StringBuilder("{\"Records\":[");
      for (int record = 0; record < records; record++) {
        text.append(record == 0 ? "" : ",");
        record(text, object, record, random);
        gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
      }
      gzip.write("]}".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private String id(int object, int record) {
    return "%08x-%04x-4000-8000-%012x".formatted(name.hashCode(), object, record);
  }

  private void record(StringBuilder text, int object, int record, Random random) {
    byte[] hex = new byte[noise];
    random.nextBytes(hex);
    String call = CALLS[random.nextInt(CALLS.length)];
    String user = "user-" + random.nextInt(40);
    String bucket = "example-data-" + random.nextInt(20);
    String key = "events/dt=2026-11-05/part-" + random.nextInt(100_000) + ".parquet";
    text.append(
        """
        {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROACKCEVSQ6C2EXAMPLE:%1$s",\
        "arn":"arn:aws:sts::%2$s:assumed-role/reader/%1$s","accountId":"%2$s","accessKeyId":"ASIAIOSFODNN7EXAMPLE",\
        "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROACKCEVSQ6C2EXAMPLE",\
        "arn":"arn:aws:iam::%2$s:role/reader","accountId":"%2$s","userName":"reader"},\
        "attributes":{"creationDate":"2026-11-05T14:02:11Z","mfaAuthenticated":"false"}}},\
        "eventTime":"2026-11-05T14:%3$02d:%4$02dZ","eventSource":"s3.amazonaws.com","eventName":"%5$s",\
        "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.%6$d","userAgent":"[Boto3/1.44.5 \\"test\\" ü]",\
        "requestParameters":{"bucketName":"%7$s","Host":"%7$s.s3.us-east-1.amazonaws.com","key":"%8$s"},\
        "responseElements":null,"additionalEventData":{"SignatureVersion":"SigV4","bytesTransferredIn":0,\
        "AuthenticationMethod":"AuthHeader","x-amz-id-2":"%9$s","bytesTransferredOut":%10$d},\
        "requestID":"8Y3KQ2M7EXAMPLE1","eventID":"%11$s","readOnly":true,\
        "resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%7$s/%8$s"},\
        {"accountId":"%2$s","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%7$s"}],"eventType":"AwsApiCall",\
        "managementEvent":false,"recipientAccountId":"%2$s","eventCategory":"Data",\
        "tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",\
        "clientProvidedHostHeader":"%7$s.s3.us-east-1.amazonaws.com"}}\
        """
            .formatted(
                user,
                ACCOUNT,
                record / 60 % 60,
                record % 60,
                call,
                random.nextInt(256),
                bucket,
                key,
                HexFormat.of().formatHex(hex),
                random.nextInt(1_000_000),
                id(object, record)));
  }
}
