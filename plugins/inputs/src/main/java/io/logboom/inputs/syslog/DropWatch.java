package io.logboom.inputs.syslog;

import io.logboom.spi.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second how many datagrams the kernel has dropped, counts them and says so: {@code
 * kernel-drops}. A virtual thread of its own does.
 */
final class DropWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DropWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final long MINUTE = 60_000_000_000L;

  private final Context context;
  private final KernelDrops drops;
  private final Thread thread;
  private long told;
  private long untold;

  private DropWatch(Context context, KernelDrops drops) {
    this.context = context;
    this.drops = drops;
    this.told = System.nanoTime() - MINUTE;
    this.thread = Thread.ofVirtual().name(context.name() + " drops").unstarted(this::watch);
  }

  /** Starts, where there is something to watch: on Linux. */
  static Optional<DropWatch> start(Context context, Set<Integer> ports) throws IOException {
    var drops = new KernelDrops(ports);
    if (!drops.available() || drops.find() == 0) {
      LOG.warn(
          "{}: this system does not tell how many datagrams it drops: losses of UDP go unseen",
          context.name());
      return Optional.empty();
    }
    var watch = new DropWatch(context, drops);
    watch.thread.start();
    return Optional.of(watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        look(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(boolean last) {
    try {
      long more = drops.update();
      context.counter("kernel-drops").add(more);
      untold += more;
      long now = System.nanoTime();
      if (untold > 0 && (last || now - told >= MINUTE)) {
        LOG.warn(
            "{}: the kernel has dropped {} datagrams of UDP port {} since this was last said, {} in"
                + " all: they came faster than they were taken; raise receive-buffer or threads",
            context.name(),
            untold,
            drops,
            drops.total());
        told = now;
        untold = 0;
      }
      if (last && drops.waiting() > 0) {
        LOG.warn(
            "{}: {} bytes of datagrams are left unread in the kernel",
            context.name(),
            drops.waiting());
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot read what the kernel has dropped: {}", context.name(), e.toString());
    }
  }

  /** Looks a last time, while the sockets are still open. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    look(true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
