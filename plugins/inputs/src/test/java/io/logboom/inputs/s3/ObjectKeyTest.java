package io.logboom.inputs.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.logboom.spi.Glob;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keys tell, and which objects are read. */
final class ObjectKeyTest {

  @ParameterizedTest
  @CsvSource({
    "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/f.json.gz, EVENTS",
    "AWSLogs/111122223333/CloudTrail-NetworkActivity/eu-west-1/2026/11/20/f.json.gz, EVENTS",
    "AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/20/f.json.gz, DIGEST",
    "a/deep/prefix/AWSLogs/o-abc1234567/111122223333/CloudTrail-Digest/eu-west-1/f.json.gz, DIGEST",
    "AWSLogs/111122223333/CloudTrail-Insight/eu-west-1/2026/11/20/f.json.gz, INSIGHTS",
    "p/AWSLogs/111122223333/CloudTrail-Aggregated/eu-west-1/2026/11/20/f.json.gz, AGGREGATED",
    "logs/CloudTrail-Digest, EVENTS",
    "logs/My-CloudTrail-Digest/f.json, EVENTS",
    "f.json, EVENTS"
  })
  @DisplayName("CloudTrail's kinds are told by a step of the key, wherever it stands")
  void kinds(String key, ObjectKey.Kind kind) {
    assertThat(ObjectKey.kind(key)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/f.gz, 111122223333, eu-west-1",
    "p/q/AWSLogs/o-abc1234567/111122223333/CloudTrail/us-gov-west-1/2026/f.gz, 111122223333,"
        + " us-gov-west-1",
    "999999999999/AWSLogs/111122223333/vpcflowlogs/ap-southeast-2/2026/f.gz, 111122223333,"
        + " ap-southeast-2",
    "AWSLogs/aws-account-id=111122223333/aws-service=vpcflowlogs/aws-region=eu-west-1/f.gz,"
        + " 111122223333, eu-west-1",
    "aws/S3/2.0/region=eu-west-1/accountId=111122223333/eventDay=20261120/f.parquet, 111122223333,"
        + " eu-west-1",
    "some/folder/f.json, ,",
    "111122223333/eu-west-1/f.json, ,"
  })
  @DisplayName("account and region are told where the key has them")
  void attributes(String key, String account, String region) {
    Map<String, String> attributes = ObjectKey.attributes(key);
    assertThat(attributes.get("aws.account")).isEqualTo(account);
    assertThat(attributes.get("aws.region")).isEqualTo(region);
  }

  @Test
  @DisplayName("digest, Insights and aggregated objects are skipped unless asked for")
  void treatments() throws IOException {
    try (var aws = new FakeAws()) {
      var setup = new Setup(aws, "trail");
      var usual = new Selection(setup.config());
      assertThat(usual.skips("AWSLogs/1/CloudTrail-Digest/f")).contains("digest");
      assertThat(usual.skips("AWSLogs/1/CloudTrail-Insight/f")).contains("insights");
      assertThat(usual.skips("AWSLogs/1/CloudTrail-Aggregated/f")).contains("aggregated");
      assertThat(usual.skips("AWSLogs/1/CloudTrail/f")).isEmpty();
      assertThat(usual.skips("AWSLogs/1/CloudTrail/")).contains("folder");
      setup.digest = S3InputConfig.Treatment.READ;
      setup.insights = S3InputConfig.Treatment.READ;
      setup.aggregated = S3InputConfig.Treatment.READ;
      var all = new Selection(setup.config());
      assertThat(all.skips("AWSLogs/1/CloudTrail-Digest/f")).isEmpty();
      assertThat(all.skips("AWSLogs/1/CloudTrail-Insight/f")).isEmpty();
      assertThat(all.skips("AWSLogs/1/CloudTrail-Aggregated/f")).isEmpty();
    }
  }

  @Test
  @DisplayName("include and exclude choose by the whole key")
  void globs() throws IOException {
    try (var aws = new FakeAws()) {
      var setup = new Setup(aws, "trail");
      setup.include = List.of(Glob.of("AWSLogs/**"), Glob.of("extra/*.json"));
      setup.exclude = List.of(Glob.of("**/us-east-1/**"));
      var selection = new Selection(setup.config());
      assertThat(selection.skips("AWSLogs/1/CloudTrail/eu-west-1/f")).isEmpty();
      assertThat(selection.skips("AWSLogs/1/CloudTrail/us-east-1/f")).contains("excluded");
      assertThat(selection.skips("extra/f.json")).isEmpty();
      assertThat(selection.skips("extra/deep/f.json")).contains("not-included");
      assertThat(selection.skips("other")).contains("not-included");
    }
  }
}
