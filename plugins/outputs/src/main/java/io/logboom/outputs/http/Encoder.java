package io.logboom.outputs.http;

import io.logboom.outputs.format.Compression;
import io.logboom.outputs.format.Compressor;
import io.logboom.outputs.format.LineFormat;
import io.logboom.outputs.format.Lines;
import io.logboom.outputs.format.Memory;
import io.logboom.spi.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Makes bodies of events. A body lies in memory that the next one is made in, so it is good until
 * then. Used by one thread at a time.
 */
final class Encoder implements AutoCloseable {
  private final BodyFormat format;
  private final Compression compression;
  private final Compressor compressor;
  private final Lines lines = new Lines(LineFormat.RAW, ByteBuffer.allocate(16 << 10));
  private Memory plain = new Memory();
  private Memory compressed = new Memory();

  Encoder(BodyFormat format, Compression compression, Optional<Integer> level) {
    this.format = format;
    this.compression = compression;
    this.compressor = compression.compressor(level);
  }

  /** A body of these events. */
  ByteBuffer encode(List<Event> events) {
    plain.clear(expectedSize(events));
    try {
      lines.to(plain);
      write(events);
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return plain.toBuffer();
  }

  /** Makes the next body elsewhere: somebody may still be looking at this one. */
  void leave() {
    plain = new Memory();
    compressed = new Memory();
  }

  /** Of a body of ordinary events, in bytes: a line end for each and two brackets more. */
  private static int expectedSize(List<Event> events) {
    long size = 2;
    for (var event : events) {
      size += event.length() + 1;
    }
    return (int) Math.min(size, 1 << 30);
  }

  private void write(List<Event> events) throws IOException {
    switch (format) {
      case NDJSON -> {
        for (var event : events) {
          lines.putValidJson(event);
          lines.put((byte) '\n');
        }
      }
      case JSON_ARRAY -> {
        lines.put((byte) '[');
        for (int i = 0; i < events.size(); i++) {
          if (i > 0) {
            lines.put((byte) ',');
          }
          lines.putValidJson(events.get(i));
        }
        lines.put((byte) ']');
      }
      case EVENT -> {
        for (var event : events) {
          lines.putValidJson(event);
        }
      }
      case RAW -> {
        for (var event : events) {
          lines.write(event);
        }
      }
    }
  }

  /** A body as it is sent. */
  ByteBuffer compress(ByteBuffer body) {
    if (compression == Compression.NONE) {
      return body;
    }
    compressed.clear(0);
    try {
      compressor.to(compressed);
      compressor.write(body.duplicate());
      compressor.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return compressed.toBuffer();
  }

  @Override
  public void close() {
    compressor.close();
  }
}
