package io.logboom.inputs.s3;

import io.logboom.spi.Context;
import io.logboom.spi.Deliveries;
import io.logboom.spi.Emitter;
import io.logboom.spi.Framer;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import io.logboom.spi.UndeliveredException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads one object into the pipeline as it arrives, never whole in memory. Safe for use by many
 * threads.
 */
final class Reading {
  private final S3Client s3;
  private final Framer framer;
  private final Context context;
  private final long mostBytes;
  private final Counters counters;

  Reading(S3Client s3, Framer framer, Context context, long mostBytes, Counters counters) {
    this.s3 = s3;
    this.framer = framer;
    this.context = context;
    this.mostBytes = mostBytes;
    this.counters = counters;
  }

  /**
   * Reads an object to its end.
   *
   * @param deliveries gets those of all its events, also when reading fails half-way
   * @throws ObjectFailure when it cannot be read, with the reason
   * @throws IOException when reading was interrupted, or failed for a reason unknown
   */
  void read(S3Object announced, Emitter out, Deliveries deliveries)
      throws IOException, MalformedException, UndeliveredException, InterruptedException {
    try (var stream = open(announced)) {
      framer.read(stream, origin(stream.object()), batch -> deliveries.add(out.emit(batch)));
    }
    counters.objects.increment();
  }

  private ObjectStream open(S3Object announced) throws ObjectFailure {
    try {
      return ObjectStream.open(s3, announced, mostBytes, counters.resumed);
    } catch (ObjectFailure e) {
      if (!absent(e) || announced.otherwise().isEmpty()) {
        throw e;
      }
      return reopen(announced.reread(), e);
    }
  }

  /** The first failure is the one to tell of: the second reading of the key was only a guess. */
  private ObjectStream reopen(S3Object reread, ObjectFailure first) throws ObjectFailure {
    try {
      return ObjectStream.open(s3, reread, mostBytes, counters.resumed);
    } catch (ObjectFailure e) {
      if (absent(e)) {
        first.addSuppressed(e);
        throw first;
      }
      throw e;
    }
  }

  /** Without the right to list a bucket, S3 says "denied" of what is not there. */
  private static boolean absent(ObjectFailure failure) {
    return failure.reason().equals("not-found") || failure.reason().equals("access-denied");
  }

  private Origin origin(S3Object object) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("s3.bucket", object.bucket());
    attributes.put("s3.key", object.key());
    object.version().ifPresent(version -> attributes.put("s3.version-id", version));
    attributes.putAll(ObjectKey.attributes(object.key()));
    return new Origin(
        context.name(), object.place(), context.clock().instant(), Map.copyOf(attributes));
  }
}
