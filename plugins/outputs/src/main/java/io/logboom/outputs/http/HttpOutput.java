package io.logboom.outputs.http;

import io.logboom.outputs.net.Answer;
import io.logboom.outputs.net.Body;
import io.logboom.outputs.net.Client;
import io.logboom.outputs.net.Progress;
import io.logboom.outputs.net.Unfinished;
import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.spi.RejectedException;
import io.logboom.spi.RetryAfterException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Hands events over by HTTP requests. Safe for use by many threads. */
final class HttpOutput implements Output {
  private final HttpOutputConfig config;
  private final Requests requests;
  private final Client client;
  private final Judge judge;
  private final Unfinished unfinished = new Unfinished();
  private final ConcurrentLinkedQueue<Encoder> encoders = new ConcurrentLinkedQueue<>();
  private final Counter sent;
  private final Counter split;

  /**
   * @throws IOException when a file that TLS needs cannot be used
   */
  HttpOutput(HttpOutputConfig config, Context context) throws IOException {
    this.config = config;
    this.requests = new Requests(config, context.clock());
    this.judge = new Judge(config, context.clock(), requests.secrets());
    this.client = new Client(config.transport(), config.endpoint().encrypted());
    this.sent = context.counter("requests");
    this.split = context.counter("split-requests");
  }

  @Override
  public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
    var events = batch.events();
    unfinished.goOn(events, progress -> send(events, progress)).throwIfRejected(events);
  }

  private void send(List<Event> events, Progress progress)
      throws IOException, InterruptedException {
    if (config.body() == BodyFormat.EVENT) {
      for (int i = 0; i < events.size(); i++) {
        send(events, i, i + 1, progress);
      }
    } else {
      send(events, 0, events.size(), progress);
    }
  }

  /** Settles the events from {@code from} to {@code to}, in halves when they are too many. */
  private void send(List<Event> events, int from, int to, Progress progress)
      throws IOException, InterruptedException {
    if (progress.settled(from, to)) {
      return;
    }
    // An earlier try came to halve these.
    if (!progress.cuts(from, to).isEmpty()) {
      sendHalves(events, from, to, progress);
      return;
    }
    switch (judge.of(exchange(events.subList(from, to)))) {
      case Verdict.Delivered() -> progress.deliver(from, to);
      case Verdict.Refused(var reason) -> progress.reject(from, to, reason);
      case Verdict.Later(var reason, var after) -> {
        if (after.isPresent()) {
          throw new RetryAfterException(reason, after.get());
        }
        throw new IOException(reason);
      }
      case Verdict.TooMany(var reason) -> {
        if (to - from == 1) {
          progress.reject(from, to, reason + " (for one event alone)");
        } else {
          split.increment();
          progress.cut(from, to, List.of((from + to) >>> 1));
          sendHalves(events, from, to, progress);
        }
      }
    }
  }

  private void sendHalves(List<Event> events, int from, int to, Progress progress)
      throws IOException, InterruptedException {
    int middle = (from + to) >>> 1;
    send(events, from, middle, progress);
    send(events, middle, to, progress);
  }

  private Answer exchange(List<Event> events) throws IOException, InterruptedException {
    var idle = encoders.poll();
    var encoder =
        idle != null
            ? idle
            : new Encoder(config.body(), config.compression(), config.compressionLevel());
    boolean taken = false;
    try {
      var body = encoder.encode(events);
      var compressed = encoder.compress(body);
      var handedOver = new Body(compressed);
      var request = requests.write(body, compressed, handedOver.publisher());
      sent.increment();
      var answer = client.send(request);
      taken = handedOver.taken();
      return answer;
    } finally {
      if (!taken) {
        // It has failed, or was answered early: the client may still be sending it.
        encoder.leave();
      }
      encoders.add(encoder);
    }
  }

  /** Asks for the head of the endpoint: the connection, TLS and credentials are tried by that. */
  @Override
  public void check() throws IOException, InterruptedException {
    var answer = client.send(requests.check());
    switch (answer.status()) {
      case 401, 403, 407 -> throw new IOException(judge.describe(answer));
      default -> {}
    }
  }

  @Override
  public void close() {
    client.close();
    for (var encoder = encoders.poll(); encoder != null; encoder = encoders.poll()) {
      encoder.close();
    }
  }
}
