package io.logboom.inputs.file;

import java.nio.file.Path;

/**
 * What is kept of a {@link Reading} on disk.
 *
 * @param id tells it from others
 * @param lies whether it is where it says
 * @param key device and inode, in words of the system; of the file it is or was in
 * @param born when that file was made, in nanoseconds since 1970; 0 when that is not known
 * @param packed the file's size when it is compressed and all of it is delivered; else less than 0
 * @param nuls how many NULs stand before its first byte
 * @param from where the fingerprint begins
 * @param headSize how much of the beginning is known
 * @param head the fingerprint of that
 * @param mark up to where it is delivered
 * @param seen when it was last there, in seconds since 1970
 * @param home the path it was first found at
 * @param path where it was last
 */
record Saved(
    long id,
    Lies lies,
    String key,
    long born,
    long packed,
    long nuls,
    long from,
    int headSize,
    long head,
    Mark mark,
    long seen,
    Path home,
    Path path) {

  /** Where it is. */
  enum Lies {
    /** In the file of that key. */
    HERE,
    /** Nowhere: that file was gone. */
    GONE,
    /** Nowhere: that file had another content. */
    TRUNCATED
  }
}
