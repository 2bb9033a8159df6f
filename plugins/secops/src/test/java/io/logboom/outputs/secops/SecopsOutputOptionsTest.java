package io.logboom.outputs.secops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.InvalidConfigException;
import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecopsOutputOptionsTest extends ConfigContract {
  private static final String INSTANCE = "instance = 01234567-89ab-4cde-8f01-23456789abcd\n";

  @Override
  protected Plugin<?> plugin() {
    return new SecopsOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    return List.of(
        INSTANCE
            + """
            project = example-project, region = eu, version = v1, mode = raw, credentials-file = /k
            endpoint = "https://chronicle.eu.rep.googleapis.com"
            log-type = AWS_CLOUDTRAIL, log-type-field = a.b, log-type-attribute = x
            namespace = n, labels { env = prod }, feed = f, forwarder = abc
            max-request-bytes = 1MB, max-request-events = 10
            tls { ca = /ca, certificate = /c, key = /k, key-password = p, verify-hostname = false }
            proxy = "http://proxy.example.com:3128"
            connect-timeout = 1s, request-timeout = 1s, max-retry-after = 1s
            """,
        INSTANCE
            + """
            api = ingestion, region = europe-west2
            tls {
              trust-store = /t, trust-store-password = p, key-store = /k, key-store-password = p
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region = us | api = chronicle needs project",
        "region = us, project = \"../p\" | project must be",
        "region = \"us/..\", project = p | region must be",
        "region = us, project = p, instance = 12 | instance must be",
        "region = us, project = p, endpoint = \"http://chronicle.example.com\" | https://",
        "region = us, project = p, endpoint = \"https://example.com/v1\" | without a path",
        "region = us, project = p, forwarder = f | forwarder is for mode = raw",
        "region = us, project = p, mode = udm, log-type = A | means nothing with mode = udm",
        "region = us, project = p, log-type = \"a/../b\" | a log type looks like",
        "region = us, project = p, labels { a = \"\" } | a label needs",
        "region = us, project = p, labels { feed = a }, feed = b | by feed and by labels",
        "region = us, project = p, max-request-bytes = 5MB | from 1kB to 4MB",
        "region = us, project = p, max-request-events = 0 | from 1 to",
        "region = us, project = p, max-retry-after = -1s | max-retry-after",
        "region = us, project = p, request-timeout = 0s | timeout",
        "region = us, project = p, proxy = \"socks://example.com:1\" | proxy must look like",
        "api = ingestion, region = mars | region must be us or one of africa-south1",
        "api = ingestion, region = us, project = p | project means nothing",
        "api = ingestion, region = us, mode = raw, forwarder = p | forwarder means nothing",
      })
  void refuses(String options, String because) {
    String instance = options.contains("instance") ? "" : INSTANCE;
    assertThatThrownBy(() -> Setup.config(instance + options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }

  /** As Google's page lists them. */
  @ParameterizedTest
  @CsvSource({
    "us, malachiteingestion-pa.googleapis.com",
    "eu, europe-malachiteingestion-pa.googleapis.com",
    "europe, europe-malachiteingestion-pa.googleapis.com",
    "europe-west12, europe-west12-malachiteingestion-pa.googleapis.com",
    "me-central2, me-central2-malachiteingestion-pa.googleapis.com",
  })
  void findsTheHostOfTheOlderApi(String region, String host) throws Exception {
    var config = Setup.config(INSTANCE + "api = ingestion, region = " + region);
    assertThat(new IngestionApi(config).check()).hasToString("https://" + host + "/v2/logtypes");
  }

  @ParameterizedTest
  @CsvSource({
    "us, https://us-chronicle.googleapis.com",
    "europe-west2, https://europe-west2-chronicle.googleapis.com",
  })
  void findsTheHostOfTheChronicleApi(String region, String host) throws Exception {
    var config = Setup.config(INSTANCE + "project = p, version = v1, region = " + region);
    assertThat(new ChronicleApi(config).call(Kind.LOG, "AWS_IAM").uri())
        .hasToString(
            "%s/v1/projects/p/locations/%s/instances/%s/logTypes/AWS_IAM/logs:import"
                .formatted(host, region, config.instance()));
  }
}
