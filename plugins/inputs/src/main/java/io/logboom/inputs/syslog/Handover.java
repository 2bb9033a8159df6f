package io.logboom.inputs.syslog;

import io.logboom.spi.Delivery;
import io.logboom.spi.Emitter;
import io.logboom.spi.UndeliveredException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Where an event loop, which must never wait, leaves batches for the pipeline, which may be full.
 * One virtual thread emits them, another waits for their deliveries, in the same order, and tells
 * those who want to know.
 *
 * <p>The queue has no bound of its own: the loop sees {@link #waiting} grow and stops reading.
 */
final class Handover {
  private record Sent(Parcel parcel, Optional<Delivery> delivery) {}

  private final Emitter out;
  private final Executor loop;
  private final Runnable onTaken;
  private final Consumer<Throwable> onBroken;
  private final LongConsumer onLost;
  private final LinkedBlockingQueue<Optional<Parcel>> parcels = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Optional<Sent>> sent = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Thread emitting;
  private final Thread settling;

  /**
   * Makes one; {@link #start} starts it.
   *
   * @param loop runs receipts
   * @param onTaken called on any thread when the pipeline has taken a batch
   * @param onBroken called when the pipeline fails in a way that it never should
   * @param onLost called on any thread with a number of messages that were not delivered and that
   *     nobody will send again
   */
  Handover(
      String name,
      Emitter out,
      Executor loop,
      Runnable onTaken,
      Consumer<Throwable> onBroken,
      LongConsumer onLost) {
    this.out = out;
    this.onBroken = onBroken;
    this.loop = loop;
    this.onTaken = onTaken;
    this.onLost = onLost;
    this.emitting = Thread.ofVirtual().name(name + " emit").unstarted(this::emit);
    this.settling = Thread.ofVirtual().name(name + " settle").unstarted(this::settle);
  }

  void start() {
    emitting.start();
    settling.start();
  }

  /** How many batches the pipeline has not taken yet. */
  int waiting() {
    return waiting.get();
  }

  /** Leaves a batch. For the event loop. */
  void offer(Parcel parcel) {
    waiting.incrementAndGet();
    parcels.add(Optional.of(parcel));
  }

  /** Says that no more will come. */
  void end() {
    parcels.add(Optional.empty());
  }

  /**
   * Waits until the pipeline has taken everything, no longer than this: what it has not is given
   * up. Then waits until all that it took is settled, however long that takes.
   */
  void drain(Duration patience) throws InterruptedException {
    if (!emitting.join(patience)) {
      emitting.interrupt();
      emitting.join();
    }
    settling.join();
  }

  private void emit() {
    try {
      for (var next = parcels.take(); next.isPresent(); next = parcels.take()) {
        emit(next.get());
      }
    } catch (InterruptedException e) {
      // Only drain() interrupts, and only once the loop offers nothing any more.
      giveUp();
    } catch (RuntimeException | Error e) {
      onBroken.accept(e);
      throw e;
    } finally {
      sent.add(Optional.empty());
    }
  }

  private void giveUp() {
    for (var left = parcels.poll(); left != null; left = parcels.poll()) {
      left.ifPresent(parcel -> sent.add(Optional.of(new Sent(parcel, Optional.empty()))));
    }
  }

  private void emit(Parcel parcel) throws InterruptedException {
    try {
      var delivery = out.emit(parcel.batch());
      sent.add(Optional.of(new Sent(parcel, Optional.of(delivery))));
    } catch (InterruptedException e) {
      sent.add(Optional.of(new Sent(parcel, Optional.empty())));
      throw e;
    }
    if (waiting.decrementAndGet() == 0 && !parcel.receipts().isEmpty()) {
      // Somebody waits for an answer, and nothing more is on its way.
      out.flush();
    }
    onTaken.run();
  }

  private void settle() {
    try {
      for (var next = sent.take(); next.isPresent(); next = sent.take()) {
        settle(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settle(Sent next) throws InterruptedException {
    boolean delivered = next.delivery().isPresent() && await(next.delivery().get());
    var parcel = next.parcel();
    if (!delivered && parcel.owed() > 0) {
      onLost.accept(parcel.owed());
    }
    if (!parcel.receipts().isEmpty()) {
      loop.execute(() -> parcel.receipts().forEach(receipt -> receipt.settled(delivered)));
    }
  }

  private static boolean await(Delivery delivery) throws InterruptedException {
    try {
      delivery.await();
      return true;
    } catch (UndeliveredException e) {
      // Counted and logged by the caller, with how many messages it was.
      return false;
    }
  }
}
