package io.logboom.outputs.aws;

import io.logboom.inputs.aws.AwsFault;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** A request to AWS that came to nothing. Its message is a line. */
public final class AwsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient AwsFault fault;
  private final String code;
  private final String said;

  AwsException(SdkException cause) {
    super(AwsFault.of(cause).message().replaceAll("\\s+", " "), cause);
    this.fault = AwsFault.of(cause);
    var details =
        cause instanceof AwsServiceException service
            ? Optional.ofNullable(service.awsErrorDetails())
            : Optional.<AwsErrorDetails>empty();
    this.code = details.map(AwsErrorDetails::errorCode).orElse("");
    this.said = details.map(AwsErrorDetails::errorMessage).orElse("");
  }

  /** What went wrong. */
  public AwsFault fault() {
    return fault;
  }

  /** The error's code, as the API's reference calls it; nothing when there was no answer. */
  public String code() {
    return code;
  }

  /** What AWS said of it. */
  public String said() {
    return said;
  }

  /** For {@link java.io.IOException}: what was asked, what the fault means, and what AWS said. */
  public String toSentence(String asked, String advice) {
    return advice.isEmpty()
        ? asked + ": " + fault.reason() + ": " + getMessage()
        : asked + ": " + fault.reason() + ": " + advice + " (" + getMessage() + ")";
  }
}
