package io.logboom.outputs.net;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a body of any length in bounded memory: keeps its beginning, reads on a little so that
 * the connection can be used again, then hangs up. A body that breaks off is as good as one that
 * ends: the status has been said by then.
 */
final class Beginning implements BodySubscriber<String> {
  private static final int READ = 256 << 10;

  private final CompletableFuture<String> result = new CompletableFuture<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Flow.@Nullable Subscription subscription;
  private final int most;
  private int read;

  /**
   * @param most bytes to keep
   */
  Beginning(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<String> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      read += buffer.remaining();
      while (buffer.hasRemaining() && kept.size() < most) {
        kept.write(buffer.get());
      }
    }
    if (read > READ && subscription != null && !result.isDone()) {
      subscription.cancel();
      onComplete();
    }
  }

  @Override
  public void onError(Throwable e) {
    onComplete();
  }

  @Override
  public void onComplete() {
    result.complete(kept.toString(StandardCharsets.UTF_8));
  }
}
