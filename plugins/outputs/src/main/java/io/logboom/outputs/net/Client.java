package io.logboom.outputs.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client, with a deadline for the whole of an exchange and a bound on what is taken
 * in. Safe for use by many threads, which share its connections.
 */
public final class Client implements AutoCloseable {
  /** What of an answer is kept when the sender wants to know little more than its status. */
  private static final int BEGINNING = 4 << 10;

  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param encrypted whether it will be asked for TLS
   * @throws IOException when a file that TLS needs cannot be used
   */
  public Client(Transport transport, boolean encrypted) throws IOException {
    timeout = transport.requestTimeout();
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(transport.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .proxy(
                transport
                    .proxy()
                    .map(uri -> InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()))
                    .map(ProxySelector::of)
                    .orElse(HttpClient.Builder.NO_PROXY));
    if (encrypted) {
      builder.sslContext(new TlsContext(transport.tls()).make());
    }
    client = builder.build();
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @throws IOException says what went wrong, and where, without secrets
   */
  public Answer send(HttpRequest request) throws IOException, InterruptedException {
    return send(request, BEGINNING);
  }

  /**
   * The same, for an answer that is worth more.
   *
   * @param kept how many bytes of its body are kept
   */
  public Answer send(HttpRequest request, int kept) throws IOException, InterruptedException {
    var head = new AtomicReference<HttpResponse.@Nullable ResponseInfo>();
    var exchange =
        client.sendAsync(
            request,
            info -> {
              head.set(info);
              return new Beginning(kept);
            });
    try {
      var response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      return early(request, head.get(), "no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      return early(request, head.get(), describe(cause), cause);
    } catch (CancellationException e) {
      throw new InterruptedIOException(shown(request) + ": the client was closed");
    } finally {
      // Does nothing to an exchange that is over.
      exchange.cancel(true);
    }
  }

  /** The status counts also when what follows it never ends, or breaks off. */
  private static Answer early(
      HttpRequest request,
      HttpResponse.@Nullable ResponseInfo head,
      String problem,
      Throwable cause)
      throws IOException {
    if (head == null) {
      throw new IOException(shown(request) + ": " + problem, cause);
    }
    return new Answer(head.statusCode(), headers(head), "");
  }

  /** Without path and query, which may hold secrets. */
  private static String shown(HttpRequest request) {
    return request.uri().getScheme() + "://" + request.uri().getRawAuthority();
  }

  private static HttpHeaders headers(HttpResponse.@Nullable ResponseInfo head) {
    return head == null ? HttpHeaders.of(Map.of(), (_, _) -> true) : head.headers();
  }

  /** The innermost reason, which is mostly the one that says something. */
  private static String describe(Throwable e) {
    var innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String said = innermost.getMessage() == null ? e.getMessage() : innermost.getMessage();
    String kind = innermost.getClass().getSimpleName();
    return said == null ? kind : kind + ": " + said.replaceAll("[\\p{Cntrl}]+", " ");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
