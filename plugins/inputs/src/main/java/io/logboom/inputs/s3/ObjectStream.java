package io.logboom.inputs.s3;

import io.logboom.inputs.aws.AwsFault;
import io.logboom.inputs.aws.Backoff;
import io.logboom.spi.Counter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one object. When the connection breaks, or ends before the object does, it goes on
 * from the last byte with a ranged request that asks for the same ETag; an object that was
 * overwritten meanwhile is a failure, not a mixture. It gives up after a few tries in a row that
 * brought no byte. S3 closes connections that nobody reads from, so a pipeline that is full for
 * minutes ends here too, and is nothing to worry about. Used by one thread.
 */
final class ObjectStream extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectStream.class);
  private static final int MOST_TRIES = 6;
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final S3Client s3;
  private final S3Object object;
  private final Counter resumed;
  private final String etag;
  private final long length;
  private ResponseInputStream<GetObjectResponse> body;
  private long position;
  private int failures;

  private ObjectStream(
      S3Client s3,
      S3Object object,
      Counter resumed,
      ResponseInputStream<GetObjectResponse> body,
      long length) {
    this.s3 = s3;
    this.object = object;
    this.resumed = resumed;
    this.body = body;
    this.etag = Objects.requireNonNullElse(body.response().eTag(), "");
    this.length = length;
  }

  /**
   * Opens an object.
   *
   * @param mostBytes a longer one is a failure
   * @param resumed counts how often a stream went on after a break
   * @throws ObjectFailure when it cannot be read, with the reason
   */
  static ObjectStream open(S3Client s3, S3Object object, long mostBytes, Counter resumed)
      throws ObjectFailure {
    ResponseInputStream<GetObjectResponse> body;
    try {
      body = s3.getObject(request(object).build());
    } catch (SdkException e) {
      throw ObjectFailure.of(AwsFault.of(e));
    }
    Long length = body.response().contentLength();
    if (length == null) {
      body.abort();
      throw new ObjectFailure("no-length", "the answer does not say how long the object is");
    }
    if (length > mostBytes) {
      body.abort();
      throw new ObjectFailure(
          "too-large", "it has " + length + " bytes, more than max-object-size " + mostBytes);
    }
    return new ObjectStream(s3, object, resumed, body, length);
  }

  /** Which object it is. */
  S3Object object() {
    return object;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] array, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (position < length) {
      try {
        int got = body.read(array, offset, (int) Math.min(count, length - position));
        if (got > 0) {
          position += got;
          failures = 0;
          return got;
        }
        resume(new EOFException("the connection ended"));
      } catch (ObjectFailure e) {
        throw e;
      } catch (IOException | SdkException e) {
        resume(e);
      }
    }
    return -1;
  }

  /**
   * What is left of the object. It may have to be waited for; but saying so would have the framer
   * hand on small batches, as it does for streams that people watch live.
   */
  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, length - position);
  }

  /** Ends the connection when the object is not read to its end: the rest is not wanted. */
  @Override
  public void close() throws IOException {
    if (position < length) {
      body.abort();
    } else {
      body.close();
    }
  }

  private void resume(Exception cause) throws IOException {
    body.abort();
    while (true) {
      stopIfInterrupted();
      if (++failures > MOST_TRIES || etag.isEmpty()) {
        throw new ObjectFailure(
            "broken-connection",
            "after " + position + " of " + length + " bytes: " + cause.getMessage());
      }
      LOG.debug("{}: resuming at byte {}: {}", object.place(), position, cause.getMessage());
      try {
        BACKOFF.pause(failures);
        body = s3.getObject(request(object).range("bytes=" + position + "-").ifMatch(etag).build());
        skipWhatIsKnown();
        resumed.increment();
        return;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (SdkException e) {
        var fault = AwsFault.of(e);
        if (!fault.passing()) {
          throw ObjectFailure.of(fault);
        }
        cause = e;
      }
    }
  }

  /** A server that knows no ranges sends everything again. */
  private void skipWhatIsKnown() throws IOException {
    if (body.response().contentRange() == null) {
      body.skipNBytes(position);
    } else if (!body.response().contentRange().startsWith("bytes " + position + "-")) {
      throw new ObjectFailure(
          "wrong-range",
          "asked for bytes from " + position + ", got " + body.response().contentRange());
    }
  }

  private static void stopIfInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("asked to stop");
    }
  }

  private static GetObjectRequest.Builder request(S3Object object) {
    var request = GetObjectRequest.builder().bucket(object.bucket()).key(object.key());
    object.version().ifPresent(request::versionId);
    return request;
  }
}
