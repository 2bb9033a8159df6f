package io.logboom.inputs.cloudwatch;

import io.logboom.inputs.aws.AwsFault;

/** A request went wrong for good, or again and again. */
final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient AwsFault fault;

  ApiException(AwsFault fault, Throwable cause) {
    super(fault.reason() + ": " + fault.message(), cause);
    this.fault = fault;
  }

  AwsFault fault() {
    return fault;
  }
}
