package io.logboom.packaging;

import java.io.IOException;
import java.net.URI;

/** A bucket, a queue that hears of its objects, and the servers behind both. */
interface Cloud extends AutoCloseable {

  /** Where the bucket is. */
  URI buckets();

  /** Where the queue is. */
  URI queues();

  String bucket();

  String queueUrl();

  /** Stores an object; its queue hears of it. */
  void put(String key, byte[] object);

  /** Stores the objects of a trail. */
  default void put(Trail trail) throws IOException {
    for (int i = 0; i < trail.objects(); i++) {
      put(trail.key(i), trail.object(i));
    }
  }

  /** Messages in the queue, taken or not. */
  int messages();

  @Override
  void close();
}
