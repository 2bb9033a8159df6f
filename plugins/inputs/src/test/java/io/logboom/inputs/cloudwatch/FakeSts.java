package io.logboom.inputs.cloudwatch;

import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** STS as far as the input uses it. */
final class FakeSts implements StsClient {
  private final FakeLogs logs;

  /**
   * @param logs whose clock it shares
   */
  FakeSts(FakeLogs logs) {
    this.logs = logs;
  }

  @Override
  public GetCallerIdentityResponse getCallerIdentity() {
    return logs.dated(GetCallerIdentityResponse.builder().account(FakeLogs.ACCOUNT)).build();
  }

  @Override
  public String serviceName() {
    return "sts";
  }

  @Override
  public void close() {}
}
