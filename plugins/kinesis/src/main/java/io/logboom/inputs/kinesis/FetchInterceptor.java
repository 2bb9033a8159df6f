package io.logboom.inputs.kinesis;

import io.logboom.inputs.aws.AwsFault;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;

/**
 * Stands between the Kinesis Client Library and Kinesis: bounds how much its requests may bring,
 * and counts those that fail, which the library only writes to its log. Safe for use by many
 * threads.
 */
final class FetchInterceptor implements ExecutionInterceptor {
  private final FetchLimit limit;
  private final Counters counters;

  FetchInterceptor(FetchLimit limit, Counters counters) {
    this.limit = limit;
    this.counters = counters;
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return context.request() instanceof GetRecordsRequest request
        ? request.toBuilder().limit(limit.records()).build()
        : context.request();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof GetRecordsResponse response) {
      limit.saw(response.records());
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof ExpiredIteratorException) {
      counters.expiredIterators.increment();
    } else if (context.exception() instanceof SdkException e) {
      counters.failed(AwsFault.of(e).reason()).increment();
    }
  }
}
