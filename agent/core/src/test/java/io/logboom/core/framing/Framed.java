package io.logboom.core.framing;

import io.logboom.core.memory.Blocks;
import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.FieldPath;
import io.logboom.spi.Framing;
import io.logboom.spi.Framing.Format;
import io.logboom.spi.MalformedException;
import io.logboom.spi.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a stream when it is framed: batches are copied out and released at once.
 *
 * @param events the texts of the events
 * @param rejected place and reason of what is none
 * @param bytes the first bytes of what is none
 * @param flaw the reason the stream ended with; empty when it ended well
 * @param message the flaw's own words
 * @param batches how many batches there were
 */
record Framed(
    List<String> events,
    List<String> rejected,
    List<byte[]> bytes,
    String flaw,
    String message,
    int batches) {

  static final Origin ORIGIN = new Origin("test", "place", Instant.EPOCH, Map.of());

  /** How to frame: a test changes what it is about. */
  record How(Format format, String path, int most, int block) {
    How most(int bytes) {
      return new How(format, path, bytes, block);
    }

    How block(int bytes) {
      return new How(format, path, most, bytes);
    }

    How path(String dotted) {
      return new How(format, dotted, most, block);
    }

    Framed read(String text) {
      return read(text.getBytes(StandardCharsets.UTF_8));
    }

    Framed read(byte[] stream) {
      return read(new ByteArrayInputStream(stream));
    }

    Framed read(InputStream in) {
      return read(in, new Blocks(block, 4L * block));
    }

    Framed read(InputStream in, Blocks blocks) {
      var events = new ArrayList<String>();
      var rejected = new ArrayList<String>();
      var bytes = new ArrayList<byte[]>();
      var batches = new int[1];
      var flaw = "";
      var message = "";
      var framing = new Framing(format, FieldPath.of(path), new DataSize(most));
      try {
        long count =
            new StreamFramer(framing, blocks)
                .read(
                    in,
                    ORIGIN,
                    batch -> {
                      batches[0]++;
                      take(batch, events, rejected, bytes);
                    });
        if (count != events.size() + rejected.size()) {
          throw new AssertionError("counted " + count);
        }
      } catch (MalformedException e) {
        flaw = e.reason();
        message = String.valueOf(e.getMessage());
      } catch (IOException e) {
        flaw = "failed";
        message = String.valueOf(e.getMessage());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      return new Framed(events, rejected, bytes, flaw, message, batches[0]);
    }
  }

  static How as(Format format) {
    return new How(format, "Records", 64 << 10, 4096);
  }

  private static void take(
      Batch batch, List<String> events, List<String> rejected, List<byte[]> bytes) {
    if (batch.events().isEmpty() && batch.rejected().isEmpty()) {
      throw new AssertionError("an empty batch");
    }
    for (var event : batch.events()) {
      events.add(
          event.ordinal()
              + " "
              + new String(event.array(), event.offset(), event.length(), StandardCharsets.UTF_8));
    }
    for (var each : batch.rejected()) {
      var event = each.event();
      rejected.add(event.place() + " " + each.reason());
      var copy = new byte[event.length()];
      System.arraycopy(event.array(), event.offset(), copy, 0, copy.length);
      bytes.add(copy);
    }
    batch.release().run();
    batch.release().run();
  }
}
