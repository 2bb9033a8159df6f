package io.logboom.outputs.secops;

import io.logboom.outputs.net.Answer;
import io.logboom.outputs.net.Body;
import io.logboom.outputs.net.Client;
import io.logboom.outputs.net.Progress;
import io.logboom.outputs.net.Transport;
import io.logboom.outputs.net.Unfinished;
import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Output;
import io.logboom.spi.Rejected;
import io.logboom.spi.RejectedException;
import io.logboom.spi.RetryAfterException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Hands events to Google SecOps. A request is taken or refused as a whole, so a refused one is cut
 * apart until the guilty event stands alone. Safe for use by many threads.
 */
final class SecopsOutput implements Output {
  private static final int MOST_KEPT = 64 << 10;

  private final Dialect dialect;
  private final Plan.Maker plans;
  private final Client client;
  private final Client direct;
  private final SignIn signIn;
  private final Judge judge;
  private final Unfinished unfinished = new Unfinished();
  private final Counter sent;
  private final Counter split;

  /**
   * @throws IOException when a file that TLS or signing in needs cannot be used
   */
  SecopsOutput(SecopsOutputConfig config, Context context) throws IOException {
    this.dialect =
        switch (config.api()) {
          case CHRONICLE -> new ChronicleApi(config);
          case INGESTION -> new IngestionApi(config);
        };
    this.plans = new Plan.Maker(config, dialect);
    this.client = new Client(config.transport(), true);
    this.direct = new Client(direct(config.transport()), false);
    var transport = new GoogleTransport(client, direct, context.counter("token-requests"));
    try {
      this.signIn = new SignIn(config, dialect.scope(), context, () -> transport, System::getenv);
    } catch (IOException e) {
      close();
      throw e;
    }
    this.judge = new Judge(config, context, dialect, signIn);
    this.sent = context.counter("requests");
    this.split = context.counter("split-requests");
  }

  private static Transport direct(Transport transport) {
    return new Transport(
        transport.tls(), Optional.empty(), transport.connectTimeout(), transport.requestTimeout());
  }

  @Override
  public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
    var events = batch.events();
    var plan = plans.of(events);
    var progress =
        unfinished.goOn(
            events,
            sofar -> {
              for (var request : plan.requests()) {
                settle(plan.items(), request, sofar);
              }
            });
    var rejected = new ArrayList<>(plan.refused());
    progress
        .rejected()
        .forEach((at, reason) -> rejected.add(new Rejected(plan.items().get(at).event, reason)));
    if (!rejected.isEmpty()) {
      throw new RejectedException(rejected);
    }
  }

  /** Settles the events of a request, in pieces where it is refused for some of them. */
  private void settle(List<Item> items, Plan.Request whole, Progress progress)
      throws IOException, InterruptedException {
    var left = new ArrayDeque<Plan.Request>();
    left.push(whole);
    var suspects = new BitSet();
    boolean believe = true;
    while (!left.isEmpty()) {
      var request = left.pop();
      int from = request.from();
      int to = request.to();
      if (progress.settled(from, to)) {
        continue;
      }
      if (progress.cuts(from, to).isEmpty()) {
        var answer = exchange(request.call(), items.subList(from, to));
        switch (judge.of(request.call(), answer, to - from)) {
          case Verdict.Delivered() -> {
            progress.deliver(from, to);
            // A suspect that stood alone was innocent: names mislead here, halves do not.
            believe &= to - from > 1 || !suspects.get(from);
          }
          case Verdict.Refused(var reason, var named) -> {
            if (to - from == 1) {
              progress.reject(from, to, reason);
            } else {
              split.increment();
              var believed = believe ? named : List.<Integer>of();
              believed.forEach(index -> suspects.set(from + index));
              progress.cut(from, to, cuts(from, to, believed));
            }
          }
          case Verdict.Later(var reason, var after) -> {
            if (after.isPresent()) {
              throw new RetryAfterException(reason, after.get());
            }
            throw new IOException(reason);
          }
        }
      }
      int end = to;
      for (var cut : progress.cuts(from, to).reversed()) {
        left.push(request.part(cut, end));
        end = cut;
      }
      if (end < to) {
        left.push(request.part(from, end));
      }
    }
  }

  /**
   * Around those that are named; in the middle when none is. They are tried alone, not believed.
   */
  private static List<Integer> cuts(int from, int to, List<Integer> named) {
    var cuts = new TreeSet<Integer>();
    for (var index : named) {
      cuts.add(from + index);
      cuts.add(from + index + 1);
    }
    cuts.remove(from);
    cuts.remove(to);
    return cuts.isEmpty() ? List.of((from + to) >>> 1) : List.copyOf(cuts);
  }

  private Answer exchange(Call call, List<Item> items) throws IOException, InterruptedException {
    var body = new Body(ByteBuffer.wrap(call.body(items))).publisher();
    sent.increment();
    return ask(call.uri(), HttpRequest.newBuilder(call.uri()).POST(body));
  }

  /** Asks once more with another token when the one there was is turned down. */
  private Answer ask(URI uri, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer = client.send(signed(uri, request), MOST_KEPT);
    return answer.status() == 401 && signIn.renew()
        ? client.send(signed(uri, request), MOST_KEPT)
        : answer;
  }

  private HttpRequest signed(URI uri, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var headers = signIn.headers(uri);
    var copy = request.copy();
    copy.header("Content-Type", "application/json").header("User-Agent", "Logboom");
    headers.forEach((name, values) -> values.forEach(value -> copy.header(name, value)));
    return copy.build();
  }

  /** Signs in, and asks for log types, which changes nothing. */
  @Override
  public void check() throws IOException, InterruptedException {
    var answer = ask(dialect.check(), HttpRequest.newBuilder(dialect.check()).GET());
    var complaint = judge.complaint(answer);
    if (complaint.isPresent()) {
      throw new IOException(complaint.get());
    }
  }

  @Override
  public void close() {
    client.close();
    direct.close();
  }
}
