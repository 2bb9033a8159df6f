package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Crew;
import io.logboom.inputs.aws.Reach;
import io.logboom.spi.Context;
import io.logboom.spi.Emitter;
import io.logboom.spi.Input;
import io.logboom.spi.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads the objects that messages of SQS announce, and deletes a message once every event of all
 * its objects is delivered.
 *
 * <p>Threads, all virtual: a {@link Poller} for each queue, one for each message and for each
 * further object of a message, one that extends {@link Visibility}, one that {@link Deletes}.
 */
final class S3Input implements Input {
  private static final Logger LOG = LoggerFactory.getLogger(S3Input.class);

  /** How long an answer that may be on its way is waited for when the input stops. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final S3InputConfig config;
  private final Context context;
  private final Clients clients;
  private final Counters counters;

  S3Input(S3InputConfig config, Context context) {
    this.config = config;
    this.context = context;
    this.clients = new Clients(config);
    this.counters = new Counters(context);
  }

  @Override
  public void run(Emitter out) throws InterruptedException {
    var crew = new Crew(context.name());
    var visibility = new Visibility(config.visibilityTimeout(), counters);
    var deletes = new Deletes(visibility, counters);
    var slots = new Slots(config.concurrency());
    var aftermath = aftermath(visibility, deletes);
    var reach = new Reach(out);
    clients.queues().forEach(reach::expect);
    // A thread of the system's own: virtual ones share the processors in turns that nobody cuts
    // short, and two objects being unpacked could keep the extension waiting until it is too late.
    var extender = crew.start(Thread.ofPlatform().daemon(), "visibility", visibility);
    var deleter = crew.start(Thread.ofVirtual(), "deletes", deletes);
    // Messages that are being dealt with may still start on their objects when no more are taken.
    try (var objects = threads("object-");
        var messages = threads("message-")) {
      var work = work(slots, aftermath, objects, out);
      var room = new Semaphore(config.messagesInFlight());
      var underWay = new AtomicInteger();
      context.gauge("messages-in-flight", underWay::get);
      List<Poller> pollers =
          clients.queues().stream()
              .map(
                  queue ->
                      new Poller(
                          queue,
                          config,
                          visibility,
                          slots,
                          room,
                          messages,
                          lease -> {
                            underWay.incrementAndGet();
                            try {
                              guard(lease, work, aftermath, crew);
                            } finally {
                              underWay.decrementAndGet();
                            }
                          },
                          out::flush,
                          reach,
                          counters))
              .toList();
      List<Thread> polling =
          pollers.stream()
              .map(poller -> crew.start(Thread.ofVirtual(), "poller", poller::run))
              .toList();
      try {
        crew.awaitEnd();
      } finally {
        pollers.forEach(Poller::stop);
        slots.stop();
        out.flush();
        Crew.drain(polling, GRACE, messages);
      }
    } finally {
      deletes.end();
      deleter.join();
      visibility.end();
      extender.interrupt();
      extender.join();
    }
  }

  @Override
  public void check() throws IOException {
    for (SqsQueue queue : clients.queues()) {
      Map<String, String> attributes = attributes(queue);
      if (config.onFailure() == S3InputConfig.OnFailure.REDRIVE
          && !attributes.containsKey("RedrivePolicy")) {
        LOG.warn(
            "{}: the queue has no redrive policy: a message that cannot be read comes back until"
                + " its retention ends; give the queue a dead-letter queue, or set on-failure ="
                + " park",
            queue.name());
      }
    }
    if (clients.park().isPresent()) {
      attributes(clients.park().get());
    }
  }

  @Override
  public void close() {
    clients.close();
  }

  private Aftermath aftermath(Visibility visibility, Deletes deletes) {
    return new Aftermath(
        visibility,
        deletes,
        config.retry(),
        config.maxReceives(),
        clients.park().map(queue -> new Parking(queue, context.clock())),
        counters);
  }

  private MessageWork work(Slots slots, Aftermath aftermath, ExecutorService threads, Emitter out) {
    var origin = new Origin(context.name(), "sqs", context.clock().instant(), Map.of());
    var envelopes =
        new Envelopes(text -> context.event(text.getBytes(StandardCharsets.UTF_8), origin).tree());
    var reading =
        new Reading(
            clients.s3(),
            context.framer(config.framing()),
            context,
            config.maxObjectSize().bytes(),
            counters);
    return new MessageWork(
        envelopes,
        new Selection(config),
        reading,
        slots,
        new InFlight(),
        aftermath,
        threads,
        out,
        counters);
  }

  /** A fault of ours in one message must not have it hidden for ever, nor stop the others. */
  private static void guard(Lease lease, MessageWork work, Aftermath aftermath, Crew crew) {
    try {
      work.work(lease);
    } catch (RuntimeException e) {
      LOG.error("{}: unexpected", lease.message().place(), e);
      aftermath.failed(
          lease, new Trouble("unexpected", e.toString(), lease.message().place(), true));
    } catch (Error e) {
      crew.fail(e);
      throw e;
    }
  }

  private static ExecutorService threads(String name) {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
  }

  private static Map<String, String> attributes(SqsQueue queue) throws IOException {
    try {
      return queue.attributes();
    } catch (SdkException e) {
      var fault = AwsFault.of(e);
      throw new IOException(queue.name() + ": " + fault.reason() + ": " + fault.message(), e);
    }
  }
}
