package io.logboom.inputs.http;

import io.logboom.inputs.net.Complaints;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests being worked on, each by a {@link Work} on a virtual thread of its own; only so many
 * read their bodies at once. Safe for use by many threads.
 */
final class Works {
  private final HttpInputConfig config;
  private final Context context;
  private final Complaints complaints;
  private final Reading bodies;
  private final Emitter out;
  private final CompletableFuture<Void> broken;
  private final Semaphore slots;
  private final AtomicInteger reading = new AtomicInteger();
  private final Set<Work> begun = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /**
   * @param broken fails when there is an error that the agent must not survive
   */
  Works(
      HttpInputConfig config,
      Context context,
      Complaints complaints,
      Emitter out,
      CompletableFuture<Void> broken) {
    this.config = config;
    this.context = context;
    this.complaints = complaints;
    this.bodies = new Reading(config, context);
    this.out = out;
    this.broken = broken;
    this.slots = new Semaphore(config.concurrency(), true);
  }

  /** Begins to work on a request. */
  void begin(Request request, Body body, Connection connection) {
    context.counter("requests").increment();
    reading.incrementAndGet();
    var work = new Work(this, request, body, connection);
    begun.add(work);
    work.start();
    if (stopping) {
      work.stop();
    }
  }

  /** A request is answered. */
  void over(Work work) {
    synchronized (begun) {
      begun.remove(work);
      begun.notifyAll();
    }
  }

  /** Waits until a request's body may be read. */
  void enter() throws InterruptedException {
    slots.acquire();
  }

  /** The body has been read, well or not. */
  void leave() {
    slots.release();
  }

  /**
   * A request is past reading. While others are being read their events fill the outputs' batches;
   * without others, waiting for more would only keep the senders waiting.
   */
  void read() {
    if (reading.decrementAndGet() == 0) {
      out.flush();
    }
  }

  Reading bodies() {
    return bodies;
  }

  Emitter out() {
    return out;
  }

  Context context() {
    return context;
  }

  Complaints complaints() {
    return complaints;
  }

  HttpInputConfig config() {
    return config;
  }

  /** An answer that says what is wrong. */
  Reply wrong(int status, String why, Request request) {
    return Reply.wrong(status, why, request.firehose(), context.clock().millis());
  }

  /** Counts an answer. */
  void answered(int status, boolean heard) {
    context.counter("answered-" + status).increment();
    if (!heard) {
      context.counter("unheard-answers").increment();
    }
  }

  /** Counts a request that was never complete. */
  void lost(String peer) {
    complaints.tell("broken-requests", peer + " hung up before the body was complete");
  }

  /** An error that the agent must not survive. */
  void broken(Error error) {
    broken.completeExceptionally(error);
  }

  boolean stopping() {
    return stopping;
  }

  /** Has reading end; what was read to its end is still awaited. */
  void stop() {
    stopping = true;
    begun.forEach(Work::stop);
    out.flush();
  }

  /** Gives up what has been awaited for too long; for a thread of its own, until interrupted. */
  void watch() {
    long millis = Math.clamp(config.deliveryTimeout().toMillis() / 4, 1, 1000);
    try {
      while (true) {
        Thread.sleep(millis);
        begun.forEach(work -> work.abort(config.deliveryTimeout()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until nothing is worked on any more. */
  void await() throws InterruptedException {
    synchronized (begun) {
      while (!begun.isEmpty()) {
        begun.wait();
      }
    }
  }

  /** Gives up what is still worked on, and waits for that. */
  void abort() throws InterruptedException {
    begun.forEach(Work::abort);
    await();
  }
}
