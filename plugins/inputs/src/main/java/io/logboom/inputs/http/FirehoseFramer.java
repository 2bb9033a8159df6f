package io.logboom.inputs.http;

import io.logboom.inputs.aws.SubscriptionFramer;
import io.logboom.spi.Batch;
import io.logboom.spi.Context;
import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Fields;
import io.logboom.spi.Framer;
import io.logboom.spi.Framing;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.Rejected;
import io.logboom.spi.UndeliveredException;
import io.logboom.spi.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Cuts what Firehose sends into events: a document {@code {"requestId", "timestamp", "records":
 * [{"data": BASE64}]}} whose records are each cut as the input's framing says, unless they are what
 * a subscription filter of CloudWatch Logs sends. A record that cannot be made out is turned down
 * by itself, since it would be the same the next time. Safe for use by many threads.
 */
final class FirehoseFramer implements Framer {

  /** Firehose takes a thousand kilobytes from its users, Kinesis in front of it 10 MiB. */
  private static final DataSize LARGEST = DataSize.of("16MiB");

  private final Context context;
  private final Framer document;
  private final Framer content;

  /**
   * @param framing of what is in the records
   */
  FirehoseFramer(Context context, Framing framing) {
    this.context = context;
    this.document =
        context.framer(new Framing(Framing.Format.JSON_ARRAY, FieldPath.of("records"), LARGEST));
    this.content = new SubscriptionFramer(context, framing);
  }

  @Override
  public long read(InputStream in, long most, Origin origin, Sink sink)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    var merging = new Merging(sink);
    try {
      document.read(in, most, origin, batch -> take(batch, most, merging));
    } catch (MalformedException e) {
      merging.flush();
      throw e;
    }
    merging.flush();
    return merging.count();
  }

  private void take(Batch records, long most, Merging merging)
      throws UndeliveredException, InterruptedException {
    for (Event item : records.events()) {
      var origin = place(item);
      try {
        content.read(new ByteArrayInputStream(data(item)), most, origin, merging);
      } catch (MalformedException e) {
        byte[] copy =
            Arrays.copyOfRange(item.array(), item.offset(), item.offset() + item.length());
        merging.reject(
            new Rejected(context.event(copy, origin), e.reason() + ": " + e.getMessage()));
      } catch (IOException e) {
        throw new IllegalStateException("an array cannot fail", e);
      }
    }
    records.release().run();
    for (Rejected broken : records.rejected()) {
      merging.reject(broken);
    }
  }

  private static Origin place(Event item) {
    var whole = item.origin();
    String place = whole.place() + " record " + item.ordinal();
    return new Origin(whole.input(), place, whole.receivedAt(), whole.attributes());
  }

  private static byte[] data(Event item) throws MalformedException {
    Fields fields = item.fields();
    int data = fields.find("data");
    if (data < 0 || fields.kind(data) != '"') {
      throw new MalformedException("firehose-record", "a record without a text as its data", -1);
    }
    try {
      return Base64.getDecoder().decode(base64(fields, data)).array();
    } catch (IllegalArgumentException e) {
      throw new MalformedException(
          "firehose-record", "its data is not Base64: " + e.getMessage(), -1);
    }
  }

  private static ByteBuffer base64(Fields fields, int data) {
    int from = fields.valueStart(data) + 1;
    int to = fields.valueEnd(data) - 1;
    byte[] array = fields.array();
    for (int i = from; i < to; i++) {
      // A slash may be escaped.
      if (array[i] == '\\' && fields.value(data) instanceof Value.Str(String text)) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return ByteBuffer.wrap(array, from, to - from);
  }
}
