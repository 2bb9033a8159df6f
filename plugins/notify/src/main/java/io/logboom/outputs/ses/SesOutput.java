package io.logboom.outputs.ses;

import io.logboom.inputs.aws.Regions;
import io.logboom.outputs.aws.Access;
import io.logboom.outputs.aws.AwsException;
import io.logboom.outputs.mail.Composer;
import io.logboom.outputs.message.Line;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.SendRawEmailRequest;

/** Sends a mail for each event by SES. Safe for use by many threads. */
final class SesOutput implements Output {
  /** The quota of a day is counted over the last 24 hours, so that there soon is a bit of it. */
  private static final Duration QUOTA_PAUSE = Duration.ofMinutes(5);

  private static final int LONGEST_REASON = 500;

  private final SesOutputConfig config;
  private final List<String> recipients;
  private final Composer composer;
  private final Access access;
  private final SesClient ses;
  private final Unfinished unfinished = new Unfinished();
  private final Counter requests;

  SesOutput(SesOutputConfig config, Context context) {
    this.config = config;
    this.recipients = config.addresses().recipients();
    this.composer =
        new Composer(config.addresses(), config.subject(), config.attachRecord(), context.clock());
    this.access =
        new Access(
            Regions.find(config.region(), Optional.empty()),
            config.endpoint(),
            config.stsEndpoint(),
            config.credentials(),
            config.requestTimeout());
    this.ses = access.client(SesClient.builder());
    this.requests = context.counter("requests");
  }

  @Override
  public void write(Batch batch) throws IOException, RejectedException, InterruptedException {
    var events = batch.events();
    unfinished.goOn(events, progress -> send(events, progress)).throwIfRejected(events);
  }

  private void send(List<Event> events, Progress progress)
      throws IOException, InterruptedException {
    for (int i = 0; i < events.size(); i++) {
      if (!progress.settled(i, i + 1)) {
        send(events.get(i), i, progress);
      }
    }
  }

  private void send(Event event, int index, Progress progress)
      throws IOException, InterruptedException {
    var request =
        SendRawEmailRequest.builder()
            .source(config.from().address())
            .destinations(recipients)
            .rawMessage(raw -> raw.data(SdkBytes.fromByteArrayUnsafe(composer.compose(event))));
    config.configurationSet().ifPresent(request::configurationSetName);
    try {
      requests.increment();
      Access.ask(() -> ses.sendRawEmail(request.build()));
      progress.deliver(index, index + 1);
    } catch (AwsException e) {
      switch (Refusal.of(e.code(), e.said())) {
        case MAIL -> progress.reject(index, index + 1, line("SES refuses it: " + e.getMessage()));
        case QUOTA -> throw new RetryAfterException(sentence("SendRawEmail", e), QUOTA_PAUSE);
        case OTHER -> throw new IOException(sentence("SendRawEmail", e), e);
      }
    }
  }

  private String sentence(String asked, AwsException e) {
    return line(e.toSentence(asked, Refusal.advice(e.code(), e.said(), asked)));
  }

  private static String line(String text) {
    return Line.of(text, LONGEST_REASON);
  }

  /** Asks for the quota. */
  @Override
  public void check() throws IOException, InterruptedException {
    try {
      Access.ask(ses::getSendQuota);
    } catch (AwsException e) {
      throw new IOException(sentence("GetSendQuota", e), e);
    }
  }

  @Override
  public void close() {
    ses.close();
    access.close();
  }
}
