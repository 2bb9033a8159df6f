package io.logboom.inputs.syslog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Linux knows of this process's datagram sockets: how many datagrams it dropped because nobody
 * read them in time, and how many bytes wait (proc_net_udp(5)). For one thread.
 *
 * <p>A line of the file is known by its inode, for other processes may have the same port; which
 * inodes are ours stands in {@code /proc/self/fd}.
 */
final class KernelDrops {
  private static final int LOCAL = 1;
  private static final int QUEUES = 4;
  private static final int INODE = 9;
  private static final int DROPS = 12;

  private final List<Path> tables;
  private final Path descriptors;
  private final Set<Integer> ports;
  private final Map<String, Long> known = new HashMap<>();
  private Set<String> inodes = Set.of();
  private long total;
  private long waiting;

  /**
   * @param ports that datagrams come to
   */
  KernelDrops(Set<Integer> ports) {
    this(Path.of("/proc"), ports);
  }

  KernelDrops(Path proc, Set<Integer> ports) {
    this.tables = List.of(proc.resolve("net/udp"), proc.resolve("net/udp6"));
    this.descriptors = proc.resolve("self/fd");
    this.ports = Set.copyOf(ports);
  }

  /** Whether there is such a thing here. */
  boolean available() {
    return tables.stream().anyMatch(Files::isReadable);
  }

  /**
   * Finds the sockets; to be called once they are bound.
   *
   * @return how many were found
   */
  int find() throws IOException {
    var found = new HashSet<String>();
    try (var links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        String target = target(link);
        if (target.startsWith("socket:[")) {
          found.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    inodes = found;
    update();
    return known.size();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // Closed since the folder was read: then it is not one of those looked for.
      return "";
    }
  }

  /** Reads the tables; gives how many datagrams were dropped since the last time. */
  long update() throws IOException {
    long more = 0;
    waiting = 0;
    for (Path table : tables) {
      if (Files.isReadable(table)) {
        // Its size is not known before, so it is read as a stream.
        for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
          more += line(line.strip().split("\\s+"));
        }
      }
    }
    total += more;
    return more;
  }

  private long line(String[] columns) {
    if (columns.length <= DROPS || !inodes.contains(columns[INODE]) || !ours(columns[LOCAL])) {
      return 0;
    }
    waiting += Long.parseLong(columns[QUEUES].substring(columns[QUEUES].indexOf(':') + 1), 16);
    long drops = Long.parseLong(columns[DROPS]);
    Long before = known.put(columns[INODE], drops);
    return drops - (before == null ? 0 : before);
  }

  private boolean ours(String local) {
    int colon = local.indexOf(':');
    return colon > 0 && ports.contains(Integer.parseInt(local.substring(colon + 1), 16));
  }

  /** How many were dropped in all. */
  long total() {
    return total;
  }

  /** How much memory, as the kernel counts it, is taken by datagrams that were not read yet. */
  long waiting() {
    return waiting;
  }

  @Override
  public String toString() {
    return ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
