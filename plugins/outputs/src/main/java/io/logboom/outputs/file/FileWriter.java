package io.logboom.outputs.file;

import io.logboom.outputs.format.Compressor;
import io.logboom.outputs.format.Lines;
import io.logboom.spi.Context;
import io.logboom.spi.Event;
import io.logboom.spi.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes batches to the files they belong to: all of a batch to the end of its files, then all of
 * these made durable, then all committed. Whatever goes wrong before that is taken back from every
 * one of them, so that the same batch can be written again. Used by one thread.
 */
final class FileWriter {
  /**
   * Large enough that a system call costs nothing beside its copying, small enough for the cache.
   */
  private static final int BUFFER = 256 << 10;

  private final FileOutputConfig config;
  private final Clock clock;
  private final Route route;
  private final OpenFiles files;
  private final Lines lines;
  private final Compressor compressor;
  private AtomicBoolean stop = new AtomicBoolean();

  FileWriter(FileOutputConfig config, Context context, Disk disk) {
    this.config = config;
    this.clock = context.clock();
    this.route = new Route(config);
    this.files = new OpenFiles(config, context, disk, () -> stop.get());
    this.lines = new Lines(config.format(), ByteBuffer.allocateDirect(BUFFER));
    this.compressor = config.effectiveCompression().compressor(config.compressionLevel());
  }

  /**
   * Returns once the events are durable, but for those it returns.
   *
   * @param stopping set by another thread that wants this write to be taken back
   * @throws IOException nothing of the batch is left in the files, as far as possible
   */
  List<Rejected> write(List<Event> events, AtomicBoolean stopping) throws IOException {
    stop = stopping;
    var now = clock.instant();
    var rejected = new ArrayList<Rejected>();
    var part = new LinkedHashMap<String, List<Event>>();
    for (var entry : route.split(events, now).entrySet()) {
      part.put(entry.getKey(), entry.getValue());
      if (part.size() == config.maxOpenFiles()) {
        writePart(part, now, rejected);
        part.clear();
      }
    }
    writePart(part, now, rejected);
    files.rotate(now);
    return rejected;
  }

  /** Writes to no more files than may be open at once. */
  private void writePart(Map<String, List<Event>> part, Instant now, List<Rejected> rejected)
      throws IOException {
    var touched = new LinkedHashMap<String, OpenFile>();
    boolean durable = false;
    try {
      for (var entry : part.entrySet()) {
        try {
          var file = files.open(entry.getKey(), now);
          touched.put(entry.getKey(), file);
          append(entry.getValue(), file);
        } catch (Folders.EscapeException e) {
          String reason = String.valueOf(e.getMessage());
          entry.getValue().forEach(event -> rejected.add(new Rejected(event, reason)));
        }
      }
      for (var file : touched.values()) {
        file.sync();
      }
      for (var file : touched.values()) {
        file.commit(now);
      }
      durable = true;
    } finally {
      if (!durable) {
        touched.keySet().forEach(files::rollBack);
      }
    }
  }

  private void append(List<Event> events, OpenFile file) throws IOException {
    compressor.to(file);
    lines.to(compressor);
    if (file.size() == 0 && config.header().isPresent()) {
      lines.write(config.header().get());
    }
    for (var event : events) {
      lines.write(event);
    }
    lines.flush();
    compressor.finish();
  }

  /** Finishes the files that are due. */
  void rotate() {
    files.rotate(clock.instant());
  }

  /** Finishes all files. */
  void close() throws IOException {
    compressor.close();
    files.close();
  }
}
