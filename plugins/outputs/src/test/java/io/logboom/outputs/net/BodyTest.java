package io.logboom.outputs.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK's client may do to a body: Reactive Streams, §1 and §3. */
@Timeout(20)
class BodyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16383, 16384, 16385, 32768, 100_000, 1_000_003})
  void everyByteArrivesInOrderEachTimeItIsSent(int size) {
    byte[] bytes = new byte[size + 20];
    new Random(size).nextBytes(bytes);
    var some = ByteBuffer.wrap(bytes, 7, size);
    var body = new Body(some);
    assertThat(body.publisher().contentLength()).isEqualTo(size);
    for (int time = 0; time < 2; time++) {
      var taker = new Taker(body);
      taker.ask(Long.MAX_VALUE);
      taker.ask(Long.MAX_VALUE);
      assertThat(ByteBuffer.wrap(taker.bytes())).isEqualTo(some);
      assertThat(taker.completed).hasValue(1);
      assertThat(taker.failures).isEmpty();
    }
    assertThat(some.position()).isEqualTo(7);
  }

  /** Else it may not be written over. */
  @Test
  void itIsTakenOnceEveryByteIs() {
    var body = new Body(ByteBuffer.allocate(40_000));
    assertThat(body.taken()).as("before it is sent").isTrue();
    var taker = new Taker(body);
    assertThat(body.taken()).as("nothing handed over").isFalse();
    taker.ask(2);
    taker.pieces.forEach(piece -> piece.position(piece.limit()));
    assertThat(body.taken()).as("not all handed over").isFalse();
    taker.ask(1);
    assertThat(body.taken()).as("one not looked at").isFalse();
    taker.pieces.getLast().position(1);
    assertThat(body.taken()).as("one not read to its end").isFalse();
    taker.pieces.getLast().position(taker.pieces.getLast().limit());
    assertThat(body.taken()).isTrue();
    var again = new Taker(body);
    assertThat(body.taken()).as("sent again").isFalse();
    again.ask(1);
    again.subscription.cancel();
    again.pieces.getFirst().position(again.pieces.getFirst().limit());
    assertThat(body.taken()).as("given up").isFalse();
  }

  @Test
  void nothingIsNoBody() {
    assertThat(new Body(ByteBuffer.allocate(0)).publisher().contentLength()).isZero();
  }

  @Test
  void noMoreComesThanWasAskedFor() {
    var taker = new Taker(new Body(ByteBuffer.allocate(50_000)));
    assertThat(taker.pieces).isEmpty();
    taker.ask(1);
    assertThat(taker.pieces).hasSize(1);
    taker.ask(2);
    assertThat(taker.pieces).hasSize(3);
    assertThat(taker.completed).hasValue(0);
    taker.ask(1);
    assertThat(taker.bytes()).hasSize(50_000);
    assertThat(taker.completed).hasValue(1);
  }

  /** As the client does it: one more from within each; a large body must not overflow the stack. */
  @Test
  void eachPieceMayAskForTheNext() {
    var taker = new Taker(new Body(ByteBuffer.allocate(200 << 20)));
    taker.asksAgain = true;
    taker.ask(1);
    assertThat(taker.pieces).hasSize(200 * 64);
    assertThat(taker.completed).hasValue(1);
  }

  @Test
  void manyMayAskAtOnce() {
    byte[] bytes = new byte[2000 << 10];
    new Random(1).nextBytes(bytes);
    var taker = new Taker(new Body(ByteBuffer.wrap(bytes)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              for (int j = 0; j < 20; j++) {
                taker.ask(1);
              }
            });
      }
    }
    assertThat(taker.atOnce).as("within another onNext").isFalse();
    assertThat(taker.bytes()).isEqualTo(bytes);
    assertThat(taker.completed).hasValue(1);
  }

  @Test
  void nothingComesAfterCancelling() {
    var taker = new Taker(new Body(ByteBuffer.allocate(50_000)));
    taker.ask(1);
    taker.subscription.cancel();
    taker.ask(5);
    assertThat(taker.pieces).hasSize(1);
    assertThat(taker.completed).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void askingForNothingIsAFault(long pieces) {
    var taker = new Taker(new Body(ByteBuffer.allocate(50_000)));
    taker.ask(pieces);
    taker.ask(1);
    assertThat(taker.pieces).isEmpty();
    assertThat(taker.failures).singleElement().isInstanceOf(IllegalArgumentException.class);
  }

  /** Keeps what it is handed. */
  private static final class Taker implements Flow.Subscriber<ByteBuffer> {
    final List<ByteBuffer> pieces = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    final AtomicInteger completed = new AtomicInteger();
    private final AtomicBoolean within = new AtomicBoolean();
    volatile boolean atOnce;
    boolean asksAgain;

    @SuppressWarnings("NullAway.Init") // by subscribe
    Flow.Subscription subscription;

    Taker(Body body) {
      body.publisher().subscribe(this);
    }

    void ask(long pieces) {
      subscription.request(pieces);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(ByteBuffer piece) {
      atOnce |= !within.compareAndSet(false, true);
      pieces.add(piece);
      if (asksAgain) {
        ask(1);
      }
      within.set(false);
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onComplete() {
      completed.incrementAndGet();
    }

    byte[] bytes() {
      var all = ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum());
      pieces.forEach(piece -> all.put(piece.duplicate()));
      return all.array();
    }
  }
}
