package io.logboom.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logboom.core.config.ConfigReader;
import io.logboom.core.config.InvalidConfigException;
import io.logboom.core.config.OutputConfig;
import io.logboom.core.config.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the outputs' sections are bound to, defaults included. */
final class ConfigTest {
  @TempDir Path folder;

  @Test
  void bindsStdout() throws Exception {
    assertThat(read("type = stdout").config()).hasToString("StdoutOutputConfig[format=json]");
    assertThat(read("type = stdout, format = pretty").config())
        .hasToString("StdoutOutputConfig[format=pretty]");
    assertThat(read("type = stdout").batch().bytes()).hasToString("256KiB");
  }

  @Test
  void bindsFile() throws Exception {
    assertThat(read("type = file, path = \"/a/%Y.gz\"").config())
        .hasToString(
            "FileOutputConfig[path=/a/%Y.gz, time=event, missing=unknown, format=json,"
                + " header=Optional.empty, compression=Optional.empty,"
                + " compressionLevel=Optional.empty, rotate=Rotation[size=Optional.empty,"
                + " age=Optional.empty], idleTimeout=PT5M, maxOpenFiles=64]");
    var output =
        read(
            """
            type = file, path = "/a/{b}", time = written, missing = none, format = raw, header = "x,y"
            compression = zstd, compression-level = 19, rotate { size = 1MiB, age = 1h }
            idle-timeout = 1s, max-open-files = 1, batch.bytes = 1MiB
            """);
    assertThat(output.config())
        .hasToString(
            "FileOutputConfig[path=/a/{b}, time=written, missing=none, format=raw,"
                + " header=Optional[x,y], compression=Optional[zstd],"
                + " compressionLevel=Optional[19], rotate=Rotation[size=Optional[1MiB],"
                + " age=Optional[PT1H]], idleTimeout=PT1S, maxOpenFiles=1]");
    assertThat(output.batch().bytes()).hasToString("1MiB");
    assertThat(output.batch().events()).isEqualTo(100_000);
    assertThat(output.concurrency()).isEqualTo(1);
  }

  @Test
  void bindsHttp() throws Exception {
    assertThat(shown(read("type = http, endpoint = \"https://u.example.com/secret?secret\"")))
        .isEqualTo(
            """
            HttpOutputConfig[endpoint=https://u.example.com, method=post, body=ndjson, headers={}, \
            auth=Auth[type=none, username=-, password=-, token=-, header=-, value=-, key=-, \
            encoding=-, prefix=-, timestampHeader=-], \
            tls=Tls[ca=-, trustStore=-, trustStorePassword=-, certificate=-, key=-, keyPassword=-, \
            keyStore=-, keyStorePassword=-, verifyHostname=true], \
            proxy=-, compression=none, compressionLevel=-, connectTimeout=PT10S, \
            requestTimeout=PT30S, retryOn=[408, 425, 429, 5xx], splitOn=[413], \
            maxRetryAfter=PT5M, idempotencyHeader=Optional[Idempotency-Key]]\
            """);
    var output =
        read(
            """
            type = http, endpoint = "http://u.example.com:8088/", method = put, body = json-array
            headers { X-A = a, "X.B" = b }
            auth {
              type = hmac-sha256, key = k, header = X-S, encoding = base64, prefix = "v1="
              timestamp-header = X-T
            }
            tls { ca = /ca, certificate = /c, key = /k, key-password = p, verify-hostname = false }
            proxy = "http://p.example.com:3128", compression = zstd, compression-level = 2
            connect-timeout = 1s, request-timeout = 2s, retry-on = ["4xx"], split-on = ["400"]
            max-retry-after = 0s, idempotency-header = null, concurrency = 1
            """);
    assertThat(shown(output))
        .isEqualTo(
            """
            HttpOutputConfig[endpoint=http://u.example.com:8088, method=put, body=json-array, \
            headers={X-A=<secret>, X.B=<secret>}, \
            auth=Auth[type=hmac-sha256, username=-, password=-, token=-, header=Optional[X-S], \
            value=-, key=Optional[<secret>], encoding=Optional[base64], prefix=Optional[v1=], \
            timestampHeader=Optional[X-T]], \
            tls=Tls[ca=Optional[/ca], trustStore=-, trustStorePassword=-, \
            certificate=Optional[/c], key=Optional[/k], keyPassword=Optional[<secret>], \
            keyStore=-, keyStorePassword=-, verifyHostname=false], \
            proxy=Optional[http://p.example.com:3128], compression=zstd, \
            compressionLevel=Optional[2], connectTimeout=PT1S, requestTimeout=PT2S, retryOn=[4xx], \
            splitOn=[400], maxRetryAfter=PT0S, idempotencyHeader=-]\
            """);
    assertThat(output.concurrency()).isEqualTo(1);
  }

  private static String shown(OutputConfig output) {
    return output.config().toString().replace("Optional.empty", "-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint = \"ftp://s3cret.example.com\" | expected an address",
        "endpoint = \"s3cret\" | expected an address",
        "endpoint = \"https://exa mple.com/s3cret\" | not an address",
        "endpoint = \"https://user:s3cret@example.com/\" | auth",
        "endpoint = \"https://example.com/#s3cret\" | with a #",
        "auth { type = basic, username = u } | needs password",
        "auth { type = basic, username = \"u:v\", password = s3cret } | colon",
        "auth { type = bearer } | needs token",
        "auth { type = bearer, token = \"s3cret\\n\" } | plain ASCII",
        "auth { type = header, value = s3cret } | needs header",
        "auth { type = header, header = \"a b\", value = s3cret } | not a header's name",
        "auth { type = hmac-sha256 } | needs key",
        "auth { type = none, token = s3cret } | token means nothing with type = none",
        "auth { type = bearer, token = s3cret, encoding = hex } | encoding means nothing",
        "auth { type = bearer, token = s3cret }, headers { authorization = s3cret } | by auth and",
        "headers { Content-Length = 1 } | cannot be set",
        "headers { X-A = s3cret, x-a = s3cret } | twice",
        "headers { X-A = \"s3cret\\r\\nX-B: c\" } | plain ASCII",
        "idempotency-header = \"\" | not a header's name",
        "tls { ca = /a, trust-store = /b } | not both",
        "tls { certificate = /a, key-store = /b } | not both",
        "tls { certificate = /a } | certificate needs key",
        "tls { trust-store-password = s3cret } | needs trust-store",
        "tls { key-password = s3cret } | needs key",
        "proxy = \"socks://example.com:1\" | proxy must look like",
        "proxy = \"http://u:s3cret@example.com:1\" | proxy must look like",
        "compression = gzip, compression-level = 10 | from 1 to 9",
        "request-timeout = 0s | timeout",
        "connect-timeout = 0s | timeout",
        "max-retry-after = -1s | max-retry-after",
        "retry-on = [\"2xx\"] | from 400 to 599",
        "split-on = [\"x\"] | from 400 to 599",
      })
  void refusesForHttp(String options, String because) {
    String endpoint = options.startsWith("endpoint") ? "" : ", endpoint = \"http://example.com\"";
    assertThatThrownBy(() -> read("type = http" + endpoint + ", " + options))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type = stdout, format = yaml | json, pretty, raw",
        "type = file | path",
        "type = file, path = \"/a/%Q\" | unknown time pattern",
        "type = file, path = /a/b, missing = \"../x\" | missing must be",
        "type = file, path = /a/b, header = \"a\\nb\" | header must be one line",
        "type = file, path = /a/b, idle-timeout = 0s | idle-timeout",
        "type = file, path = /a/b, max-open-files = 0 | max-open-files",
        "type = file, path = /a/b, compression-level = 3 | compression = none",
        "type = file, path = /a/b.gz, compression-level = 10 | from 1 to 9",
        "type = file, path = /a/b, rotate.size = 0B | size must be",
        "type = file, path = /a/b, rotate.age = 0s | age must be",
      })
  void refuses(String section, String because) {
    assertThatThrownBy(() -> read(section))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(because);
  }

  private OutputConfig read(String section) throws Exception {
    var file = folder.resolve("test.conf");
    Files.writeString(
        file, "pipelines.p { inputs.i { type = nothing }, outputs.o {\n" + section + "\n} }");
    return new ConfigReader(Plugins.installed(), Map.of())
        .read(List.of(file))
        .pipelines()
        .getFirst()
        .outputs()
        .getFirst();
  }
}
