package io.logboom.inputs.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

final class QueueUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com/111122223333/q, eu-west-1,"
        + " https://sqs.eu-west-1.amazonaws.com",
    "https://sqs-fips.us-east-2.amazonaws.com/111122223333/q, us-east-2,"
        + " https://sqs-fips.us-east-2.amazonaws.com",
    "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q, cn-north-1,"
        + " https://sqs.cn-north-1.amazonaws.com.cn",
    "https://sqs.eu-west-1.api.aws/111122223333/q, eu-west-1, https://sqs.eu-west-1.api.aws",
    "https://vpce-1a-2b.sqs.eu-west-1.vpce.amazonaws.com/111122223333/q, eu-west-1,"
        + " https://vpce-1a-2b.sqs.eu-west-1.vpce.amazonaws.com",
    "https://eu-west-1.queue.amazonaws.com/111122223333/q, eu-west-1,",
    "https://queue.amazonaws.com/111122223333/q, us-east-1,",
    "http://localhost:9324/000000000000/q, , http://localhost:9324"
  })
  @DisplayName("a URL tells the region and where to send requests")
  void urls(String url, String region, URI endpoint) {
    var queue = QueueUrl.of(url);
    assertThat(queue.url()).isEqualTo(url);
    assertThat(queue.region()).isEqualTo(Optional.ofNullable(region));
    assertThat(queue.endpoint()).isEqualTo(Optional.ofNullable(endpoint));
    assertThat(queue.name()).isEqualTo("q");
    assertThat(queue.fifo()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:sqs:eu-west-1:111122223333:q, https://sqs.eu-west-1.amazonaws.com/111122223333/q",
    "arn:aws-cn:sqs:cn-north-1:111122223333:q.fifo,"
        + " https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q.fifo"
  })
  @DisplayName("an ARN is as good as a URL")
  void arns(String arn, String url) {
    assertThat(QueueUrl.of(arn)).isEqualTo(QueueUrl.of(url));
    assertThat(QueueUrl.of(arn).fifo()).isEqualTo(arn.endsWith(".fifo"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "trail",
        "https://",
        "https://host",
        "https://host/",
        "ftp://h/1/q",
        "a b",
        "arn:aws:s3:::bucket"
      })
  @DisplayName("what is no queue's address is refused")
  void refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueueUrl.of(text))
        .withMessageContaining("not a queue");
  }

  @Test
  @DisplayName("the region configured outdoes the one the address tells")
  void regions() {
    assertThat(Regions.find(Optional.of("eu-north-1"), Optional.of("eu-west-1")))
        .isEqualTo(Region.EU_NORTH_1);
    assertThat(Regions.find(Optional.empty(), Optional.of("eu-west-1")))
        .isEqualTo(Region.EU_WEST_1);
  }
}
