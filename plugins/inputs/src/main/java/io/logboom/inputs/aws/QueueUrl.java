package io.logboom.inputs.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an SQS queue, written as its URL or its ARN.
 *
 * @param url what SQS calls the queue
 * @param region where the queue is, when the address tells
 * @param endpoint where to send requests, when the address tells: the URL's own scheme and host, so
 *     that VPC endpoints and other servers than AWS's need no second option
 */
public record QueueUrl(String url, Optional<String> region, Optional<URI> endpoint) {
  private static final Pattern ARN =
      Pattern.compile("arn:(aws[a-z-]*):sqs:([a-z0-9-]+):(\\d{12}):([\\w-]+(?:\\.fifo)?)");
  private static final Pattern AWS_HOST =
      Pattern.compile(
          "(?:.*\\.)?sqs(?:-fips)?\\.([a-z0-9-]+)\\.(?:vpce\\.)?"
              + "(?:amazonaws\\.com|amazonaws\\.com\\.cn|api\\.aws|api\\.amazonwebservices\\.com\\.cn)");
  // Addresses from before 2012, which still stand in old configurations; the SDK's own are used.
  private static final Pattern LEGACY_HOST =
      Pattern.compile("(?:([a-z0-9-]+)\\.)?queue\\.amazonaws\\.com(?:\\.cn)?");

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is neither URL nor ARN of a queue
   */
  public static QueueUrl of(String text) {
    Matcher arn = ARN.matcher(text);
    if (arn.matches()) {
      String domain = arn.group(1).equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
      return of(
          "https://sqs." + arn.group(2) + "." + domain + "/" + arn.group(3) + "/" + arn.group(4));
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(complaint(text), e);
    }
    String scheme = uri.getScheme();
    String host = uri.getHost();
    String path = uri.getPath();
    if (scheme == null
        || !scheme.matches("https?")
        || host == null
        || path == null
        || path.length() < 2) {
      throw new IllegalArgumentException(complaint(text));
    }
    Matcher legacy = LEGACY_HOST.matcher(host);
    if (legacy.matches()) {
      return new QueueUrl(
          text,
          Optional.of(legacy.group(1) == null ? "us-east-1" : legacy.group(1)),
          Optional.empty());
    }
    Matcher aws = AWS_HOST.matcher(host);
    return new QueueUrl(
        text,
        aws.matches() ? Optional.of(aws.group(1)) : Optional.empty(),
        Optional.of(URI.create(scheme + "://" + uri.getAuthority())));
  }

  private static String complaint(String text) {
    return "not a queue: \""
        + text
        + "\"; write its URL, such as https://sqs.eu-west-1.amazonaws.com/111122223333/trail, or"
        + " its ARN";
  }

  /** Whether it is a FIFO queue, which asks more of who sends to it. */
  public boolean fifo() {
    return url.endsWith(".fifo");
  }

  /** The queue's own name, the last step of its URL. */
  public String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return url;
  }
}
