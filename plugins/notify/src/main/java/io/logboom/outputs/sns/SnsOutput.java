package io.logboom.outputs.sns;

import io.logboom.outputs.aws.Access;
import io.logboom.outputs.aws.AwsException;
import io.logboom.outputs.message.Line;
import io.logboom.outputs.net.Progress;
import io.logboom.outputs.net.Unfinished;
import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.Event;
import io.logboom.spi.Output;
import io.logboom.spi.RejectedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/**
 * Publishes events in requests of up to ten. Of a request that is taken in part, only the rest is
 * sent again. Safe for use by many threads.
 */
final class SnsOutput implements Output {
  /** What PublishBatch takes. */
  private static final int MOST_ENTRIES = 10;

  private static final int LONGEST_REASON = 500;

  private final String topic;
  private final Entries entries;
  private final Access access;
  private final SnsClient sns;
  private final Unfinished unfinished = new Unfinished();
  private final Counter requests;

  SnsOutput(SnsOutputConfig config, Context context) {
    this.topic = config.topicArn().text();
    this.entries = new Entries(config, context);
    this.access =
        new Access(
            Region.of(config.topicArn().region()),
            config.endpoint(),
            config.stsEndpoint(),
            config.credentials(),
            config.requestTimeout());
    this.sns = access.client(SnsClient.builder());
    this.requests = context.counter("requests");
  }

  @Override
  public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
    var events = batch.events();
    unfinished.goOn(events, progress -> publish(events, progress)).throwIfRejected(events);
  }

  private void publish(List<Event> events, Progress progress)
      throws IOException, InterruptedException {
    var pack = new ArrayList<Entry>();
    int size = 0;
    for (int i = 0; i < events.size(); i++) {
      if (progress.settled(i, i + 1)) {
        continue;
      }
      Entry entry;
      try {
        entry = entries.of(i, events.get(i));
      } catch (Entries.Unsendable e) {
        progress.reject(i, i + 1, String.valueOf(e.getMessage()));
        continue;
      }
      if (pack.size() == MOST_ENTRIES || size + entry.size() > Entries.MOST_BYTES) {
        publishPack(pack, progress);
        pack.clear();
        size = 0;
      }
      pack.add(entry);
      size += entry.size();
    }
    if (!pack.isEmpty()) {
      publishPack(pack, progress);
    }
  }

  /** Settles these, in halves when the request is refused as a whole for a message's sake. */
  private void publishPack(List<Entry> pack, Progress progress)
      throws IOException, InterruptedException {
    PublishBatchResponse answer;
    try {
      var request =
          PublishBatchRequest.builder()
              .topicArn(topic)
              .publishBatchRequestEntries(pack.stream().map(Entry::request).toList())
              .build();
      requests.increment();
      answer = Access.ask(() -> sns.publishBatch(request));
    } catch (AwsException e) {
      if (!Refusal.ofMessage(e.code(), e.said())) {
        throw new IOException(sentence(e), e);
      }
      if (pack.size() == 1) {
        int index = pack.getFirst().index();
        progress.reject(index, index + 1, refused(e.code(), e.said()));
      } else {
        int middle = pack.size() / 2;
        publishPack(List.copyOf(pack.subList(0, middle)), progress);
        publishPack(List.copyOf(pack.subList(middle, pack.size())), progress);
      }
      return;
    }
    settle(pack, answer, progress);
  }

  /** Believes an answer only of messages that were asked for. */
  private void settle(List<Entry> pack, PublishBatchResponse answer, Progress progress)
      throws IOException {
    String later = "";
    for (var entry : pack) {
      int index = entry.index();
      String id = entry.request().id();
      var failed = answer.failed().stream().filter(one -> id.equals(one.id())).findFirst();
      if (failed.isPresent()) {
        String code = String.valueOf(failed.get().code());
        String said = String.valueOf(failed.get().message());
        if (Refusal.ofMessage(code, said, Boolean.TRUE.equals(failed.get().senderFault()))) {
          progress.reject(index, index + 1, refused(code, said));
        } else {
          String advice = Refusal.advice(code, topic);
          later = (advice.isEmpty() ? "" : advice + ": ") + line(code + " " + said);
        }
      } else if (answer.successful().stream().anyMatch(one -> id.equals(one.id()))) {
        progress.deliver(index, index + 1);
      } else {
        later = "the answer says nothing of some messages";
      }
    }
    if (!later.isEmpty()) {
      throw new IOException("PublishBatch: not all messages were taken: " + later);
    }
  }

  private static String refused(String code, String said) {
    return line("SNS refuses it: " + code + " " + said);
  }

  private static String line(String text) {
    return Line.of(text, LONGEST_REASON);
  }

  private String sentence(AwsException e) {
    return line(e.toSentence("SNS", Refusal.advice(e.code(), topic)));
  }

  /** Asks for the topic's attributes. */
  @Override
  public void check() throws IOException, InterruptedException {
    try {
      Access.ask(() -> sns.getTopicAttributes(request -> request.topicArn(topic)));
    } catch (AwsException e) {
      String advice =
          e.code().startsWith("Auth") || e.code().startsWith("AccessDenied")
              ? "the credentials may not look at " + topic + "; allow sns:GetTopicAttributes"
              : Refusal.advice(e.code(), topic);
      throw new IOException(line(e.toSentence("GetTopicAttributes", advice)), e);
    }
  }

  @Override
  public void close() {
    sns.close();
    access.close();
  }
}
