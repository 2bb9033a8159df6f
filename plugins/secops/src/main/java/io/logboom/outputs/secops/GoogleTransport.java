package io.logboom.outputs.secops;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import io.logboom.outputs.net.Answer;
import io.logboom.outputs.net.Client;
import io.logboom.spi.Counter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets Google's auth library ask through our own client, so that proxy, TLS and deadlines hold for
 * tokens, too. Safe for use by many threads.
 */
final class GoogleTransport extends HttpTransport {
  /** Tokens of federated identities are long. */
  private static final int MOST_KEPT = 256 << 10;

  /** What the client sets itself, or would have to undo. */
  private static final Set<String> LEFT_OUT =
      Set.of("accept-encoding", "connection", "content-length", "host");

  private final Client proxied;
  private final Client direct;
  private final Counter asked;

  /**
   * @param proxied for what is encrypted
   * @param direct for the metadata servers of clouds: plain HTTP, next to the agent, behind no
   *     proxy
   */
  GoogleTransport(Client proxied, Client direct, Counter asked) {
    this.proxied = proxied;
    this.direct = direct;
    this.asked = asked;
  }

  @Override
  public boolean supportsMethod(String method) {
    return Set.of("GET", "POST", "PUT").contains(method);
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new Question(method, URI.create(url));
  }

  private final class Question extends LowLevelHttpRequest {
    private final String method;
    private final URI address;
    private final HttpRequest.Builder builder;

    Question(String method, URI address) {
      this.method = method;
      this.address = address;
      this.builder = HttpRequest.newBuilder(address);
    }

    @Override
    public void addHeader(String name, String value) {
      if (!LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
        builder.header(name, value);
      }
    }

    @Override
    public LowLevelHttpResponse execute() throws IOException {
      var content = getStreamingContent();
      if (content == null) {
        builder.method(method, HttpRequest.BodyPublishers.noBody());
      } else {
        var body = new ByteArrayOutputStream();
        content.writeTo(body);
        if (getContentType() != null) {
          builder.header("Content-Type", getContentType());
        }
        builder.method(method, HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
      }
      asked.increment();
      boolean encrypted = address.getScheme().equalsIgnoreCase("https");
      try {
        return new Reply((encrypted ? proxied : direct).send(builder.build(), MOST_KEPT));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  private static final class Reply extends LowLevelHttpResponse {
    private final int status;
    private final byte[] body;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    Reply(Answer answer) {
      status = answer.status();
      body = answer.beginning().getBytes(StandardCharsets.UTF_8);
      answer
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
    }

    @Override
    public InputStream getContent() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public @Nullable String getContentEncoding() {
      return null;
    }

    @Override
    public long getContentLength() {
      return body.length;
    }

    @Override
    public @Nullable String getContentType() {
      return headers.stream()
          .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }

    @Override
    public String getStatusLine() {
      return "HTTP/1.1 " + status;
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public @Nullable String getReasonPhrase() {
      return null;
    }

    @Override
    public int getHeaderCount() {
      return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
      return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
      return headers.get(index).getValue();
    }
  }
}
