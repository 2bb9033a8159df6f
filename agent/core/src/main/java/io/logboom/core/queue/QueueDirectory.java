package io.logboom.core.queue;

import java.nio.file.Path;

/** Where queues are. */
public final class QueueDirectory {
  private QueueDirectory() {}

  /**
   * The directory of one queue.
   *
   * @param dataDirectory of the agent
   * @param name of the input or output, such as {@code pipelines.main.inputs.syslog}
   */
  public static Path of(Path dataDirectory, String name) {
    return dataDirectory.resolve("queues").resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
  }
}
