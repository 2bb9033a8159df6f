package io.logboom.inputs.iam;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts requests as they go out, repetitions by the SDK included. */
final class RequestCount implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("io.logboom.inputs.iam.sent");

  private final Counters counters;

  RequestCount(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
    counters.requests.increment();
    if (executionAttributes.getAttribute(SENT) != null) {
      counters.repeated.increment();
    }
    executionAttributes.putAttribute(SENT, true);
  }
}
