package io.logboom.filters.udm.schema;

import io.logboom.spi.MalformedException;

/** Tells what is JSON, of texts that come within texts. Stateless; safe for use by many threads. */
public final class JsonText {

  private JsonText() {}

  /** Whether the bytes are one JSON object (RFC 8259), and nothing else. */
  public static boolean isObject(byte[] array, int start, int end) {
    var in = new JsonReader();
    in.reset(array, start, end - start);
    try {
      boolean object = in.peek() == '{';
      in.any(0);
      in.end();
      return object;
    } catch (MalformedException e) {
      // The question was whether it is one.
      return false;
    }
  }
}
