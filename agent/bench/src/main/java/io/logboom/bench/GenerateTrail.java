package io.logboom.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Makes CloudTrail objects as an account at work makes them: calls of a few kinds and sizes, a few
 * callers often and many rarely, about 1.6 kB a record. The same seed, the same bytes. {@code
 * GenerateTrail FOLDER MEGABYTES SEED}
 */
public final class GenerateTrail {
  private static final String ACCOUNT = "111122223333";
  private static final int OBJECT = 20_000_000;
  private static final String[] REGIONS = {"us-east-1", "eu-west-1", "ap-southeast-2"};
  private static final String[] AGENTS = {
    "Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.7",
    "aws-sdk-go-v2/1.39.6 ua/2.1 os/linux lang/go#1.25.3 md/GOOS#linux md/GOARCH#arm64"
        + " api/ec2#1.262.0",
    "[aws-sdk-java/2.41.22 Linux/6.8.0 OpenJDK_64-Bit_Server_VM/25+36 io/sync http/UrlConnection]",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"
  };

  private final Random random;

  private GenerateTrail(Random random) {
    this.random = random;
  }

  /** Writes the objects. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    long left = Long.parseLong(args[1]) * 1_000_000;
    var trail = new GenerateTrail(new Random(Long.parseLong(args[2])));
    for (int number = 0; left > 0; number++) {
      byte[] document = trail.document((int) Math.min(left, OBJECT));
      left -= document.length;
      String name =
          "%s_CloudTrail_us-east-1_20261105T%02d%02dZ_%016d.json.gz"
              .formatted(ACCOUNT, number / 60 % 24, number % 60, number);
      try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16)) {
        out.write(document);
      }
    }
  }

  /** One document of at least so many bytes. */
  byte[] document(int size) {
    var bytes = new ByteArrayOutputStream(size + 4096);
    bytes.writeBytes("{\"Records\":[".getBytes(StandardCharsets.UTF_8));
    for (int number = 0; bytes.size() < size; number++) {
      bytes.writeBytes(((number == 0 ? "" : ",") + event()).getBytes(StandardCharsets.UTF_8));
    }
    bytes.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /** A generator of the same events each time. */
  static GenerateTrail of(long seed) {
    return new GenerateTrail(new Random(seed));
  }

  private String event() {
    String region = REGIONS[few(REGIONS.length)];
    return switch (random.nextInt(40)) {
      case 0, 1 -> event("iam", "PutRolePolicy", region, policy(), "null");
      case 2 -> event("monitoring", "PutMetricAlarm", region, alarm(), "null");
      case 3 -> event("signin", "ConsoleLogin", region, "null", "{\"ConsoleLogin\":\"Success\"}");
      case 4, 5, 6, 7, 8, 9, 10, 11, 12 ->
          event("sts", "AssumeRole", region, assumeRole(), "{\"credentials\":" + keys() + "}");
      case 13, 14, 15, 16, 17, 18, 19, 20, 21 ->
          event("ec2", "DescribeInstances", region, describe(), "null");
      case 22, 23, 24, 25, 26, 27, 28, 29, 30 -> event("s3", "GetObject", region, object(), "null");
      default -> event("ec2", "RunInstances", region, run(), reservation());
    };
  }

  private String event(
      String service, String name, String region, String parameters, String elements) {
    String role = "service-" + few(40);
    return """
    {"eventVersion":"1.11","userIdentity":%15$s,\
    "eventTime":"2026-11-05T14:%3$02d:%4$02dZ","eventSource":"%5$s.amazonaws.com","eventName":"%6$s",\
    "awsRegion":"%7$s","sourceIPAddress":"192.0.2.%8$d","userAgent":"%9$s",%16$s"requestParameters":%10$s,\
    "responseElements":%11$s,%17$s"requestID":"%12$s","eventID":"%13$s","readOnly":%14$s,%18$s"eventType":"AwsApiCall",\
    "managementEvent":true,"recipientAccountId":"%2$s","eventCategory":"Management","tlsDetails":\
    {"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"%5$s.%7$s.amazonaws.com"}}\
    """
        .formatted(
            role,
            ACCOUNT,
            random.nextInt(60),
            random.nextInt(60),
            service,
            name,
            region,
            few(256),
            AGENTS[few(AGENTS.length)],
            parameters,
            elements,
            uuid(),
            uuid(),
            name.startsWith("Get") || name.startsWith("Describe") || name.equals("AssumeRole"),
            identity(role),
            sometimes(
                "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"not allowed:"
                    + " \\u003c*\\u003e\","),
            sometimes(
                "\"additionalEventData\":{\"SignatureVersion\":\"SigV4\",\"bytesTransferredOut\":0.0},"),
            sometimes(
                "\"resources\":[{\"type\":\"AWS::S3::Object\",\"ARN\":\"arn:aws:s3:::example\"}],"));
  }

  /** Something that one record in twenty has. */
  private String sometimes(String fields) {
    return random.nextInt(20) == 0 ? fields : "";
  }

  private String identity(String role) {
    return switch (random.nextInt(20)) {
      case 0 ->
          """
          {"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}\
          """;
      case 1, 2 ->
          """
          {"type":"IAMUser","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::%1$s:user/%2$s",\
          "accountId":"%1$s","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"%2$s"}\
          """
              .formatted(ACCOUNT, role);
      default ->
          """
          {"type":"AssumedRole","principalId":"AROACKCEVSQ6C2EXAMPLE:%2$s",\
          "arn":"arn:aws:sts::%1$s:assumed-role/%2$s/%2$s","accountId":"%1$s","accessKeyId":"ASIAIOSFODNN7EXAMPLE",\
          "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROACKCEVSQ6C2EXAMPLE",\
          "arn":"arn:aws:iam::%1$s:role/%2$s","accountId":"%1$s","userName":"%2$s"},"webIdFederationData":{},\
          "attributes":{"creationDate":"2026-11-05T14:02:11Z","mfaAuthenticated":"false"}}}\
          """
              .formatted(ACCOUNT, role);
    };
  }

  /** JSON inside a string, half of it indented: where a trail has its escapes. */
  private String policy() {
    String document =
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["s3:GetObject", "s3:ListBucket"],
              "Resource": "arn:aws:s3:::example-data-%d/*"
            }
          ]
        }\
        """
            .formatted(few(20));
    String text = random.nextBoolean() ? document : document.replaceAll("\\s+", "");
    String escaped = text.replace("\"", "\\\"").replace("\n", "\\n");
    return """
    {"roleName":"service-%d","policyName":"in\\\\line","path":"\\/team\\/","policyDocument":"%s"}\
    """
        .formatted(few(40), escaped);
  }

  private String alarm() {
    return String.format(
        Locale.ROOT,
        """
        {"alarmName":"cpu-%d","threshold":%.3f,"period":60,"evaluationPeriods":3,"lowerBound":-1.5E-3,\
        "dimensions":[{"name":"InstanceId","value":"i-%s"}],"actionsEnabled":false}\
        """,
        few(50),
        100 * random.nextDouble(),
        hex(8));
  }

  private String assumeRole() {
    return """
    {"roleArn":"arn:aws:iam::%s:role/service-%d","roleSessionName":"session-%d","externalId":"%s","durationSeconds":3600}\
    """
        .formatted(ACCOUNT, few(40), random.nextInt(1000), uuid());
  }

  private String keys() {
    return """
    {"accessKeyId":"ASIAIOSFODNN7EXAMPLE","expiration":"Nov 5, 2026, 3:02:11 PM","sessionToken":"%s"}\
    """
        .formatted(hex(200));
  }

  private String describe() {
    return """
    {"maxResults":100,"nextToken":"%s","instancesSet":{"items":[{"instanceId":"i-%s"},{"instanceId":"i-%s"}]},\
    "filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"}]}}]}}\
    """
        .formatted(hex(60), hex(8), hex(8));
  }

  private String object() {
    return """
    {"bucketName":"example-data-%1$d","Host":"example-data-%1$d.s3.us-east-1.amazonaws.com",\
    "key":"events/dt=2026-11-05/part-%2$05d-%3$s.parquet","x-amz-server-side-encryption":"AES256"}\
    """
        .formatted(few(20), random.nextInt(100_000), uuid());
  }

  private String run() {
    return """
    {"instancesSet":{"items":[{"imageId":"ami-%s","minCount":1,"maxCount":1}]},"instanceType":"t4g.small",\
    "monitoring":{"enabled":true},"clientToken":"%s","userData":"<sensitiveDataRemoved>",\
    "tagSpecificationSet":{"items":[{"resourceType":"instance","tags":[{"key":"Name","value":"web \\"%d\\""},\
    {"key":"owner","value":"plattform-team-größe"}]}]}}\
    """
        .formatted(hex(8), uuid(), few(50));
  }

  private String reservation() {
    return """
    {"requestId":"%s","reservationId":"r-%s","ownerId":"%s","groupSet":{},"instancesSet":{"items":[\
    {"instanceId":"i-%s","instanceState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-0-%d-%d.ec2.internal",\
    "launchTime":1793887563000,"placement":{"availabilityZone":"us-east-1a","tenancy":"default"},\
    "stateReason":{"code":"pending","message":"pending"},"architecture":"arm64","rootDeviceType":"ebs"}]}}\
    """
        .formatted(uuid(), hex(8), ACCOUNT, hex(8), few(250), few(250));
  }

  /** A number below the bound; small ones come more often. */
  private int few(int bound) {
    return (int) (bound * random.nextDouble() * random.nextDouble());
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString().toLowerCase(Locale.ROOT);
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
