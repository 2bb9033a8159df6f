package io.logboom.core.admin;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the virtual machine and the system say of the process; each fact where it is to be had. */
final class Machine {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  /** proc(5): figures of this process, a line each. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final String RESIDENT = "VmRSS:";

  private Machine() {}

  static void put(Families all) {
    process(all);
    memory(all);
    collectors(all);
    var threads = ManagementFactory.getThreadMXBean();
    all.gauge("jvm_threads_current", "Threads of the system.")
        .add(Labels.EMPTY, threads.getThreadCount());
    all.gauge("jvm_threads_daemon", "Those that do not keep the process from ending.")
        .add(Labels.EMPTY, threads.getDaemonThreadCount());
    all.gauge("jvm_classes_currently_loaded", "Classes loaded.")
        .add(Labels.EMPTY, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  private static void process(Families all) {
    all.gauge("process_start_time_seconds", "When the process began, in seconds since 1970.")
        .add(Labels.EMPTY, ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      all.counter("process_cpu_seconds", "Processor time.")
          .add(Labels.EMPTY, unix.getProcessCpuTime() / 1e9);
      all.gauge("process_open_fds", "Open file descriptors.")
          .add(Labels.EMPTY, unix.getOpenFileDescriptorCount());
      all.gauge("process_max_fds", "How many file descriptors may be open.")
          .add(Labels.EMPTY, unix.getMaxFileDescriptorCount());
    }
    long resident = resident();
    if (resident > 0) {
      all.gauge("process_resident_memory_bytes", "Memory the process has.")
          .add(Labels.EMPTY, resident);
    }
  }

  /** In bytes; 0 where nobody tells. */
  private static long resident() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      LOG.debug("{}: {}", STATUS, e.getMessage());
      return 0;
    }
  }

  private static void memory(Families all) {
    var memory = ManagementFactory.getMemoryMXBean();
    usage(all, "area", "heap", memory.getHeapMemoryUsage(), "memory", "Memory of an area.");
    usage(all, "area", "nonheap", memory.getNonHeapMemoryUsage(), "memory", "Memory of an area.");
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      var usage = pool.getUsage();
      if (usage != null) {
        usage(all, "pool", pool.getName(), usage, "memory_pool", "Memory of a pool.");
      }
    }
  }

  private static void usage(
      Families all, String label, String name, MemoryUsage usage, String metric, String help) {
    var labels = Labels.of(label, name);
    all.gauge("jvm_" + metric + "_used_bytes", help + " In use.").add(labels, usage.getUsed());
    all.gauge("jvm_" + metric + "_committed_bytes", help + " Had from the system.")
        .add(labels, usage.getCommitted());
    if (usage.getMax() >= 0) {
      all.gauge("jvm_" + metric + "_max_bytes", help + " At most.").add(labels, usage.getMax());
    }
  }

  private static void collectors(Families all) {
    var runs = all.counter("jvm_gc_collections", "Runs of a garbage collector.");
    var seconds = all.counter("jvm_gc_seconds", "Time spent in runs of a garbage collector.");
    for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      var labels = Labels.of("gc", collector.getName());
      runs.add(labels, Math.max(0, collector.getCollectionCount()));
      seconds.add(labels, Math.max(0, collector.getCollectionTime()) / 1e3);
    }
  }
}
