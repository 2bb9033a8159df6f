package io.logboom.inputs.aws;

import io.logboom.spi.Context;
import io.logboom.spi.Counter;
import io.logboom.spi.DataSize;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts what is in one record of Kinesis or Firehose into events. What a subscription filter of
 * CloudWatch Logs sends (User Guide, "Log group-level subscription filters") gives an event for
 * each of its log events, the message as it is; its control messages are counted and dropped.
 * Everything else is cut as the input's framing says.
 *
 * <p>A payload is told by the first bytes of the text, compressed or not; payloads and other JSON
 * texts may follow one another. Safe for use by many threads.
 *
 * <p>Counters: {@code subscription-payloads} and {@code control-messages}.
 */
public final class SubscriptionFramer implements Framer {

  /**
   * How much text a payload may hold. CloudWatch sends at most 1 MiB compressed, some eight times
   * as much text; what takes more than this is no payload but a trap.
   */
  private static final DataSize MOST_TEXT = DataSize.of("16MiB");

  private final Context context;
  private final Framer plain;
  private final Framer texts;
  private final long mostMessage;
  private final Counter payloads;
  private final Counter controls;

  /**
   * @param framing for what is not a payload; its {@code maxEventSize} holds for messages, too
   */
  public SubscriptionFramer(Context context, Framing framing) {
    this.context = context;
    long most = framing.maxEventSize().bytes();
    this.plain = context.framer(framing);
    this.texts =
        context.framer(
            new Framing(
                Framing.Format.JSON,
                framing.path(),
                most > MOST_TEXT.bytes() ? framing.maxEventSize() : MOST_TEXT));
    this.mostMessage = most;
    this.payloads = context.counter("subscription-payloads");
    this.controls = context.counter("control-messages");
  }

  @Override
  public long read(InputStream in, long most, Origin origin, Sink sink)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    InputStream again = in.markSupported() ? in : new BufferedInputStream(in, SubscriptionSign.FAR);
    again.mark(SubscriptionSign.FAR);
    byte[] first = again.readNBytes(SubscriptionSign.FAR);
    again.reset();
    if (!SubscriptionSign.isIn(first)) {
      return plain.read(again, most, origin, sink);
    }
    var unwrapping = new Unwrapping(context, origin, mostMessage, payloads, controls, sink);
    texts.read(again, most, origin, unwrapping::accept);
    return unwrapping.handedOn();
  }
}
