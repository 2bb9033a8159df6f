package io.logboom.outputs.format;

import io.logboom.spi.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Writes events as lines through one buffer, which is outside the heap so that a file takes it as
 * it is: an event's bytes are copied once, and nothing is allocated for it. Used by one thread at a
 * time.
 */
public final class Lines {
  private final LineFormat format;
  private final ByteBuffer buffer;
  private WritableByteChannel out = new Memory();

  /**
   * @param buffer to write through; what is larger goes through in pieces. One outside the heap
   *     saves a file's channel a copy
   */
  public Lines(LineFormat format, ByteBuffer buffer) {
    this.format = format;
    this.buffer = buffer;
  }

  /** Writes to this channel from here on; forgets what was not flushed to another one. */
  public void to(WritableByteChannel channel) {
    out = channel;
    buffer.clear();
  }

  /** Writes an event and the end of its line. */
  public void write(Event event) throws IOException {
    byte[] array = event.array();
    int from = event.offset();
    int to = from + event.length();
    switch (format) {
      case RAW -> put(array, from, to);
      case JSON -> putJson(event);
      case LINE -> {
        if (Json.hasLineBreak(array, from, to)) {
          putValidJson(event);
        } else {
          put(array, from, to);
        }
      }
      case PRETTY -> {
        if (Json.valid(event)) {
          Json.indent(array, from, to, this);
        } else {
          put(array, from, to);
        }
      }
    }
    put((byte) '\n');
  }

  /** Writes a text and the end of its line. */
  public void write(String line) throws IOException {
    byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
    put(utf8, 0, utf8.length);
    put((byte) '\n');
  }

  /** Writes an event as one JSON text without line breaks, as {@link LineFormat#JSON} says. */
  public void putJson(Event event) throws IOException {
    byte[] array = event.array();
    int from = event.offset();
    int to = from + event.length();
    if (Json.isPlainObject(array, from, to)) {
      put(array, from, to);
    } else {
      putValidJson(event);
    }
  }

  /**
   * Writes an event as one JSON text without line breaks; unlike {@link #putJson} it looks at every
   * event, so that a broken one cannot spoil a document that it is a part of.
   */
  public void putValidJson(Event event) throws IOException {
    byte[] array = event.array();
    int from = event.offset();
    int to = from + event.length();
    if (!Json.valid(event)) {
      Json.quote(array, from, to, this);
    } else if (Json.isPlainObject(array, from, to)) {
      put(array, from, to);
    } else {
      Json.compact(array, from, to, this);
    }
  }

  /** Writes one byte. */
  public void put(byte b) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put(b);
  }

  /** Writes the bytes of {@code array} from {@code from} to {@code to}. */
  public void put(byte[] array, int from, int to) throws IOException {
    int length = to - from;
    if (length <= buffer.remaining()) {
      buffer.put(array, from, length);
      return;
    }
    flush();
    int at = from;
    while (to - at > buffer.capacity()) {
      buffer.put(array, at, buffer.capacity());
      at += buffer.capacity();
      flush();
    }
    buffer.put(array, at, to - at);
  }

  /** Hands everything written so far to the channel. */
  public void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
