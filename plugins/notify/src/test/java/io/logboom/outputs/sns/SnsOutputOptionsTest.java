package io.logboom.outputs.sns;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SnsOutputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new SnsOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        Topic.arn().replace("alerts", "alerts.fifo")
            + """
            subject = "[{severity}] {title}", too-large = cut, attributes { a = b.c }
            group-id = g, group-field = account, endpoint = "http://localhost:1"
            sts-endpoint = "http://localhost:1", request-timeout = 1s
            credentials {
              from = static, access-key-id = a, secret-access-key = b, session-token = c
              assume-role {
                role-arn = "arn:aws:iam::111122223333:role/r", external-id = e, session-name = me
                duration = 2h
              }
            }
            """,
        Topic.arn() + "message = per-protocol, credentials { from = profile, profile = p }",
        Topic.arn()
            + "credentials { from = web-identity, web-identity { role-arn = r, token-file = /t }"
            + " }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topic-arn = alerts | arn:aws:sns:REGION",
        "topic-arn = \"arn:aws:sqs:us-east-1:111122223333:a\" | arn:aws:sns:REGION",
        "attributes { \"AWS.a\" = b } | name of an attribute",
        "attributes { \"a..b\" = b } | name of an attribute",
        "attributes { a=a,b=a,c=a,d=a,e=a,f=a,g=a,h=a,i=a } | ten attributes",
        "message = event, too-large = cut | message = text",
        "group-id = a | FIFO",
        "group-field = a | FIFO",
        "subject = \"{a\" | } without {",
        "subject = \"a}\" | } without {",
        "subject = \"{}\" | braces",
        "subject = \"\" | subject",
        "request-timeout = 0s | request-timeout",
      })
  void refuses(String options, String because) {
    String arn = options.contains("topic-arn") ? "" : Topic.arn();
    assertThatThrownBy(() -> ConfigReader.bind(plugin(), arn + options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }
}
