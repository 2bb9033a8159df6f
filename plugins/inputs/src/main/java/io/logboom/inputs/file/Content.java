package io.logboom.inputs.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * An open file, wherever its name goes. No channel: an interrupt closes one for good, and whoever
 * is asked to stop has not done with it. Safe for use by many threads.
 */
final class Content implements AutoCloseable {
  private static final int SLICE = 64 << 10;

  private final RandomAccessFile file;

  private Content(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Opens the file that has this key.
   *
   * @throws IOException also when another file has that name by now
   */
  static Content open(Path path, String key) throws IOException {
    var file = new RandomAccessFile(path.toFile(), "r");
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!key.equals(String.valueOf(attributes.fileKey()))) {
        throw new MovedException(path);
      }
      return new Content(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Another file has come by that name between the look and now: look again. */
  static final class MovedException extends IOException {
    private static final long serialVersionUID = 1L;

    MovedException(Path path) {
      super(path + " is another file by now");
    }
  }

  synchronized long length() throws IOException {
    return file.length();
  }

  /** Reads as much as there is room and bytes for; tells how much that was. */
  synchronized int read(long at, byte[] to, int offset, int length) throws IOException {
    file.seek(at);
    int done = 0;
    while (done < length) {
      // The JDK takes memory anew for more than this, which costs more than the copying.
      int n = file.read(to, offset + done, Math.min(SLICE, length - done));
      if (n < 0) {
        break;
      }
      done += n;
    }
    return done;
  }

  /** So many bytes from there on, or as many as there are. */
  byte[] read(long at, int length) throws IOException {
    var bytes = new byte[length];
    int n = read(at, bytes, 0, length);
    return n == length ? bytes : Arrays.copyOf(bytes, n);
  }

  /**
   * The fingerprint of a part of it.
   *
   * @throws IOException also when it is shorter
   */
  Fingerprint print(long from, long to, byte[] buffer) throws IOException {
    var print = new Fingerprint();
    for (long at = from; at < to; ) {
      int n = read(at, buffer, 0, (int) Math.min(buffer.length, to - at));
      if (n == 0) {
        throw new IOException("shorter than it was");
      }
      print.add(buffer, 0, n);
      at += n;
    }
    return print;
  }

  /** Whether a part of it is the same as of another. */
  boolean same(Content other, long from, long to) throws IOException {
    var ours = new byte[64 << 10];
    var theirs = new byte[64 << 10];
    for (long at = from; at < to; ) {
      int length = (int) Math.min(ours.length, to - at);
      int n = read(at, ours, 0, length);
      int m = other.read(at, theirs, 0, length);
      if (n != length || m != length || !Arrays.equals(ours, 0, n, theirs, 0, n)) {
        return false;
      }
      at += n;
    }
    return true;
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
