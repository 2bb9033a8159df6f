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

/** Makes bodies of events. Used by one thread at a time. */
final class Encoder implements AutoCloseable {
  private final BodyFormat format;
  private final Compression compression;
  private final Compressor compressor;
  private final Lines lines = new Lines(LineFormat.RAW, ByteBuffer.allocate(16 << 10));

  Encoder(BodyFormat format, Compression compression, Optional<Integer> level) {
    this.format = format;
    this.compression = compression;
    this.compressor = compression.compressor(level);
  }

  /** A body of these events. */
  byte[] encode(List<Event> events) {
    var memory = new Memory();
    try {
      lines.to(memory);
      write(events);
      lines.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return memory.toByteArray();
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
  byte[] compress(byte[] body) {
    if (compression == Compression.NONE) {
      return body;
    }
    var memory = new Memory();
    try {
      compressor.to(memory);
      compressor.write(ByteBuffer.wrap(body));
      compressor.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return memory.toByteArray();
  }

  @Override
  public void close() {
    compressor.close();
  }
}
