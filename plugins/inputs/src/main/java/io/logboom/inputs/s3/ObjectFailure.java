package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import java.io.IOException;

/** An object that could not be read, and why. */
final class ObjectFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A failure.
   *
   * @param reason the kind, for counters; kebab-case
   * @param message what is wrong, for people
   */
  ObjectFailure(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** What the SDK's exception means for who reads an object. */
  static ObjectFailure of(AwsFault fault) {
    String hint =
        switch (fault.reason()) {
          case "access-denied" ->
              "; the agent needs s3:GetObject (and s3:GetObjectVersion) here; without s3:ListBucket"
                  + " S3 says the same of objects that do not exist";
          case "kms-denied" -> "; the agent needs kms:Decrypt for the key of this object";
          case "archived" -> "; restore the object first";
          case "wrong-region" -> "; the bucket's own region could not be found out";
          default -> "";
        };
    return new ObjectFailure(fault.reason(), fault.message() + hint);
  }

  /** The kind, for counters. */
  String reason() {
    return reason;
  }
}
