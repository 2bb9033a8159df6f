package io.logboom.bench;

import io.logboom.core.config.Queueing;
import io.logboom.core.config.Queueing.Sync;
import io.logboom.core.event.JsonEvent;
import io.logboom.core.memory.Blocks;
import io.logboom.core.queue.DiskQueue;
import io.logboom.core.queue.Downstream;
import io.logboom.core.queue.Receipt;
import io.logboom.core.queue.Settlement;
import io.logboom.core.telemetry.Meter;
import io.logboom.spi.Batch;
import io.logboom.spi.DataSize;
import io.logboom.spi.Event;
import io.logboom.spi.Origin;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a queue on disk costs: events of one size through it, in batches, with every way to sync,
 * both handed on from memory and read back. CPU is that of the whole process, for each event; it
 * includes making the events, which is told first. Arguments: events a run (2,000,000), bytes an
 * event (330), events a batch (200), directory (a temporary one).
 */
public final class QueueLoad {
  private static final Origin ORIGIN =
      new Origin("in", "192.0.2.1:514", Instant.EPOCH, Map.of("peer", "192.0.2.1"));

  private final int events;
  private final int batch;
  private final byte[] text;
  private final Path directory;
  private final PrintStream out;

  private QueueLoad(int events, int size, int batch, Path directory, PrintStream out) {
    this.events = events;
    this.batch = batch;
    this.text = new byte[size];
    Arrays.fill(text, (byte) 'x');
    this.directory = directory;
    this.out = out;
  }

  /** Runs it all, the first round to warm up. */
  public static void main(String[] args) throws Exception {
    int events = args.length > 0 ? Integer.parseInt(args[0]) : 2_000_000;
    int size = args.length > 1 ? Integer.parseInt(args[1]) : 330;
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 200;
    Path directory =
        args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("logboom-queue-load");
    var load =
        new QueueLoad(
            events,
            size,
            batch,
            directory,
            new PrintStream(System.out, true, StandardCharsets.UTF_8));
    for (int round = 0; round < 2; round++) {
      load.none();
      for (var sync : Sync.values()) {
        load.run(sync, true);
        load.run(sync, false);
      }
    }
  }

  private void none() {
    long before = cpu();
    long sum = 0;
    for (int i = 0; i < events; i += batch) {
      sum += batch().bytes();
    }
    tell("making them", cpu() - before, sum);
  }

  private void run(Sync sync, boolean fromMemory) throws Exception {
    var options =
        new Queueing(
            Queueing.Type.DISK,
            new DataSize(1L << 30),
            new DataSize(16 << 20),
            sync,
            Duration.ofMillis(100));
    var queue =
        new DiskQueue(
            directory.resolve(sync + "-" + fromMemory),
            "queue",
            options,
            new Meter(Meter.Kind.INPUT, "queue", "load"),
            new Blocks(512 << 10, 16 << 20),
            16 << 20,
            new Delivered(fromMemory));
    queue.open();
    long before = cpu();
    long began = System.nanoTime();
    var receipts = new ArrayList<Receipt>();
    for (int i = 0; i < events; i += batch) {
      var receipt = new Receipt();
      queue.append(batch(), receipt);
      receipts.add(receipt);
    }
    for (var receipt : receipts) {
      receipt.await();
    }
    queue.awaitEmpty(Duration.ofMinutes(1));
    tell(
        sync + (fromMemory ? " from memory" : " read back"),
        cpu() - before,
        System.nanoTime() - began);
    queue.close();
  }

  private Batch batch() {
    var made = new ArrayList<Event>(batch);
    byte[] array = new byte[batch * text.length];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(text, 0, array, i * text.length, text.length);
      made.add(JsonEvent.of(array, i * text.length, text.length, ORIGIN, i));
    }
    return new Batch(made, List.of(), array.length, () -> {});
  }

  private void tell(String what, long cpu, long wall) {
    out.printf(
        Locale.ROOT,
        "%-22s %6.3f us CPU an event, %6.2f s%n",
        what,
        cpu / 1e3 / events,
        wall / 1e9);
  }

  private static long cpu() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  /** Delivers at once. */
  private record Delivered(boolean fromMemory) implements Downstream {
    @Override
    public void hand(Batch batch, Settlement settlement) {
      batch.release().run();
      settlement.settled(true);
    }

    @Override
    public boolean offer(Batch batch, Settlement settlement) {
      if (fromMemory) {
        hand(batch, settlement);
      }
      return fromMemory;
    }

    @Override
    public void flush() {}
  }
}
