package io.logboom.inputs.iam;

import io.logboom.inputs.aws.AwsFault;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** One account, and how it is asked. Safe for use by many threads. */
final class Account {
  private final IamClient iam;
  private final StsClient sts;
  private final Optional<String> told;
  private final String label;
  private volatile Optional<String> asked = Optional.empty();

  /**
   * @param told its number, when the configuration tells it
   * @param label what it is called as long as the number is not known
   */
  Account(IamClient iam, StsClient sts, Optional<String> told, String label) {
    this.iam = iam;
    this.sts = sts;
    this.told = told;
    this.label = label;
  }

  /** Its number; asks STS unless it is known. */
  String id() throws IamException, InterruptedException {
    var known = told.or(() -> asked);
    if (known.isPresent()) {
      return known.get();
    }
    String id = guarded("GetCallerIdentity", label, () -> sts.getCallerIdentity().account());
    asked = Optional.of(id);
    return id;
  }

  /** The number if it is known, else what tells it from others. */
  String name() {
    return told.or(() -> asked).orElse(label);
  }

  /**
   * Asks IAM.
   *
   * @param operation as the API calls it
   * @param about the principal it is about; nothing when it is about none
   */
  <T> T ask(String operation, String about, Function<IamClient, T> question)
      throws IamException, InterruptedException {
    String place = about.isEmpty() ? name() : about + " in " + name();
    return guarded(operation, place, () -> question.apply(iam));
  }

  private static <T> T guarded(String operation, String place, Supplier<T> question)
      throws IamException, InterruptedException {
    try {
      return question.get();
    } catch (SdkException e) {
      if (Thread.interrupted() || e instanceof AbortedException) {
        var interrupted = new InterruptedException("while waiting for an answer");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw new IamException(operation, place, AwsFault.of(e), e);
    }
  }
}
