package io.logboom.outputs.http;

import io.logboom.spi.Plugin;
import io.logboom.testkit.ConfigContract;
import java.util.List;

final class HttpOutputOptionsTest extends ConfigContract {

  @Override
  protected Plugin<?> plugin() {
    return new HttpOutputPlugin();
  }

  @Override
  protected List<String> examples() {
    String endpoint = "endpoint = \"https://siem.example.com/in\", ";
    return List.of(
        endpoint
            + """
            method = put, body = event, headers { X-A = a }
            auth {
              type = hmac-sha256, key = k, header = X-S, encoding = base64, prefix = "v1="
              timestamp-header = X-T
            }
            tls { ca = /ca, certificate = /c, key = /k, key-password = p, verify-hostname = false }
            proxy = "http://proxy.example.com:3128", compression = gzip, compression-level = 1
            connect-timeout = 1s, request-timeout = 1s, retry-on = ["503"], split-on = ["400"]
            max-retry-after = 1s, idempotency-header = X-Id
            """,
        endpoint
            + """
            auth { type = basic, username = u, password = p }
            tls {
              trust-store = /t, trust-store-password = p, key-store = /k, key-store-password = p
            }
            """,
        endpoint + "auth { type = bearer, token = t }",
        endpoint + "auth { type = header, header = X-A, value = v }");
  }
}
