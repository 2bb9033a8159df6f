package io.logboom.inputs.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class AwsFaultTest {

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchKey, The specified key does not exist., not-found, false",
    "404, NoSuchVersion, , not-found, false",
    "405, MethodNotAllowed, The specified method is not allowed., not-found, false",
    "404, NoSuchBucket, , no-bucket, false",
    "403, AccessDenied, Access Denied, access-denied, false",
    "403, AllAccessDisabled, , access-denied, false",
    "403, AccessDenied, User: x is not authorized to perform: kms:Decrypt on resource: y,"
        + " kms-denied, false",
    "403, AccessDenied, The ciphertext refers to a customer master key that does not exist,"
        + " kms-denied, false",
    "400, KMS.DisabledException, , kms-denied, false",
    "400, KMS.NotFoundException, , kms-denied, false",
    "403, AccessDenied, User: x is not authorized to perform: sts:AssumeRole on resource: y,"
        + " role-denied, false",
    "403, InvalidObjectState, , archived, false",
    "301, PermanentRedirect, , wrong-region, false",
    "400, AuthorizationHeaderMalformed, , wrong-region, false",
    "412, PreconditionFailed, , changed, false",
    "416, InvalidRange, , changed, false",
    "403, InvalidAccessKeyId, , bad-credentials, false",
    "400, ExpiredToken, , bad-credentials, false",
    "400, InvalidSignatureException, , bad-credentials, false",
    "400, AccessDeniedException, not authorized to perform: logs:FilterLogEvents,"
        + " access-denied, false",
    "400, ResourceNotFoundException, , not-found, false",
    "503, SlowDown, Please reduce your request rate., throttled, true",
    "429, , , throttled, true",
    "400, ThrottlingException, , throttled, true",
    "500, InternalError, , server-error, true",
    "503, ServiceUnavailable, , server-error, true",
    "400, EntirelyUnknown, , refused, false"
  })
  @DisplayName("errors of AWS have a reason each")
  void services(int status, String code, String message, String reason, boolean passing) {
    var fault =
        AwsFault.of(
            (S3Exception)
                S3Exception.builder()
                    .statusCode(status)
                    .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                    .build());
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.passing()).isEqualTo(passing);
    assertThat(fault.message()).isNotBlank();
  }

  @Test
  @DisplayName("what never reached AWS is unreachable, or a want of credentials")
  void clients() {
    assertThat(AwsFault.of(SdkClientException.create("Connection refused")))
        .returns("unreachable", AwsFault::reason)
        .returns(true, AwsFault::passing);
    assertThat(AwsFault.of(SdkClientException.create("Unable to load credentials from any")))
        .returns("no-credentials", AwsFault::reason)
        .returns(false, AwsFault::passing);
  }

  @Test
  @DisplayName("waits double up to the limit, and never less than half of that")
  void backoff() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));
    for (int failures : new int[] {1, 2, 3, 4, 5, 100, Integer.MAX_VALUE}) {
      long most = failures > 4 ? 10_000 : 1000L << (failures - 1);
      for (int i = 0; i < 100; i++) {
        assertThat(backoff.after(failures).toMillis()).isBetween(most / 2, most);
      }
    }
  }
}
