package io.logboom.outputs.net;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes as the body of a request, handed over where they lie: the JDK's own publisher of an array
 * copies all of it first, so that each request under way would be in memory twice. The bytes must
 * stay as they are until they are {@link #taken}; for good, if that never comes true, as the client
 * may look at them even after a request was given up. Safe for use by many threads.
 */
public final class Body {
  /** As large as what the JDK's client and its TLS take at once, in bytes. */
  private static final int PIECE = 16 << 10;

  private final ByteBuffer bytes;
  private final Queue<ByteBuffer> handedOver = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unfinished = new AtomicInteger();

  /**
   * @param bytes those between position and limit, which may be moved afterwards
   */
  public Body(ByteBuffer bytes) {
    this.bytes = bytes.asReadOnlyBuffer();
  }

  /** What a request is made of, as often as it is sent. */
  public BodyPublisher publisher() {
    return bytes.hasRemaining()
        ? BodyPublishers.fromPublisher(this::subscribe, bytes.remaining())
        : BodyPublishers.noBody();
  }

  private void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    unfinished.incrementAndGet();
    subscriber.onSubscribe(new Pieces(bytes.duplicate(), subscriber));
  }

  /**
   * Whether every byte has been handed over and taken, by a socket or by TLS, each time the request
   * was sent: nobody will look at them again. Sure only when true.
   */
  public boolean taken() {
    if (unfinished.get() > 0) {
      return false;
    }
    for (var piece : handedOver) {
      if (piece.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  /** Hands over as many pieces as were asked for, one after another, whoever asks. */
  private final class Pieces implements Flow.Subscription {
    private final ByteBuffer left;
    private final Flow.Subscriber<? super ByteBuffer> to;
    private final AtomicLong asked = new AtomicLong();
    private volatile boolean over;

    Pieces(ByteBuffer left, Flow.Subscriber<? super ByteBuffer> to) {
      this.left = left;
      this.to = to;
    }

    @Override
    public void request(long pieces) {
      if (pieces <= 0) {
        fail(new IllegalArgumentException("asked for " + pieces + " pieces"));
      } else if (asked.getAndUpdate(before -> plus(before, pieces)) == 0) {
        // Whoever asks meanwhile, also from within onNext, only raises the number; once it is over
        // the number stays above zero, so that nobody comes here again.
        while (!over) {
          next();
          if (asked.decrementAndGet() == 0) {
            return;
          }
        }
      }
    }

    private static long plus(long before, long more) {
      return before > Long.MAX_VALUE - more ? Long.MAX_VALUE : before + more;
    }

    private void next() {
      int length = Math.min(PIECE, left.remaining());
      var piece = left.slice(left.position(), length);
      left.position(left.position() + length);
      handedOver.add(piece);
      boolean last = !left.hasRemaining();
      if (last) {
        unfinished.decrementAndGet();
      }
      to.onNext(piece);
      if (last && !over) {
        over = true;
        to.onComplete();
      }
    }

    private void fail(IllegalArgumentException reason) {
      if (!over) {
        over = true;
        to.onError(reason);
      }
    }

    @Override
    public void cancel() {
      over = true;
    }
  }
}
