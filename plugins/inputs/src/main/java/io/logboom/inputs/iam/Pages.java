package io.logboom.inputs.iam;

import io.logboom.inputs.aws.AwsFault;
import org.jspecify.annotations.Nullable;

/** Reads a list of IAM's page by page: as long as it is truncated, however short pages are. */
final class Pages {
  private Pages() {}

  /** Where the next page begins; nothing when there is none. */
  record Next(boolean truncated, @Nullable String marker) {}

  /** Asks for a page and makes use of it. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads one.
     *
     * @param marker null for the first one
     */
    Next read(@Nullable String marker) throws IamException, InterruptedException;
  }

  /**
   * Reads all.
   *
   * @throws IamException also when the list does not come to an end
   */
  static void readAll(String operation, String about, Reader reader)
      throws IamException, InterruptedException {
    String marker = null;
    for (; ; ) {
      var next = reader.read(marker);
      if (!next.truncated()) {
        return;
      }
      if (next.marker() == null || next.marker().equals(marker)) {
        throw new IamException(
            operation,
            about,
            new AwsFault("stuck", "the list is truncated, and no new marker is given", 200, true),
            new IllegalStateException("marker " + next.marker()));
      }
      marker = next.marker();
    }
  }
}
