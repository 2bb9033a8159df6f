package io.logboom.inputs.iam;

import io.logboom.inputs.aws.AwsFault;

/** A request that failed for good, or as good as: the SDK has tried again what may pass. */
final class IamException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String text;
  private final transient AwsFault fault;

  /**
   * @param operation as the API calls it
   * @param about the account, and the principal if it was about one
   */
  IamException(String operation, String about, AwsFault fault, Throwable cause) {
    super(cause);
    this.operation = operation;
    this.text = operation + " of " + about + ": " + fault.reason() + ": " + fault.message();
    this.fault = fault;
  }

  /** Something of ours went wrong. */
  static IamException unexpected(String about, RuntimeException cause) {
    return new IamException(
        "reading", about, new AwsFault("unexpected", cause.toString(), 0, true), cause);
  }

  @Override
  public String getMessage() {
    return text;
  }

  String operation() {
    return operation;
  }

  AwsFault fault() {
    return fault;
  }

  /** The kind, for counters. */
  String reason() {
    return fault.reason();
  }

  /** Whether the same request may succeed later with nobody changing anything. */
  boolean passing() {
    return fault.passing();
  }

  /** Whether what the request was about is not there. */
  boolean missing() {
    return fault.reason().equals("not-found");
  }
}
