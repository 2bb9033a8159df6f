package io.logboom.inputs.file;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * A file as a look at its folder showed it.
 *
 * @param path by which it was found, maybe a link's
 * @param key its device and inode, in words of the system
 * @param size in bytes
 * @param modified when its content was changed last, in nanoseconds since 1970
 * @param born when it was made, the same; 0 where the file system does not tell
 */
record Seen(Path path, String key, long size, long modified, long born) {

  static Seen of(Path path, BasicFileAttributes attributes) {
    return new Seen(
        path,
        String.valueOf(attributes.fileKey()),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        attributes.creationTime().to(TimeUnit.NANOSECONDS));
  }

  /** The same, of which nobody knows when it was made. */
  Seen unborn() {
    return new Seen(path, key, size, modified, 0);
  }

  /** The device it is on, in words of the system. */
  String device() {
    int comma = key.indexOf(',');
    return comma < 0 ? key : key.substring(0, comma);
  }

  /** Whether nothing can be told from its times: a change in the same moment would not show. */
  boolean isFresh(long nowMillis) {
    return modified / 1_000_000 > nowMillis - 3000;
  }

  /** Whether it may have the same inode on a device that has another number than it had. */
  boolean sameInode(String other) {
    int ours = key.indexOf("ino=");
    int theirs = other.indexOf("ino=");
    return ours >= 0 && theirs >= 0 && key.substring(ours).equals(other.substring(theirs));
  }
}
